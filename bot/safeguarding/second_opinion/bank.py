"""What the second opinion learns from: our own bank of dangers, near misses, needs, requests and chatter."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.requests.hear import Requests
from bot.safeguarding.parting import is_dev
from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary

SAFEGUARDING = Path(__file__).parents[1] / "bank"
REQUESTS = Path(__file__).parents[2] / "requests" / "bank"
NOTHING, MAYBE = "nothing", "maybe"
QUESTIONS = ("risk", "request", "outside")
# Whoever asks for one of these may be telling of a danger as well, so they teach nothing about dangers.
MAY_TELL_OF_DANGER = {
    "report_safeguarding", "child", "professional_referral", "talk_to_person", "carers_assessment",
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A message and the answers it teaches: NOTHING for none, None where it teaches nothing; its worth."""

    text: str
    risk: str | None
    request: str | None
    outside: str | None
    worth: float = 1.0

    def answer(self, question: str) -> str | None:
        """What it teaches about one of QUESTIONS."""
        answer: str | None = getattr(self, question)
        return answer


# A near miss weighs more: telling it from the real thing is what this is for. Situations are many.
WORTH = {"near": 1.5, "situation": 0.8}


def load_bank(safeguarding: Path = SAFEGUARDING, requests: Path = REQUESTS) -> list[Example]:
    """Every example, always in the same order."""
    return [
        *(Example(text, kind, None, NOTHING) for text, kind in _folder(safeguarding / "risk")),
        *(Example(text, NOTHING, None, NOTHING, WORTH["near"]) for text, _ in _folder(safeguarding / "near")),
        *(Example(text, NOTHING, NOTHING, NOTHING) for text in _lines(safeguarding / "ordinary.txt")),
        *(_asked(text, kind) for text, kind in _folder(requests / "asked")),
        *(Example(text, NOTHING, NOTHING, NOTHING) for text in _lines(requests / "neither.txt")),
        *(Example(text, None, None, NOTHING) for text in _lines(requests / "inside.txt")),
        *(Example(text, NOTHING, NOTHING, kind) for text, kind in _folder(requests / "outside")),
        *_situations(safeguarding / "situations.tsv"),
    ]


def answers_of(examples: list[Example], question: str) -> tuple[str, ...]:
    """Every answer that the examples teach, NOTHING the last."""
    known = {answer for example in examples if (answer := example.answer(question)) is not None}
    return (*sorted(known - {NOTHING}), NOTHING)


def _asked(text: str, kind: str) -> Example:
    return Example(text, None if kind in MAY_TELL_OF_DANGER else NOTHING, kind, NOTHING)


def _situations(marked: Path) -> Iterator[Example]:
    """Ordinary needs of the phrase bank, with what a reader marked in them: a danger, or `maybe` (left open).

    Where a rule hears a request, that is left open as well. The test part is left out, so that figures on it
    stay honest.
    """
    requests, danger = Requests.load(), _marked(marked)
    for situation in load_situations(Vocabulary.load()):
        if is_dev(situation.text):
            kind = danger.get(situation.text, NOTHING)
            request = NOTHING if requests.hear(situation.text) is None else None
            risk = None if kind == MAYBE else kind
            yield Example(situation.text, risk, request, NOTHING, WORTH["situation"])


def _marked(path: Path) -> dict[str, str]:
    """What a reader found in situations, by their text."""
    pairs = (line.split("\t", 1) for line in _lines(path))
    return {text: kind for kind, text in pairs}


def _folder(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.txt")):
        for line in _lines(path):
            yield line, path.stem


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]
