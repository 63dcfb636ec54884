"""Text as residents write it, brought to one spelling: used on messages, phrases, cues and services alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import yaml

WORDING_FILE = Path(__file__).parent / "wording.yml"
LONGEST = 3000  # characters that are read; what a person means is said by then
_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
LONGEST_WORD = 30
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_STOP = re.compile(r"[.!?;:\n,]+|\s[-\u2013\u2014]\s")


@dataclass(frozen=True)
class Wording:
    """One spelling for each word, which words are never repaired, and where clauses break."""

    spellings: dict[str, str]
    never_repaired: frozenset[str]
    clause_breaks: frozenset[str]

    @classmethod
    def load(cls, path: Path = WORDING_FILE) -> Wording:
        """Read the wording file."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        spellings = {
            str(variant): word for word, variants in data["spellings"].items() for variant in variants
        }
        return cls(spellings, frozenset(data["never_repaired"]), frozenset(data["clause_breaks"]))

    def words(self, text: str) -> list[str]:
        """The words of a text in one spelling; empty for text without letters or digits."""
        plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text[:LONGEST])).lower()
        found: list[str] = []
        for word in _WORD.findall(plain):
            found.extend(self.spellings.get(word, word[:LONGEST_WORD]).split())
        return found

    def clauses(self, text: str, most: int = 8, shortest: int = 3) -> list[list[str]]:
        """The separate things a text says, as words; empty when it says only one."""
        pieces: list[list[str]] = []
        for sentence in _STOP.split(text[:LONGEST]):
            pieces.extend(self._split_at_breaks(self.words(sentence)))
        long_enough = [piece for piece in pieces if len(piece) >= shortest]
        return long_enough[:most] if len(pieces) > 1 else []

    def _split_at_breaks(self, words: list[str]) -> list[list[str]]:
        pieces: list[list[str]] = [[]]
        for word in words:
            if word in self.clause_breaks:
                pieces.append([])
            else:
                pieces[-1].append(word)
        return [piece for piece in pieces if piece]
