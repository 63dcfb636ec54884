"""Typing errors put right against words that are known; a word that must not be touched stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
LONG = 8  # from this length two slips are forgiven, below it one
MOST_REPAIRS = 40  # of one text: beyond that it is another language, not bad typing


class Spelling:
    """Repairs unknown words to the nearest known one that starts with the same letter."""

    def __init__(self, known: Iterable[str], never_repaired: Collection[str]) -> None:
        self._known = frozenset(known) | frozenset(never_repaired)
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known - frozenset(never_repaired)):
            if len(word) >= SHORTEST - 1 and word.isalpha():
                self._by_initial[word[0]].append(word)

    def repaired(self, words: Sequence[str]) -> list[str]:
        """The words with typing errors put right."""
        unknown = [word for word in dict.fromkeys(words) if self._may_repair(word)][:MOST_REPAIRS]
        repairs = {word: self._nearest(word) for word in unknown}
        return [repairs.get(word, word) for word in words]

    def _may_repair(self, word: str) -> bool:
        return len(word) >= SHORTEST and word.isascii() and word.isalpha() and word not in self._known

    def _nearest(self, word: str) -> str:
        slips = 2 if len(word) >= LONG else 1
        near = process.extractOne(word, self._by_initial[word[0]], scorer=OSA.distance, score_cutoff=slips)
        return near[0] if near else word
