"""Learns the second opinion from the bank; only here is scikit-learn needed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.safeguarding.second_opinion.bank import NOTHING, RISKY, Example
from bot.safeguarding.second_opinion.judge import Head, Judge, words_of
from directory.needs.encoder import SentenceEncoder
from directory.needs.model import Linear
from directory.needs.ngrams import NgramIndex

ROUNDS = 300
SLACK = 1e-3
STRENGTH = 10.0  # of both models; chosen by cross-validation within dev

Labels = npt.NDArray[np.object_]


def train(examples: Sequence[Example], encoder: SentenceEncoder) -> Judge:
    """The same bank gives the same judge."""
    texts = [words_of(example.text) for example in examples]
    ngrams = NgramIndex.over(texts)
    features = _matrix(ngrams, texts), encoder.encode([example.text for example in examples])
    worth = np.array([example.worth for example in examples])
    category = np.array([example.risk for example in examples], dtype=object)
    request = np.array([example.request for example in examples], dtype=object)
    risky = np.where(category == NOTHING, NOTHING, RISKY)
    some = category != NOTHING
    with threadpool_limits(limits=1):
        heads = {
            "risk": _head(features, risky, worth),
            "category": _head((features[0][some], features[1][some]), category[some], worth[some]),
            "request": _head(features, request, np.ones(len(examples))),
        }
    return Judge(ngrams, heads)


def _head(features: tuple[Any, Any], answers: Labels, worth: npt.NDArray[np.float64]) -> Head:
    labels, by_ngrams = _fit(features[0], answers, worth)
    _, by_embedding = _fit(features[1], answers, worth)
    return Head(labels, by_ngrams, by_embedding)


def _fit(features: Any, answers: Labels, worth: npt.NDArray[np.float64]) -> tuple[tuple[str, ...], Linear]:
    fitted = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=SLACK)
    fitted.fit(features, answers.astype(str), sample_weight=worth)
    weights, bias = fitted.coef_.T, fitted.intercept_
    if len(fitted.classes_) == 2:  # one column for the second answer; the first one is its opposite
        weights, bias = np.hstack([0 * weights, weights]), np.array([0.0, bias[0]])
    labels = tuple(str(label) for label in fitted.classes_)
    return labels, Linear(weights.astype(np.float32), bias.astype(np.float32))


def _matrix(ngrams: NgramIndex, texts: Sequence[Sequence[str]]) -> Any:
    rows = [ngrams.row(words) for words in texts]
    ends = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    numbers = np.concatenate([numbers for numbers, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return sparse.csr_matrix((values, numbers, ends), shape=(len(rows), len(ngrams.names)))
