"""Learns the judge from the bank; only here is scikit-learn needed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.safeguarding.second_opinion.bank import QUESTIONS, Example
from bot.safeguarding.second_opinion.judge import Head, Judge, words_of
from directory.needs.encoder import SentenceEncoder
from directory.needs.model import Linear
from directory.needs.ngram_matrix import ngram_matrix
from directory.needs.ngrams import NgramIndex

ROUNDS = 1000
# With ten times as much it stopped half way: one more example, or another processor, moved an answer by .5.
SLACK = 1e-4
STRENGTH = 10.0  # of both models; chosen by cross-validation within dev
EMBEDDED = 2  # the sentence encoder reads one of so many: reading all would take half of the set-up
NEVER_MET = -20.0


def train(examples: Sequence[Example], encoder: SentenceEncoder) -> Judge:
    """The same bank gives the same judge."""
    texts = [words_of(example.text) for example in examples]
    ngrams = NgramIndex.over(texts)
    rows = ngram_matrix(ngrams, texts)
    some = examples[::EMBEDDED]
    vectors = encoder.encode([example.text for example in some])
    heads = {}
    with threadpool_limits(limits=1):
        for question in QUESTIONS:
            labels, by_ngrams = _fit(rows, examples, question)
            of_some, by_embedding = _fit(vectors, some, question)
            heads[question] = Head(labels, by_ngrams, _in_order(by_embedding, of_some, labels))
    return Judge(ngrams, heads)


def _fit(features: Any, examples: Sequence[Example], question: str) -> tuple[tuple[str, ...], Linear]:
    """The answers and the model of a question, learnt from the examples that say something about it."""
    answers = [example.answer(question) for example in examples]
    known = np.array([answer is not None for answer in answers])
    worth = np.array([example.worth for example in examples])
    fitted = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=SLACK)
    told = np.array([answer for answer in answers if answer is not None])
    fitted.fit(features[known], told, sample_weight=worth[known])
    weights, bias = fitted.coef_.T, fitted.intercept_
    if len(fitted.classes_) == 2:  # one column for the second answer; the first one is its opposite
        weights, bias = np.hstack([0 * weights, weights]), np.array([0.0, bias[0]])
    labels = tuple(str(label) for label in fitted.classes_)
    return labels, Linear(weights.astype(np.float32), bias.astype(np.float32))


def _in_order(model: Linear, labels: Sequence[str], wanted: Sequence[str]) -> Linear:
    """The model with its columns as `wanted`; an answer it never met gets next to no likelihood."""
    weights = np.zeros((model.weights.shape[0], len(wanted)), dtype=np.float32)
    bias = np.full(len(wanted), NEVER_MET, dtype=np.float32)
    for place, label in enumerate(labels):
        weights[:, wanted.index(label)], bias[wanted.index(label)] = (
            model.weights[:, place],
            model.bias[place],
        )
    return Linear(weights, bias)
