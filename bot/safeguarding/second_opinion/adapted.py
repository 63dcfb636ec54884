"""The sentence encoder taught our bank (`make adapt`): one reading of a message answers every question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.safeguarding.second_opinion.bank import QUESTIONS
from directory.needs.adapted_encoder import AdaptedEncoder, read_adapter
from directory.needs.model import softmax
from directory.needs.wording import Wording

Floats = npt.NDArray[np.float32]
ADAPTER = Path(__file__).parent / "adapter" / "adapter.npz"


@dataclass(frozen=True)
class AdaptedJudge:
    """`answers`: for each question its possible answers, whose columns lie side by side in the head."""

    encoder: AdaptedEncoder
    wording: Wording
    answers: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path = ADAPTER) -> AdaptedJudge:
        """The published network with what it was taught; it needs no training at set-up."""
        changes = read_adapter(path)
        answers = {question: tuple(map(str, changes[question])) for question in QUESTIONS}
        encoder = AdaptedEncoder.of(changes, tuple(chain.from_iterable(answers.values())))
        return cls(encoder, Wording.load(), answers)

    def likelihoods(self, texts: Sequence[str]) -> dict[str, Floats]:
        """For each question one row a text, one column an answer."""
        scores = self.encoder.scores(self._worded(texts))
        found, start = {}, 0
        for question, answers in self.answers.items():
            found[question] = softmax(scores[:, start : start + len(answers)])
            start += len(answers)
        return found

    def vectors(self, texts: Sequence[str]) -> Floats:
        """What each text means, as one unit vector a row: the nearer two are, the more alike."""
        return self.encoder.vectors(self._worded(texts))

    def _worded(self, texts: Sequence[str]) -> list[str]:
        return [" ".join(self.wording.words(text)) for text in texts]
