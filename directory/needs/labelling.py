"""Which needs a service answers, by its own words: the same vocabulary and models as for people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from directory.needs.model import softmax
from directory.needs.recogniser import Recogniser
from directory.needs.service_model import ServiceModel

Floats = npt.NDArray[np.float32]
_SENTENCE_END = re.compile(r"[.!?;\n]+")
MOST_SENTENCES = 12
SHORTEST_SENTENCE = 4  # words: below it stand headings and opening times


class Described(Protocol):
    """Anything with an id, a name and a description: a listing, or a row of a test."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...


@dataclass(frozen=True)
class Labeller:
    """Gives services their needs. The importer's `label` takes one of these."""

    recogniser: Recogniser
    model: ServiceModel

    @classmethod
    def load(cls, build_dir: Path, recogniser: Recogniser | None = None) -> Labeller:
        """The labeller that `make train` made, over a recogniser already loaded; else NotBuilt."""
        return cls(recogniser or Recogniser.load(build_dir), ServiceModel.load(build_dir))

    def __call__(self, services: Sequence[Described]) -> dict[str, tuple[tuple[str, float], ...]]:
        """Service id to its (need id, confidence), strongest first; empty for one that answers none."""
        return {service.id: self.needs_of(service.name, service.description) for service in services}

    def needs_of(self, name: str, description: str) -> tuple[tuple[str, float], ...]:
        """The needs that a name and a description speak of, strongest first."""
        weights = self.recogniser.weights.labelling
        confidence = self.confidences(name, description)
        order = np.argsort(-confidence, kind="stable")[: weights.most]
        ids = self.recogniser.vocabulary.ids
        return tuple(
            (ids[place], round(float(confidence[place]), 3))
            for place in order
            if confidence[place] >= weights.floor
        )

    def confidences(self, name: str, description: str) -> Floats:
        """One confidence a need, 0 to 1, in the vocabulary's order."""
        weights, recogniser = self.recogniser.weights.labelling, self.recogniser
        whole = recogniser.wording.words(description)
        title = recogniser.wording.words(name)
        texts = [title, whole or title, *(self._sentences(description) or [whole or title])]
        if not title and not whole:
            return np.zeros(len(recogniser.vocabulary), dtype=np.float32)
        read = recogniser.mixed(recogniser.opinions(texts))
        cues = recogniser.cue_evidence(title + whole)
        spoken_for = softmax(np.float32(weights.cue_sharpness) * cues[None, :])[0]
        mixed = weights.name * read[0] + weights.whole * read[1] + weights.sentences * read[2:].mean(axis=0)
        as_people_speak = mixed + weights.cues * spoken_for
        as_entries_read = self.model.likelihoods(title, whole, recogniser.encoder)
        entries = weights.entries
        return np.asarray((1 - entries) * as_people_speak + entries * as_entries_read, dtype=np.float32)

    def _sentences(self, description: str) -> list[list[str]]:
        pieces = (self.recogniser.wording.words(piece) for piece in _SENTENCE_END.split(description))
        return [words for words in pieces if len(words) >= SHORTEST_SENTENCE][:MOST_SENTENCES]
