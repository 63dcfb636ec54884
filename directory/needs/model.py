"""What was learnt, ready to be asked: linear models over n-grams and embedding, and the cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.needs.bank import Cue
from directory.needs.ngrams import NgramIndex, Row

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """A trained linear model: one column a need."""

    weights: Floats
    bias: Floats

    def of_dense(self, rows: Floats) -> Floats:
        """Probabilities, one row a text, from dense features."""
        return softmax(rows @ self.weights + self.bias)


@dataclass(frozen=True)
class Model:
    """The trained models, the n-gram index they share, their cues and the words they know."""

    ngrams: NgramIndex
    by_ngrams: Linear
    by_embedding: Linear
    cues: tuple[Cue, ...]
    known_words: tuple[str, ...]

    def from_ngrams(self, rows: Sequence[Row]) -> Floats:
        """Probabilities by n-grams alone."""
        return softmax(_sparse_product(rows, self.by_ngrams.weights) + self.by_ngrams.bias)


def softmax(scores: Floats) -> Floats:
    """Scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def _sparse_product(rows: Sequence[Row], weights: Floats) -> Floats:
    return np.array([values @ weights[numbers] for numbers, values in rows], dtype=np.float32)
