"""A learned second opinion on one message: how likely dangers, requests and others' business are."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.language import ENGLISH
from bot.safeguarding.second_opinion.adapted import AdaptedJudge
from bot.safeguarding.second_opinion.artefact import load_judge
from bot.safeguarding.second_opinion.bank import NOTHING, QUESTIONS
from bot.safeguarding.second_opinion.idioms import plainly_meant
from bot.safeguarding.second_opinion.judge import Floats, Judge
from directory.exceptions import NotBuilt
from directory.needs.encoder import SentenceEncoder
from directory.needs.ngrams import Row

HERE = Path(__file__).parent
Answers = Mapping[str, float]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shares:
    """How much each part of the opinion weighs; they sum to 1."""

    ngrams: float
    embedding: float
    adapted: float


@dataclass(frozen=True)
class Sureness:
    """From how likely on the second opinion speaks up, and how its parts are weighed (sureness.yml)."""

    check: float
    check_of_few_words: float
    check_with_rule: float
    with_rule: float
    with_words: float
    category: float
    of_few_words: float
    beside_need: float
    needs_of_danger: Sequence[str]
    request: float
    request_by_rule: float
    request_beside_need: float
    outside: float
    outside_by_rule: float
    outside_by_door: float
    shares: Shares

    @classmethod
    def load(cls, path: Path = HERE / "sureness.yml") -> "Sureness":
        """The values that a safeguarding lead may set."""
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(**{**values, "shares": Shares(**values["shares"])})


@dataclass(frozen=True)
class Opinion:
    """How likely each danger, request and kind of somebody else's business is; empty: no opinion."""

    risk: Answers = field(default_factory=dict)
    request: Answers = field(default_factory=dict)
    outside: Answers = field(default_factory=dict)

    @property
    def risky(self) -> float:
        """How likely there is a danger of any kind."""
        return 1 - self.risk[NOTHING] if self.risk else 0.0

    def likeliest(self, question: str) -> tuple[str, float]:
        """The likeliest answer but NOTHING, and how likely; ("nothing", 0) without an opinion."""
        answers: Answers = getattr(self, question)
        some = [(name, share) for name, share in answers.items() if name != NOTHING]
        return max(some, key=lambda answer: answer[1], default=(NOTHING, 0.0))


@dataclass(frozen=True)
class SecondOpinion:
    """Asks all parts, each once a message; without an adapted one the others share its place. Thread-safe."""

    judge: Judge
    encoder: SentenceEncoder
    adapted: AdaptedJudge | None
    shares: Shares

    @classmethod
    def load(cls, build_dir: Path, encoder: SentenceEncoder, shares: Shares) -> "SecondOpinion | None":
        """The trained one; None, with a line in the log, where it is not trained: the rules do without."""
        try:
            return cls(load_judge(build_dir), encoder, AdaptedJudge.load(), shares)
        except NotBuilt as missing:
            logger.warning("%s Until then the rules hear alone.", missing)
            return None

    def of(self, text: str, language: str = ENGLISH) -> Opinion:
        """The opinion on one message. Only the sentence encoder reads other languages than English."""
        if language == ENGLISH:
            text = plainly_meant(text)
        vector = self.encoder.encode([text])[0]
        if language != ENGLISH:
            heads = self.judge.heads
            return Opinion(**{q: _named(heads[q].labels, heads[q].from_embedding(vector)) for q in QUESTIONS})
        row, adapted = self.judge.row(text), self.adapted.likelihoods([text]) if self.adapted else {}
        return Opinion(**{question: self._mixed(question, row, vector, adapted) for question in QUESTIONS})

    def _mixed(self, question: str, row: Row, vector: Floats, adapted: Mapping[str, Floats]) -> Answers:
        """The mean of the parts, each weighing its share; what one part never learnt, the others answer."""
        head, shares = self.judge.heads[question], self.shares
        mixed = shares.ngrams * head.from_ngrams(row) + shares.embedding * head.from_embedding(vector)
        total = shares.ngrams + shares.embedding
        own: Answers = {}
        if self.adapted is not None:
            own, total = _named(self.adapted.answers[question], adapted[question][0]), total + shares.adapted
        return {
            name: (share + shares.adapted * own.get(name, 0.0)) / total
            for name, share in _named(head.labels, mixed).items()
        }


def _named(names: tuple[str, ...], shares: object) -> dict[str, float]:
    return dict(zip(names, map(float, shares), strict=True))  # type: ignore[call-overload]
