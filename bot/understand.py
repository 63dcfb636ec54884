"""What Signpost makes of one message: risk, winning request, needs, scope and language.

Each has its own part, sees the same words and waits for no other,
so a fault or a doubt in one never hides a risk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from bot.language import ENGLISH, READ_BY_ENCODER, guess_language
from bot.listening.as_meant import as_meant
from bot.listening.plain_facts import ALONE, HEARING, keeps_from_hearing, only_days, only_facts
from bot.listening.taken_for import taken_for
from bot.requests.doors import Doors
from bot.requests.hear import LANGUAGE, Requests
from bot.requests.scope import Scope
from bot.safeguarding.concern import LIKE_EXAMPLES, WORDS_OF_A_STORY, Concern
from bot.safeguarding.remembering import RememberingScreen
from bot.safeguarding.screen import Finding, Screen
from bot.safeguarding.second_opinion.bank import NOTHING
from bot.safeguarding.second_opinion.opinion import Opinion, SecondOpinion, Sureness
from bot.safeguarding.sentences import sentences, with_alerts
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser

# A need this likely is taken to be really there, so the words are not set aside as out of scope.
SURE_NEED = 0.5
# A need this likely is what the words are about, unless a danger is nearly certain.
PLAIN_NEED = 0.8


class HearsNeeds(Protocol):
    """Whatever recognises needs in words: the directory's recogniser, or a simpler one in a test."""

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """The needs heard in `text`, the likeliest first."""


class HasOpinion(Protocol):
    """Whatever gives a second opinion on words."""

    def of(self, text: str, language: str) -> Opinion:
        """How likely dangers, requests and somebody else's business are."""


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


def plain_need(needs: Sequence[HeardNeed]) -> str | None:
    """What the words plainly tell of, if anything: it may explain them without any danger."""
    return needs[0].id if needs and needs[0].score >= PLAIN_NEED else None


@dataclass(frozen=True)
class Understander:
    """Puts the parts together. Thread-safe as long as its parts are."""

    screen: Screen
    requests: Requests
    recogniser: HearsNeeds
    scope: Scope
    language_of: Callable[[str], str] = guess_language
    second_opinion: HasOpinion | None = None
    sureness: Sureness = field(default_factory=Sureness.load)
    doors: Doors | None = None

    @classmethod
    def load(cls, build_dir: Path) -> "Understander":
        """The parts that ship; raises the recogniser's NotBuilt when it has not been trained.

        The sentence encoder is shared. The second opinion may be missing: the rules do without.
        """
        recogniser, sureness = Recogniser.load(build_dir), Sureness.load()
        second = SecondOpinion.load(build_dir, recogniser.encoder, sureness.shares)
        parts = RememberingScreen.load(), Requests.load(), recogniser, Scope.load()
        return cls(*parts, second_opinion=second, sureness=sureness, doors=Doors.load())

    def understand(self, text: str) -> Understanding:
        """Understand one message, in whatever field it was written."""
        language = self.language_of(text)
        opinion, needs = self.opinion(text, language), self.recogniser.recognise(as_meant(text))
        return self.decide(text, language, opinion, needs, self.alerts_in_sentences(text, language))

    def decide(
        self,
        text: str,
        language: str,
        opinion: Opinion,
        needs: Sequence[HeardNeed],
        in_sentences: Sequence[Finding] = (),
    ) -> Understanding:
        """What to make of a message once every part has said what it thinks. Pure."""
        need = plain_need(needs)
        found = self.concern.findings(text, opinion, need, second_hand=language != ENGLISH)
        risks = with_alerts(found, in_sentences)
        aside = 0.0 if any(r.level.is_alert for r in risks) else self._outside(text, opinion, needs)
        outside = aside >= self.sureness.outside
        # What is likelier somebody else's business than a request is no request to us.
        request = self._request(text, language, opinion, aside if outside else 0.0, need)
        outside = outside and request is None
        told = self._needs_told(text, needs)
        return Understanding(risks[0] if risks else None, request, told, outside, language)

    def _needs_told(self, text: str, needs: Sequence[HeardNeed]) -> tuple[HeardNeed, ...]:
        """The needs, but those that words which are known not to tell of them only sound like."""
        if only_facts(text):
            return tuple(need for need in needs if need.id == ALONE)
        if only_days(text):
            return ()
        if keeps_from_hearing(text):
            needs = tuple(need for need in needs if need.id != HEARING)
        wrong = taken_for(text)
        needs = [need for need in needs if need.id not in wrong] or needs
        if self.screen.hear(text).only_asks:
            return tuple(need for need in needs if need.id not in self.sureness.needs_of_danger)
        return tuple(needs)

    def risks_in(self, text: str) -> tuple[Finding, ...]:
        """Every risk that words raise in a field where nothing else is asked of them, the worst first."""
        language = self.language_of(text)
        opinion = self.opinion(text, language)
        found = self.concern.findings(text, opinion, second_hand=language != ENGLISH)
        return with_alerts(found, self.alerts_in_sentences(text, language))

    def alerts_in_sentences(self, text: str, language: str) -> tuple[Finding, ...]:
        """Alerts that a single sentence raises by a rule in words, the second opinion asked on it alone.

        Among a postcode, a thank you and another wish the opinion on the whole finds a danger less likely
        than on the one sentence that tells of it. Likeness alone is left to the whole.
        """
        if language != ENGLISH:
            return ()
        found = [
            finding
            for one in sentences(text)
            if self.screen.hears_anything(one)
            for finding in self.concern.findings(one, self.opinion(one, language))
        ]
        return tuple(f for f in found if f.level.is_alert and not f.rule.endswith(LIKE_EXAMPLES))

    @property
    def concern(self) -> Concern:
        """Rules and second opinion brought together, for whoever has the opinion already."""
        return Concern(self.screen, self.sureness)

    def opinion(self, text: str, language: str) -> Opinion:
        """What the second opinion thinks; empty without one, and of danger where it cannot read."""
        if self.second_opinion is None:
            return Opinion()
        opinion = self.second_opinion.of(text, language)
        return opinion if language in READ_BY_ENCODER else replace(opinion, risk={})

    def _request(
        self, text: str, language: str, opinion: Opinion, at_least: float, need: str | None
    ) -> str | None:
        """The likeliest request; a rule's word counts as likelihood too, and alone without an opinion.

        Beside a plain need ("mum falls, she lives in Leeds") likeness alone has to be surer.
        """
        by_rule = self.requests.hear(text, language)
        if not opinion.request or by_rule == LANGUAGE:
            return by_rule
        # "I don't want an assessment" is as like asking for one as can be: a refusal outweighs likeness.
        refused = self.requests.refused(text)
        likely = {id_: opinion.request.get(id_, 0.0) for id_ in self.requests.order if id_ not in refused}
        if by_rule is not None:
            likely[by_rule] += self.sureness.request_by_rule
        best = max(likely, key=lambda id_: likely[id_])
        is_short = by_rule is None and len(text.split()) < WORDS_OF_A_STORY
        beside = self.sureness.request_beside_need if need is not None and by_rule is None else 0.0
        sure = self.sureness.of_few_words if is_short else self.sureness.request
        return best if likely[best] >= max(sure, beside, at_least) else None

    def _outside(self, text: str, opinion: Opinion, needs: Sequence[HeardNeed]) -> float:
        """How likely it is nothing for adult social care. Without an opinion never so when a need is sure."""
        by_rule = self.scope.is_outside(text) and not self._told_beside(text, needs)
        if not opinion.outside:
            return float(by_rule and not (needs and needs[0].score >= SURE_NEED))
        # A postcode, a time or a number is an answer; only a rule may take it for noise.
        likely = 0.0 if _is_a_number(text) else 1 - opinion.outside[NOTHING]
        likely += self.sureness.outside_by_rule if by_rule else 0.0
        if self.doors is not None and self.doors.of(text, forgiving=False):
            likely += self.sureness.outside_by_door
        return likely

    def _told_beside(self, text: str, needs: Sequence[HeardNeed]) -> bool:
        """Is a plain need told in another sentence than the one that is somebody else's business?"""
        parts = sentences(text) if plain_need(needs) else []
        return any(not self.scope.is_outside(part) for part in parts)


def _is_a_number(text: str) -> bool:
    words = text.split()
    return len(words) < WORDS_OF_A_STORY and any(c.isdigit() for c in text)
