"""Trains the recogniser of needs on our own phrase bank and cues; only here is scikit-learn needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from directory.needs.bank import Cue, Situation
from directory.needs.encoder import SentenceEncoder
from directory.needs.model import Linear, Model
from directory.needs.ngram_matrix import ngram_matrix
from directory.needs.ngrams import NgramIndex
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Training
from directory.needs.wording import Wording

NOTHING = "nothing"  # stands beside the needs while learning
ROUNDS = 200
# The steepest slope that counts as flat. Slopes are means over all texts, so a rare word's is small from the
# start: at 1e-3 nothing at all was learnt from words alone once the bank had grown to 9,000 situations.
SLACK = 1e-4


@dataclass(frozen=True)
class Examples:
    """Texts as words, and for each meaning its text, need and worth; a text of two needs means two things.

    A text of no need means one thing more than the vocabulary has: nothing.
    """

    texts: list[list[str]]
    text_of: npt.NDArray[np.int32]
    needs: npt.NDArray[np.int32]
    worth: npt.NDArray[np.float64]


def train(
    situations: Sequence[Situation],
    cues: Sequence[Cue],
    vocabulary: Vocabulary,
    wording: Wording,
    encoder: SentenceEncoder,
    settings: Training,
) -> Model:
    """Learn from situations and cues. The same input gives the same model."""
    examples = _examples(situations, cues, vocabulary, wording, settings)
    ngrams = NgramIndex.over(examples.texts)
    rows = ngram_matrix(ngrams, examples.texts)
    embeddings = encoder.encode([" ".join(words) for words in examples.texts])
    with threadpool_limits(limits=1):
        return Model(
            ngrams=ngrams,
            by_ngrams=_fit(rows, examples, settings.ngrams),
            by_embedding=_fit(embeddings, examples, settings.embedding),
            cues=tuple(cues),
            known_words=_by_commonness(examples.texts),
        )


def _examples(
    situations: Sequence[Situation],
    cues: Sequence[Cue],
    vocabulary: Vocabulary,
    wording: Wording,
    settings: Training,
) -> Examples:
    number = {**vocabulary.position, NOTHING: len(vocabulary)}
    meant = [
        (place, need, 1 / max(1, len(one.needs)))
        for place, one in enumerate(situations)
        for need in one.needs or (NOTHING,)
    ]
    for place, cue in enumerate(cues, start=len(situations)):
        meant.append((place, cue.need, settings.cue_as_text[cue.weight]))
    written = [wording.words(text) for text in (*(s.text for s in situations), *(c.text for c in cues))]
    return Examples(
        texts=written,
        text_of=np.array([place for place, _, _ in meant], dtype=np.int32),
        needs=np.array([number[need] for _, need, _ in meant], dtype=np.int32),
        worth=np.array([worth for _, _, worth in meant]),
    )


def _by_commonness(texts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Every word of the texts, the one that most of them have first."""
    in_texts = Counter(word for words in texts for word in set(words))
    return tuple(sorted(in_texts, key=lambda word: (-in_texts[word], word)))


def _fit(features: Any, examples: Examples, strength: float) -> Linear:
    fitted = LogisticRegression(C=strength, max_iter=ROUNDS, tol=SLACK)
    fitted.fit(features[examples.text_of], examples.needs, sample_weight=examples.worth)
    return Linear(fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32))
