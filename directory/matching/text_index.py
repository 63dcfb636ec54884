"""Which services share words with a message: the rarer the word among services, the more it says."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from directory.needs.spelling import Spelling

Floats = npt.NDArray[np.float32]
COMMONEST = 0.2  # a word in more services than this share says nothing


class TextIndex:
    """An inverted index over the words of texts; scores are cosines, 0 to 1. Typing errors are forgiven."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._size = len(texts)
        counts = Counter(word for words in texts for word in set(words))
        often = max(2.0, COMMONEST * len(texts))
        self._rarity = {word: math.log(1 + len(texts) / n) for word, n in counts.items() if n <= often}
        self._rows: dict[str, npt.NDArray[np.intp]] = {}
        self._weights: dict[str, Floats] = {}
        self._fill(texts)
        self._spelling = Spelling(counts, ())

    def _fill(self, texts: Sequence[Sequence[str]]) -> None:
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, words in enumerate(texts):
            weights = {word: self._rarity[word] for word in set(words) if word in self._rarity}
            length = math.sqrt(sum(weight**2 for weight in weights.values()))
            for word, weight in weights.items():
                found[word].append((row, weight / length))
        for word, hits in found.items():
            self._rows[word] = np.array([row for row, _ in hits], dtype=np.intp)
            self._weights[word] = np.array([weight for _, weight in hits], dtype=np.float32)

    def scores(self, words: Sequence[str]) -> Floats:
        """How alike each text is to these words, one score a text."""
        asked = sorted({word for word in self._spelling.repaired(words) if word in self._rows})
        totals = np.zeros(self._size, dtype=np.float32)
        length = math.sqrt(sum(self._rarity[word] ** 2 for word in asked))
        for word in asked:
            totals[self._rows[word]] += self._rarity[word] / length * self._weights[word]
        return totals
