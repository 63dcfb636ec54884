"""The form of a contact record: the typed fields read, checked and compared. Pure: fields in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from web.handoffs.known_again import plain_email, plain_phone
from web.handoffs.postal import LONGEST as LONGEST_ADDRESS
from web.handoffs.postal import plain_address
from web.words.book import words

CHOICE = (
    "source", "route_of_access", "presenting_issue", "person_knows", "consent", "unpaid_carer", "household",
    "safe", "void", "interpreter",
)  # fmt: skip
CHOICES = {
    "advice": "advice", "prefers": "ways", "never": "ways", "times": "times",
    "communication": "communication",
}  # fmt: skip
LONGEST = {
    "contact_name": 100, "about_name": 100, "contact_phone": 40, "contact_email": 254,
    "contact_address": LONGEST_ADDRESS, "case_number": 64,
    "referrer": 200, "without_consent": 1000, "what_helps": 1000,
}  # fmt: skip
FIELDS = (*CHOICE, *CHOICES, *LONGEST)
# What the resident gave stands in the hand-off; the record keeps it only where staff put it otherwise.
FROM_HANDOFF = ("contact_name", "contact_phone", "contact_email", "contact_address")


_DIGITS = 9  # no record was ever changed as often as that


@dataclass(frozen=True)
class RecordForm:
    """What was typed, and the code of a sentence for each field that needs putting right."""

    values: Mapping[str, Any]
    version: int
    problems: Mapping[str, str] = field(default_factory=dict)


def read_record(typed: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> RecordForm:
    """The form as posted: single fields and lists, tidied and checked. An empty field is None."""
    values: dict[str, Any] = {name: _tidy(typed.get(name)) for name in (*CHOICE, *LONGEST)}
    values |= {name: _in_order(name, lists.get(name, ())) for name in CHOICES}
    version = typed.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) <= _DIGITS else 0
    return RecordForm(values, seen, _problems(values))


@cache
def choices(name: str) -> dict[str, str]:
    """Code to label of what a field may say, in the order of the page."""
    book = words("contacts")[CHOICES.get(name, name)]
    return {code: each["label"] if isinstance(each, dict) else each for code, each in book.items()}


def label(name: str, value: Any) -> str:
    """A value in words; a code that is in no list any more is shown as it is."""
    if isinstance(value, list):
        return ", ".join(label(name, each) for each in value)
    return choices(name).get(value, str(value)) if name in (*CHOICE, *CHOICES) else str(value)


def _tidy(text: str | None) -> str | None:
    return (text or "").replace("\0", "").replace("\r\n", "\n").strip() or None


def _in_order(name: str, codes: Sequence[str]) -> list[str]:
    # One that was taken out of the words, or was never there, is not taken.
    return [code for code in choices(name) if code in codes]


def _problems(values: Mapping[str, Any]) -> dict[str, str]:
    found = {name: "choice" for name in CHOICE if values[name] and values[name] not in choices(name)}
    found |= {name: "long" for name, longest in LONGEST.items() if len(values[name] or "") > longest}
    if values["contact_phone"] and not plain_phone(values["contact_phone"]):
        found["contact_phone"] = "phone"
    if values["contact_email"] and not plain_email(values["contact_email"]):
        found["contact_email"] = "email"
    if values["contact_address"] and not plain_address(values["contact_address"]):
        found["contact_address"] = "address"
    if set(values["prefers"]) & set(values["never"]):
        found["never"] = "never_prefers"
    if values["without_consent"] and values["consent"] not in ("no", "unable", "not_asked"):
        found["consent"] = "asked"
    return found


@dataclass(frozen=True)
class Choices:
    """Between two versions of a field: those to leave as they are, and those where nobody has chosen yet."""

    leave: frozenset[str]
    open: tuple[str, ...]


def read_choices(typed: Mapping[str, str], asked: Sequence[str]) -> Choices:
    """What was chosen for the fields that were `asked` about, with `keep_<field>` theirs or mine."""
    fields = [name for name in FIELDS if name in asked]
    said = {name: typed.get(f"keep_{name}") for name in fields}
    leave = frozenset(name for name in fields if said[name] == "theirs")
    return Choices(leave, tuple(name for name in fields if said[name] not in ("theirs", "mine")))


@dataclass(frozen=True)
class Merged:
    """What two people wrote, put together. `clashes`: fields that both set, and differently."""

    values: dict[str, Any]
    clashes: tuple[str, ...]


def merged(seen: Mapping[str, Any], there: Mapping[str, Any], typed: Mapping[str, Any]) -> Merged:
    """What is `there` now with what somebody changed who had `seen` an earlier version.

    Where both changed a field, what was typed stays on the form, and the clash is told.
    """
    ours = {name: value for name, value in typed.items() if value != seen.get(name)}
    clashes = [
        name for name, value in ours.items() if there.get(name) != seen.get(name) and value != there.get(name)
    ]
    return Merged({**there, **ours}, tuple(clashes))
