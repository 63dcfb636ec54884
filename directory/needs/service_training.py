"""Trains the labelling of services on our own invented entries; needs scikit-learn, like training.py."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from directory.needs.bank import ServiceExample
from directory.needs.encoder import SentenceEncoder
from directory.needs.ngram_matrix import ngram_matrix
from directory.needs.ngrams import NgramIndex
from directory.needs.service_model import ServiceModel, entry_meaning, entry_words
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

NEARNESS = 20.0  # the larger, the closer to the examples (inverse regularisation)
ALSO_WORTH = 0.3  # "could help with" is no "answers squarely", but only just not
ROUNDS = 300


def train_services(
    entries: Sequence[ServiceExample], vocabulary: Vocabulary, wording: Wording, encoder: SentenceEncoder
) -> ServiceModel:
    """Learn from entries, need by need. The same input gives the same model."""
    parts = [(wording.words(one.name), wording.words(one.description)) for one in entries]
    words = [entry_words(name, description) for name, description in parts]
    ngrams = NgramIndex.over(words)
    meanings = np.array([entry_meaning(name, description, encoder) for name, description in parts])
    rows = sparse.hstack([ngram_matrix(ngrams, words), sparse.csr_matrix(meanings)]).tocsr()
    weights = np.zeros((rows.shape[1], len(vocabulary)), dtype=np.float32)
    bias = np.full(len(vocabulary), -np.inf, dtype=np.float32)
    with threadpool_limits(limits=1):
        for need, column in vocabulary.position.items():
            answers = np.array([need in one.needs for one in entries])
            if not answers.any():
                continue
            fitted = LogisticRegression(C=NEARNESS, max_iter=ROUNDS)
            fitted.fit(rows, answers, sample_weight=_worth(entries, need, answers))
            weights[:, column] = fitted.coef_[0]
            bias[column] = fitted.intercept_[0]
    return ServiceModel(ngrams, weights, bias)


def _worth(
    entries: Sequence[ServiceExample], need: str, answers: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    also = np.array([need in one.also for one in entries])
    return np.where(also & ~answers, ALSO_WORTH, 1.0)
