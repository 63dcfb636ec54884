"""Which services share words with a message (BM25): the rarer the word among services, the more it says."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from directory.needs.cue_lexicon import singular
from directory.needs.spelling import Spelling

Floats = npt.NDArray[np.float32]
COMMONEST = 0.2  # a word in more services than this share says nothing
SHORTEST_STEM = 3  # letters left of a word when its ending is cut
SATURATION, LENGTH = 1.2, 0.6  # the usual k and b


class TextIndex:
    """An inverted index over the words of texts; a score of 1 would have every word asked for, often."""

    def __init__(
        self,
        texts: Sequence[Sequence[str]],
        everyday: Collection[str] = (),
        spoken: Collection[str] = (),
    ) -> None:
        """`everyday` words are not looked for; `spoken` ones are no typing errors."""
        self._size = len(texts)
        self._everyday, self._spoken = frozenset(everyday), frozenset(spoken)
        stems = [[_stem(word) for word in words] for words in texts]
        self._in_texts = Counter(word for words in stems for word in set(words))
        self._rows: dict[str, npt.NDArray[np.intp]] = {}
        self._weights: dict[str, Floats] = {}
        self._fill(stems)
        self._spelling = Spelling([word for word, _ in self._in_texts.most_common()], ())

    def _fill(self, texts: Sequence[Sequence[str]]) -> None:
        average = sum(map(len, texts)) / max(1, len(texts))
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, words in enumerate(texts):
            damped = SATURATION * (1 - LENGTH + LENGTH * len(words) / max(1.0, average))
            for word, times in Counter(words).items():
                found[word].append((row, times / (times + damped)))
        often = max(2.0, COMMONEST * len(texts))
        for word, hits in found.items():
            if len(hits) <= often:
                self._rows[word] = np.array([row for row, _ in hits], dtype=np.intp)
                self._weights[word] = np.array([weight for _, weight in hits], dtype=np.float32)

    def scores(self, words: Sequence[str]) -> tuple[Floats, Floats]:
        """For each text: what the words it shares are worth, and how much of what was asked they cover."""
        worth, covered = (np.zeros(self._size, dtype=np.float32) for _ in range(2))
        asked = self._asked(words)
        total = sum(map(self._rarity, asked))
        for word in asked:
            if word in self._rows:
                share = self._rarity(word) / total
                worth[self._rows[word]] += share * self._weights[word]
                covered[self._rows[word]] += share
        return worth, covered

    def _asked(self, words: Sequence[str]) -> list[str]:
        """The telling words of a message. One that nobody has is kept: it is asked for, and not found."""
        telling = [word for word in words if word not in self._everyday]
        strange = [word for word in telling if word not in self._spoken]
        repairs = dict(zip(strange, self._spelling.repaired([_stem(word) for word in strange]), strict=True))
        return sorted({repairs.get(word, _stem(word)) for word in telling})

    def _rarity(self, word: str) -> float:
        return math.log(1 + self._size / max(0.5, self._in_texts[word]))


def _stem(word: str) -> str:
    """A rough cut, made on both sides: "mowing", "mowers" and "mow" are one word."""
    word = singular(word)
    for ending in ("ing", "er", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
