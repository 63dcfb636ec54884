"""What a person may say that a message is, and which file of our training text it belongs in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import yaml

from bot.exceptions import LabelRefused
from bot.settings import PROJECT_ROOT
from directory.needs.bank import ALSO
from directory.needs.vocabulary import Vocabulary

SHORTEST, LONGEST = 3, 600  # characters of what is learnt from

NEEDS, NOTHING = "needs", "nothing"
DANGER, NO_DANGER = "danger", "no_danger"
REQUEST, NO_REQUEST = "request", "no_request"
OUTSIDE, INSIDE = "outside", "inside"

_PHRASES = PurePosixPath("directory/needs")
_RISKS = PurePosixPath("bot/safeguarding/bank")
_REQUESTS = PurePosixPath("bot/requests/bank")


@dataclass(frozen=True)
class Labelled:
    """Words, what they are, and which (ids, the main one first; none where the label says it all)."""

    text: str
    label: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labels:
    """The labels there are, each with the ids that may go with it."""

    ids: Mapping[str, tuple[str, ...]]
    may_be_bare: frozenset[str] = field(default=frozenset({NOTHING, NO_DANGER, NO_REQUEST, INSIDE}))

    @classmethod
    def load(cls, root: Path = PROJECT_ROOT) -> "Labels":
        """As the files of the project have them."""
        dangers = tuple(_order(root / "bot/safeguarding/order.yml"))
        return cls(
            {
                NEEDS: tuple(Vocabulary.load(root / "directory/needs/vocabulary.yml").ids),
                NOTHING: (),
                DANGER: dangers,
                NO_DANGER: dangers,
                REQUEST: tuple(_order(root / "bot/requests/order.yml")),
                NO_REQUEST: (),
                OUTSIDE: _kinds(root / "bot/requests/outside"),
                INSIDE: (),
            }
        )

    def check(self, one: Labelled) -> None:
        """LabelRefused, with a sentence, for a label that is none or that goes into no file."""
        if one.label not in self.ids:
            raise LabelRefused(f"{one.label} is no label.")
        unknown = [each for each in one.of if each not in self.ids[one.label]]
        if unknown:
            raise LabelRefused(f"{unknown[0]} is nothing that {one.label} can be of.")
        if not one.of and one.label not in self.may_be_bare:
            raise LabelRefused(f"{one.label} does not say of what.")
        if len(set(one.of)) != len(one.of) or (one.label != NEEDS and len(one.of) > 1):
            raise LabelRefused(f"{one.label} is said of too many things.")
        _check_words(one.text)


def place_of(one: Labelled) -> PurePosixPath:
    """The file, seen from the project's root, in which a checked label's words become a line."""
    first = one.of[0] if one.of else None
    return {
        NEEDS: _PHRASES / "phrases" / f"{first}.txt",
        NOTHING: _PHRASES / "nothing.txt",
        DANGER: _RISKS / "risk" / f"{first}.txt",
        NO_DANGER: _RISKS / "near" / f"{first}.txt" if first else _RISKS / "ordinary.txt",
        REQUEST: _REQUESTS / "asked" / f"{first}.txt",
        NO_REQUEST: _REQUESTS / "neither.txt",
        OUTSIDE: _REQUESTS / "outside" / f"{first}.txt",
        INSIDE: _REQUESTS / "inside.txt",
    }[one.label]


def line_of(one: Labelled) -> str:
    """The line itself; of several needs the others stand behind the words."""
    others = ", ".join(one.of[1:])
    return f"{one.text}{ALSO}{others}" if others else one.text


def tidy(text: str) -> str:
    """The words in one line, without blanks that say nothing."""
    return " ".join(text.split())


def _check_words(text: str) -> None:
    if text != tidy(text):
        raise LabelRefused("The words must stand in one line.")
    if not SHORTEST <= len(text) <= LONGEST:
        raise LabelRefused(f"The words must have from {SHORTEST} to {LONGEST} characters.")
    if ALSO.strip() in text:
        raise LabelRefused(f"The words must not hold {ALSO.strip()}.")


def _kinds(folder: Path) -> tuple[str, ...]:
    """What the files of rules mean: each the thing it is named after, or another that it says itself."""
    heads = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.glob("*.yml")}
    return tuple(sorted({str(head.get("means", stem)) for stem, head in heads.items()}))


def _order(path: Path) -> Sequence[str]:
    return [str(each) for each in yaml.safe_load(path.read_text(encoding="utf-8"))["order"]]
