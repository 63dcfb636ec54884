"""Which services share words with a message (BM25): the rarer the word among services, the more it says."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

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
        texts: Sequence[Sequence[str]],
        everyday: Collection[str] = (),
        spoken: Collection[str] = (),
    ) -> None:
        """`everyday` words are not looked for; `spoken` ones are no typing errors."""
        self._size = len(texts)
        self._everyday, self._spoken = frozenset(everyday), frozenset(spoken)
        self._stems: dict[str, str] = {}
        number_of: dict[str, int] = {}
        numbers = [
            np.array(
                [number_of.setdefault(self._stem(word), len(number_of)) for word in words], dtype=np.int32
            )
            for words in texts
        ]
        self._number_of = number_of
        self._fill(numbers)
        common = np.argsort(-self._in_texts, kind="stable")
        words = list(number_of)
        self._near = NearWords([words[number] for number in common])
        self._stems.clear()

    def _fill(self, texts: Sequence[npt.NDArray[np.int32]]) -> None:
        """Count each word of each text, and keep what a hit is worth."""
        lengths = np.array([len(words) for words in texts], dtype=np.float32)
        damped = SATURATION * (
            1 - LENGTH + LENGTH * lengths / max(1.0, float(lengths.mean()) if len(lengths) else 1.0)
        )
        kinds = len(self._number_of)
        pieces = [np.unique(words, return_counts=True) for words in texts]
        empty = np.zeros(0, dtype=np.int32)
        words = np.concatenate([piece[0] for piece in pieces]) if pieces else empty
        times = np.concatenate([piece[1] for piece in pieces]) if pieces else empty
        rows = np.repeat(np.arange(self._size, dtype=np.int32), [len(piece[0]) for piece in pieces])
        order = np.argsort(words, kind="stable")
        self._in_texts = np.bincount(words, minlength=kinds)
        self._starts = np.concatenate([[0], np.cumsum(self._in_texts)])
        self._rows = rows[order]
        worth = times / (times + damped[rows]) if len(rows) else np.zeros(0)
        self._worth = worth[order].astype(np.float32)
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
