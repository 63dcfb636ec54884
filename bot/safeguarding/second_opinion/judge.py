"""What was learnt at set-up, ready to be asked: how likely each answer of each question is."""

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
    """One question: its possible answers, and two models that each give every answer a likelihood."""

    labels: tuple[str, ...]
    by_ngrams: Linear
    by_embedding: Linear

    def from_ngrams(self, row: Row) -> Floats:
        """By the words themselves: one number an answer."""
        numbers, values = row
        scores = values @ self.by_ngrams.weights[numbers] + self.by_ngrams.bias
        likelihoods: Floats = softmax(scores[None, :])[0]
        return likelihoods

    def from_embedding(self, vector: Floats) -> Floats:
        """By what the sentence means, in any of the encoder's languages: one number an answer."""
        likelihoods: Floats = self.by_embedding.of_dense(vector[None, :])[0]
        return likelihoods


@dataclass(frozen=True)
class Judge:
    """The n-gram index and a head for each question, which share it. Safe to share between threads."""

    ngrams: NgramIndex
    heads: Mapping[str, Head]

    def row(self, text: str) -> Row:
        """The n-grams of a text, read once for all heads."""
        return self.ngrams.row(words_of(text))
