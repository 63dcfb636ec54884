"""Words that are a slip away from one that is known, found without looking at all that are known.

Two words are near when leaving out one letter of either, or of both, makes them alike. All such forms of the
known words are kept as sorted numbers, so a look costs a few searches however many words there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz.distance import OSA

SHORTEST = 4  # letters of a word in which a slip is forgiven
LONG = 8  # from this length two slips are forgiven, below it one


class NearWords:
    """A fixed list of words, the commonest first; answers with places in that list."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._place = {word: place for place, word in enumerate(words)}
        forms = [(hash(form), place) for place, word in enumerate(words) for form in _forms(word)]
        keys = np.array([key for key, _ in forms], dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._places = np.array([place for _, place in forms], dtype=np.int32)[order]

    def exact(self, word: str) -> int | None:
        """The place of this very word."""
        return self._place.get(word)

    def word(self, place: int) -> str:
        """The word at a place."""
        return self._words[place]

    def near(self, word: str) -> list[int]:
        """Places of the words a slip away, the nearest first and of equals the commonest; itself included."""
        found: set[int] = {self._place[word]} if word in self._place else set()
        for form in _forms(word):
            first = np.searchsorted(self._keys, hash(form), side="left")
            last = np.searchsorted(self._keys, hash(form), side="right")
            found.update(self._places[first:last].tolist())
        slips = {place: OSA.distance(word, self._words[place]) for place in found}
        most = 2 if len(word) >= LONG else 1
        return sorted((place for place in found if slips[place] <= most), key=lambda at: (slips[at], at))


def _forms(word: str) -> Iterator[str]:
    """The word, and the word with any one letter left out."""
    yield word
    if len(word) >= SHORTEST and word.isascii() and word.isalpha():
        yield from {word[:at] + word[at + 1 :] for at in range(len(word))}
