"""A learned second opinion that may only add: a gentle check, or a request that the rules did not hear."""

import logging
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.safeguarding.screen import Finding, Level
from bot.safeguarding.second_opinion.artefact import load_judge
from bot.safeguarding.second_opinion.bank import NOTHING, RISKY
from bot.safeguarding.second_opinion.judge import Judge
from directory.exceptions import NotBuilt
from directory.needs.encoder import SentenceEncoder

HERE = Path(__file__).parent
RULE = "second_opinion"  # what a record says in place of the id of a rule

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sureness:
    """From how likely on the second opinion speaks up."""

    risk: float
    request: float

    @classmethod
    def load(cls, path: Path = HERE / "sureness.yml") -> "Sureness":
        """The values that a content editor may set."""
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(float(values["risk"]), float(values["request"]))


@dataclass(frozen=True)
class Opinion:
    """What the second opinion thinks: a check at most, and a request only when it is sure."""

    risk: Finding | None = None
    request: str | None = None


@dataclass(frozen=True)
class SecondOpinion:
    """Asks the judge, with one sentence vector for every question. Safe to share between threads."""

    judge: Judge
    encoder: SentenceEncoder
    sureness: Sureness

    @classmethod
    def load(cls, build_dir: Path, encoder: SentenceEncoder) -> "SecondOpinion | None":
        """The trained one; None, with a line in the log, where it is not trained: the rules do without."""
        try:
            return cls(load_judge(build_dir), encoder, Sureness.load())
        except NotBuilt as missing:
            logger.warning("%s Until then the rules hear alone.", missing)
            return None

    def of(self, text: str) -> Opinion:
        """The opinion on one message."""
        answers = self.answers(text)
        category, _ = _likeliest(answers["category"])
        request, sure = _likeliest({k: v for k, v in answers["request"].items() if k != NOTHING})
        return Opinion(
            Finding(category, Level.CHECK, RULE) if answers["risk"][RISKY] >= self.sureness.risk else None,
            request if sure >= self.sureness.request else None,
        )

    def answers(self, text: str) -> dict[str, dict[str, float]]:
        """How likely every answer of every head is; the threshold plays no part."""
        row, vector = self.judge.row(text), self.encoder.encode([text])[0]
        return {name: head.answers(row, vector) for name, head in self.judge.heads.items()}


def _likeliest(answers: dict[str, float]) -> tuple[str, float]:
    return max(answers.items(), key=lambda answer: answer[1])
