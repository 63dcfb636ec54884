"""What was learnt, ready to be asked: how likely a message carries a risk, which one, and which request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.needs.model import Linear, softmax
from directory.needs.ngrams import NgramIndex, Row

Floats = npt.NDArray[np.float32]

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text for n-grams: lower case, apostrophes left out ("can't" is "cant")."""
    return _WORD.findall(text.casefold().replace("'", "").replace("\u2019", ""))


@dataclass(frozen=True)
class Head:
    """One question: its possible answers, and two models that each give every answer a score."""

    labels: tuple[str, ...]
    by_ngrams: Linear
    by_embedding: Linear

    def answers(self, row: Row, embedding: Floats) -> dict[str, float]:
        """How likely each answer is: the mean of both opinions."""
        numbers, values = row
        ngrams = softmax((values @ self.by_ngrams.weights[numbers] + self.by_ngrams.bias)[None, :])[0]
        sentence = self.by_embedding.of_dense(embedding[None, :])[0]
        mean = (ngrams + sentence) / 2
        return dict(zip(self.labels, mean.tolist(), strict=True))


@dataclass(frozen=True)
class Judge:
    """The n-gram index and the heads that share it. Safe to share between threads."""

    ngrams: NgramIndex
    heads: Mapping[str, Head]

    def row(self, text: str) -> Row:
        """The n-grams of a text, read once for all heads."""
        return self.ngrams.row(words_of(text))
