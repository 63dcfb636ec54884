"""What Signpost makes of one message: risk, winning request, needs, scope and language.

Each has its own part, sees the same words and waits for no other,
so a fault or a doubt in one never hides a risk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.language import guess_language
from bot.requests.hear import Requests
from bot.requests.scope import Scope
from bot.safeguarding.screen import Finding, Screen
from bot.safeguarding.second_opinion.opinion import Opinion, SecondOpinion
from directory.needs.artefact import load_model
from directory.needs.encoder import SentenceEncoder
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Weights
from directory.needs.wording import Wording

# A need this likely is taken to be really there, so the words are not set aside as out of scope.
SURE_NEED = 0.5
# Fewer words answer a question ("no, it's not enough"); a judge that learnt from stories mistakes them.
WORDS_OF_A_STORY = 6


class HearsNeeds(Protocol):
    """Whatever recognises needs in words: the directory's recogniser, or a simpler one in a test."""

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """The needs heard in `text`, the likeliest first."""


class HasOpinion(Protocol):
    """Whatever gives a second opinion on words."""

    def of(self, text: str) -> Opinion:
        """A check, a request, or neither."""


@dataclass(frozen=True)
class Understanding:
    """One message understood."""

    risk: Finding | None
    request: str | None
    needs: tuple[HeardNeed, ...]
    out_of_scope: bool
    language: str

    def as_metadata(self) -> dict[str, Any]:
        """Plain JSON: what travels to Rasa and answers `/api/understand`."""
        return {
            "risk": None if self.risk is None else self.risk.as_json(),
            "request": self.request,
            "needs": [{"id": need.id, "score": round(need.score, 4)} for need in self.needs],
            "out_of_scope": self.out_of_scope,
            "language": self.language,
        }


@dataclass(frozen=True)
class Understander:
    """Puts the parts together. Thread-safe as long as its parts are."""

    screen: Screen
    requests: Requests
    recogniser: HearsNeeds
    scope: Scope
    language_of: Callable[[str], str] = guess_language
    second_opinion: HasOpinion | None = None

    @classmethod
    def load(cls, build_dir: Path) -> "Understander":
        """The parts that ship; raises the recogniser's NotBuilt when it has not been trained.

        The sentence encoder is shared. The second opinion may be missing: the rules do without.
        """
        model, encoder = load_model(build_dir), SentenceEncoder()
        recogniser = Recogniser(model, Vocabulary.load(), Wording.load(), encoder, Weights.load())
        second = SecondOpinion.load(build_dir, encoder)
        return cls(Screen.load(), Requests.load(), recogniser, Scope.load(), second_opinion=second)

    def _second_opinion(self, text: str) -> Opinion:
        """What the learned judge adds; nothing on a few words, which answer a question and tell no story."""
        if self.second_opinion is None or len(text.split()) < WORDS_OF_A_STORY:
            return Opinion()
        return self.second_opinion.of(text)

    def understand(self, text: str) -> Understanding:
        """Understand one message, in whatever field it was written."""
        opinion = self._second_opinion(text)
        # The second opinion only adds: what the rules say always stands.
        risk = self.screen.screen(text) or opinion.risk
        request = self.requests.hear(text) or opinion.request
        needs = tuple(self.recogniser.recognise(text))
        return Understanding(
            risk, request, needs, self._outside(text, risk, request, needs), self.language_of(text)
        )

    def _outside(
        self, text: str, risk: Finding | None, request: str | None, needs: tuple[HeardNeed, ...]
    ) -> bool:
        """Nothing for adult social care here? Never so when a risk, a request or a sure need was heard."""
        if risk is not None or request is not None or (needs and needs[0].score >= SURE_NEED):
            return False
        return self.scope.is_outside(text)
