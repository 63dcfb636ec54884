"""Which services share words with a message (BM25): the rarer the word among services, the more it says."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from directory.matching.near_words import NearWords
from directory.needs.cue_lexicon import singular

Floats = npt.NDArray[np.float32]
COMMONEST = 0.2  # a word in more services than this share says nothing
SHORTEST_STEM = 3  # letters left of a word when its ending is cut
SATURATION, LENGTH = 1.2, 0.6  # the usual k and b


class TextIndex:
    """An inverted index over the words of texts; a score of 1 would have every word asked for, often.

    All hits of all words lie in two arrays, word after word: a hundred thousand texts cost a few megabytes.
    """

    def __init__(
        self,
        texts: Iterable[Sequence[str]],
        everyday: Collection[str] = (),
        spoken: Collection[str] = (),
    ) -> None:
        """`everyday` words are not looked for; `spoken` ones are no typing errors."""
        self._everyday, self._spoken = frozenset(everyday), frozenset(spoken)
        self._stems: dict[str, str] = {}
        number_of: dict[str, int] = {}
        said, lengths = array("i"), array("i")  # all words of all texts, and how many each has
        for words in texts:
            said.extend(number_of.setdefault(self._stem(word), len(number_of)) for word in words)
            lengths.append(len(words))
        self._stems.clear()
        self._size, self._number_of = len(lengths), number_of
        self._fill(np.array(said, dtype=np.int64), np.array(lengths, dtype=np.int64))
        known = list(number_of)
        self._near = NearWords([known[at] for at in np.argsort(-self._in_texts, kind="stable")])

    def _fill(self, said: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> None:
        """Count each word of each text, and keep what a hit is worth."""
        rows = np.repeat(np.arange(self._size), lengths)
        hits, times = np.unique(said * max(1, self._size) + rows, return_counts=True)
        words, self._rows = np.divmod(hits, max(1, self._size))
        self._rows = self._rows.astype(np.int32)
        average = max(1.0, float(lengths.mean()) if self._size else 1.0)
        damped = SATURATION * (1 - LENGTH + LENGTH * lengths / average)
        self._worth = (times / (times + damped[self._rows])).astype(np.float32)
        self._in_texts = np.bincount(words, minlength=len(self._number_of))
        self._starts = np.concatenate([[0], np.cumsum(self._in_texts)])
        self._often = max(2.0, COMMONEST * self._size)

    def scores(self, words: Sequence[str]) -> tuple[Floats, Floats]:
        """For each text: what the words it shares are worth, and how much of what was asked they cover."""
        worth, covered = (np.zeros(self._size, dtype=np.float32) for _ in range(2))
        asked = self._asked(words)
        total = sum(map(self._rarity, asked))
        for word in asked:
            number = self._number_of.get(word)
            if number is None or self._in_texts[number] > self._often:
                continue
            share = self._rarity(word) / total
            hits = slice(self._starts[number], self._starts[number + 1])
            worth[self._rows[hits]] += share * self._worth[hits]
            covered[self._rows[hits]] += share
        return worth, covered

    def _asked(self, words: Sequence[str]) -> list[str]:
        """The telling words of a message. One that nobody has is kept: it is asked for, and not found."""
        telling = [word for word in words if word not in self._everyday]
        return sorted({self._repaired(stem_of(word), strange=word not in self._spoken) for word in telling})

    def _repaired(self, stem: str, *, strange: bool) -> str:
        if not strange or stem in self._number_of:
            return stem
        near = self._near.near(stem)
        return self._near.word(near[0]) if near else stem

    def _stem(self, word: str) -> str:
        """The stem, cut once for each word however often it occurs."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = stem_of(word)
        return stem

    def _rarity(self, word: str) -> float:
        number = self._number_of.get(word)
        return math.log(1 + self._size / max(0.5, 0 if number is None else int(self._in_texts[number])))


def stem_of(word: str) -> str:
    """A rough cut, made on both sides: "mowing", "mowers" and "mow" are one word."""
    word = singular(word)
    for ending in ("ing", "er", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
