"""Typing errors put right against words that are known; a word that must not be touched stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.needs.sounds import sound_of

SHORTEST = 4  # letters of a word that may be repaired
SHORTEST_AT_FRONT = 5  # letters, for a slip in the first of them
LONG = 8  # from this length two slips are forgiven, below it one
LONG_BY_EAR = 7  # the same, for a word that sounds alike
MOST_REPAIRS = 40  # of one text: beyond that it is another language, not bad typing


class Spelling:
    """Repairs unknown words: slips of the finger, words spelt by ear. Of equals the commonest is meant."""

    def __init__(self, known: Sequence[str], never_repaired: Collection[str]) -> None:
        """`known`: the commonest word first."""
        self._known = frozenset(known) | frozenset(never_repaired)
        self._targets = [
            word for word in known if len(word) >= SHORTEST and word.isalpha() and word not in never_repaired
        ]
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._targets:
            self._by_initial[word[0]].append(word)
            self._by_sound[sound_of(word)].append(word)

    def repaired(self, words: Sequence[str]) -> list[str]:
        """The words with typing errors put right."""
        unknown = [word for word in dict.fromkeys(words) if self._may_repair(word)][:MOST_REPAIRS]
        repairs = {word: self._nearest(word) for word in unknown}
        return [repairs.get(word, word) for word in words]

    def _may_repair(self, word: str) -> bool:
        return len(word) >= SHORTEST and word.isascii() and word.isalpha() and word not in self._known

    def _nearest(self, word: str) -> str:
        return (
            _near(word, self._by_initial.get(word[0], ()), 2 if len(word) >= LONG else 1)
            or _near(word, self._by_sound.get(sound_of(word), ()), 2 if len(word) >= LONG_BY_EAR else 1)
            or (_near(word, self._targets, 1) if len(word) >= SHORTEST_AT_FRONT else None)
            or word
        )


def _near(word: str, known: Sequence[str], slips: int) -> str | None:
    found = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None
