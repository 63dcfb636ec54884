"""What the second opinion learns from: our own bank of risky, near and ordinary messages and of requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.safeguarding.parting import is_dev
from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary

SAFEGUARDING = Path(__file__).parents[1] / "bank"
REQUESTS = Path(__file__).parents[2] / "requests" / "bank"
NOTHING = "nothing"
RISKY = "risky"


@dataclass(frozen=True)
class Example:
    """A message; its risk and its request (or NOTHING); how heavily it weighs in learning each."""

    text: str
    risk: str
    request: str
    worth: float


# A near miss weighs double: telling it from the real thing is what this is for. A situation is an
# ordinary need, but some carry a risk of their own, and there are many; a request may be about a risk.
WORTH = {"risk": 1.0, "near": 2.0, "ordinary": 2.0, "situation": 0.5, "asked": 0.5, "neither": 0.3}


def load_bank(safeguarding: Path = SAFEGUARDING, requests: Path = REQUESTS) -> list[Example]:
    """Every example, always in the same order."""
    found = [*_folder(safeguarding / "risk", "risk")]
    found.extend(Example(e.text, NOTHING, NOTHING, e.worth) for e in _folder(safeguarding / "near", "near"))
    found.extend(_plain(safeguarding / "ordinary.txt", "ordinary"))
    found.extend(Example(e.text, NOTHING, e.risk, e.worth) for e in _folder(requests / "asked", "asked"))
    found.extend(_plain(requests / "neither.txt", "neither"))
    found.extend(_situations())
    return found


def _folder(folder: Path, worth: str) -> Iterator[Example]:
    for path in sorted(folder.glob("*.txt")):
        for line in _lines(path):
            yield Example(line, path.stem, NOTHING, WORTH[worth])


def _plain(path: Path, worth: str) -> Iterator[Example]:
    return (Example(line, NOTHING, NOTHING, WORTH[worth]) for line in _lines(path))


def _situations() -> Iterator[Example]:
    """Ordinary needs from the phrase bank, its test part left out so that figures on it stay honest."""
    for situation in load_situations(Vocabulary.load()):
        if is_dev(situation.text):
            yield Example(situation.text, NOTHING, NOTHING, WORTH["situation"])


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]
