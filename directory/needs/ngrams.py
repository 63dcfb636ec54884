"""Words, word pairs and letter groups of a text as a weighted sparse row: they survive typing errors."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Row = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]
SHORTEST, LONGEST = 3, 5  # letters in a group


def features(words: Sequence[str]) -> Iterator[str]:
    """The features of a text, with repeats: words, pairs of neighbours, letter groups inside padded words."""
    for place, word in enumerate(words):
        yield word
        if place:
            yield f"{words[place - 1]} {word}"
        padded = f"<{word}>"
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield "#" + padded[start : start + size]


class NgramIndex:
    """Numbers and weighs features: the rarer over the bank, the heavier (sublinear tf-idf, unit length)."""

    def __init__(self, names: Sequence[str], rarity: npt.NDArray[np.float32]) -> None:
        self.names = names
        self.rarity = rarity
        self._number = {name: number for number, name in enumerate(names)}

    @classmethod
    def over(cls, texts: Sequence[Sequence[str]], at_least: int = 2) -> NgramIndex:
        """Learn the features that occur in at least so many texts."""
        in_texts: Counter[str] = Counter()
        for words in texts:
            in_texts.update(set(features(words)))
        names = sorted(name for name, count in in_texts.items() if count >= at_least)
        rarity = [math.log((1 + len(texts)) / (1 + in_texts[name])) + 1 for name in names]
        return cls(names, np.array(rarity, dtype=np.float32))

    def row(self, words: Sequence[str]) -> Row:
        """The known features of a text: their numbers (ascending) and weights."""
        counts = Counter(self._number[name] for name in features(words) if name in self._number)
        numbers = np.array(sorted(counts), dtype=np.int32)
        if not numbers.size:
            return numbers, np.zeros(0, dtype=np.float32)
        often = np.array([counts[number] for number in numbers.tolist()], dtype=np.float32)
        weights = (1 + np.log(often)) * self.rarity[numbers]
        return numbers, (weights / np.linalg.norm(weights)).astype(np.float32)
