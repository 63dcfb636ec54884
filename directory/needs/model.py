"""What was learnt, ready to be asked: linear models over n-grams, cues and embedding, and the cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.needs.bank import Cue
from directory.needs.ngrams import NgramIndex, Row

Floats = npt.NDArray[np.float32]
MOST_EVIDENCE = 8.0  # a need named ten times over is not more meant than one named four times


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
    joined: Linear
    cues: tuple[Cue, ...]
    known_words: tuple[str, ...]

    def from_ngrams(self, rows: Sequence[Row]) -> Floats:
        """Probabilities by n-grams alone."""
        return softmax(_sparse_product(rows, self.by_ngrams.weights) + self.by_ngrams.bias)

    def from_all(self, rows: Sequence[Row], dense: Floats) -> Floats:
        """Probabilities by n-grams together with the dense features (weighted cues, then embedding)."""
        size = len(self.ngrams.names)
        scores = _sparse_product(rows, self.joined.weights[:size]) + dense @ self.joined.weights[size:]
        return softmax(scores + self.joined.bias)


def dense_features(evidence: Floats, embeddings: Floats, cue_weight: float) -> Floats:
    """Cue evidence, capped and weighted, beside the embedding: what the joined model takes after n-grams."""
    return np.hstack([np.minimum(evidence, MOST_EVIDENCE) * cue_weight, embeddings]).astype(np.float32)


def softmax(scores: Floats) -> Floats:
    """Scores to probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def _sparse_product(rows: Sequence[Row], weights: Floats) -> Floats:
    return np.array([values @ weights[numbers] for numbers, values in rows], dtype=np.float32)
