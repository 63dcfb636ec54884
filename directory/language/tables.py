"""Small words of languages in Latin letters, and the words that people tell their lives with in English."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
PHRASES = HERE.parent / "needs" / "phrases"
# Met this often in the phrase bank a word is English, or what people make of it; once may be a quotation.
OFTEN = 2

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True)
class SmallWords:
    """What shows one language: small words, and letters that English does not use."""

    words: frozenset[str]
    letters: frozenset[str]

    @staticmethod
    def load(path: Path = HERE / "words.yml") -> dict[str, SmallWords]:
        """The table of each language, by its ISO 639-1 code."""
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {
            code: SmallWords(frozenset(map(str, row["words"])), frozenset(row["letters"]))
            for code, row in rows.items()
        }

    def weight(self, word: str) -> float:
        """How much a word speaks for this language: wholly by itself, a little by its letters."""
        if word in self.words:
            return 1.0
        return 0.0 if word.isascii() or self.letters.isdisjoint(word) else 0.6


class EnglishWords(frozenset[str]):
    """The words of the phrase bank: dialect, text-speak and common slips among them."""

    @classmethod
    def load(cls, more: frozenset[str] = frozenset(), folder: Path = PHRASES) -> EnglishWords:
        """Every word that the situations of the bank use more than once, and `more`."""
        counts: Counter[str] = Counter()
        for path in sorted(folder.glob("*.txt")):
            text = path.read_text(encoding="utf-8").replace("\u2019", "'").casefold()
            counts.update(_WORD.findall(text))
        often = (word for word, times in counts.items() if times >= OFTEN)
        return cls(more.union(often))
