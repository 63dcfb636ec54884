"""Which language by the script alone: most scripts belong to one, the others show signs of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SCRIPTS_FILE = Path(__file__).parent / "scripts.yml"
_RUN = re.compile(r"[^\s\d.,!?;:()\"\u060c\u061f\u0964]+")


@dataclass(frozen=True)
class Sign:
    """What speaks for one language among those of its script."""

    letters: frozenset[str]
    words: frozenset[str]
    letter: float

    def count(self, text: str, words: Sequence[str]) -> float:
        """How much a text speaks for it; a whole word says as much as two letters of its own."""
        letters = sum(letter in self.letters for letter in text)
        return self.letter * letters + 2 * sum(word in self.words for word in words)


@dataclass(frozen=True)
class Script:
    """One script: its letters, what one is worth beside Latin ones, and the languages written in it."""

    letters: re.Pattern[str]
    weight: float
    language: str
    others: Mapping[str, Sign]

    def language_of(self, text: str) -> tuple[str, float]:
        """The language of a text in this script, and how much in the text speaks for it."""
        words = _RUN.findall(text)
        counts = {code: sign.count(text, words) for code, sign in self.others.items()}
        best = max(counts, key=lambda code: counts[code], default=self.language)
        return (best, counts[best]) if counts.get(best) else (self.language, 0.0)


class Scripts:
    """Every script but the Latin one."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        self._scripts = tuple(scripts)

    @classmethod
    def load(cls, path: Path = SCRIPTS_FILE) -> Scripts:
        """Read the file of scripts."""
        return cls([_script(row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))["scripts"]])

    @property
    def languages(self) -> frozenset[str]:
        """Every language that one of the scripts may be."""
        return frozenset(code for script in self._scripts for code in (script.language, *script.others))

    def of(self, text: str) -> Script | None:
        """The script that most of a text is written in; None for Latin or no letters."""
        if text.isascii():
            return None
        weights = [script.weight * len(script.letters.findall(text)) for script in self._scripts]
        if sum(weights) <= sum(1 for letter in text if letter.isalpha()) - _letters(self._scripts, text):
            return None
        first = self._scripts[weights.index(max(weights))]
        # Japanese and Korean have Chinese characters in between: any of their own letters decides.
        mixed = next((s for s, w in zip(self._scripts, weights, strict=True) if w and s.weight > 1), first)
        return mixed if first.weight > 1 else first


def _letters(scripts: Sequence[Script], text: str) -> int:
    return sum(1 for letter in text if letter.isalpha() and any(s.letters.match(letter) for s in scripts))


def _script(row: Mapping[str, Any]) -> Script:
    others = {
        code: Sign(frozenset(sign["letters"]), frozenset(sign["words"]), sign.get("letter", 1))
        for code, sign in row.get("others", {}).items()
    }
    return Script(re.compile(f"[{row['ranges']}]"), row["weight"], row["language"], others)
