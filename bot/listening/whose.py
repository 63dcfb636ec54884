"""Whose situation it is: the person's own, or somebody's they help, and who that is. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

PEOPLE_FILE = Path(__file__).parent / "people.yml"
FIRST_PERSON = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|i can'?t|me|myself)\b", re.IGNORECASE)
THIRD_PERSON = re.compile(
    r"\b(?:he|she|him|her|his|they|them|worried about|looking after|care for)\b", re.IGNORECASE
)
CURLY = str.maketrans({"\u2019": "'"})


@dataclass(frozen=True)
class Whose:
    """`who_for` is self, someone_else or unknown; `whom` names the other person where it was said."""

    who_for: str
    whom: str | None = None


@dataclass(frozen=True)
class People:
    """The words of people.yml, compiled."""

    names: Mapping[str, str]
    told_of: re.Pattern[str]
    named: re.Pattern[str]
    oneself: re.Pattern[str]
    someone: re.Pattern[str]


def whose(text: str, *, asked: bool = False) -> Whose | None:
    """Whose situation the text is about, or None when it does not say.

    `asked` means that the text answers the question: then a bare "mum" or "me" is enough.
    """
    people, plain = _people(), text.translate(CURLY)
    if found := (people.named if asked else people.told_of).search(plain):
        return Whose("someone_else", people.names[found["person"].lower()])
    if asked:
        return _asked(people, plain)
    if FIRST_PERSON.search(plain) and not THIRD_PERSON.search(plain):
        return Whose("self")
    return None


def _asked(people: People, text: str) -> Whose | None:
    if people.someone.search(text):
        return Whose("someone_else")
    return Whose("self") if people.oneself.search(text) else None


@cache
def _people() -> People:
    data = yaml.safe_load(PEOPLE_FILE.read_text(encoding="utf-8"))
    names = {said: person for person, all_said in data["people"].items() for said in all_said}
    person, not_about = _any(names), _any(data["not_about"])
    follows = rf"(?!\s+(?:often |always |only )?(?:{not_about})\b|'s death)"
    return People(
        names=names,
        told_of=re.compile(
            rf"(?:\b(?:my|our|me|for|about)\s+(?:\w+\s+)?|^)(?P<person>{person})\b{follows}", re.IGNORECASE
        ),
        named=re.compile(rf"\b(?P<person>{person})\b", re.IGNORECASE),
        oneself=re.compile(rf"\b(?:{_any(data['self'])})\b", re.IGNORECASE),
        someone=re.compile(rf"\b(?:{_any(data['someone'])})\b", re.IGNORECASE),
    )


def _any(words: Mapping[str, str] | Sequence[str]) -> str:
    """A pattern of alternatives, longest first, so that "mother in law" is not heard as "mother"."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
