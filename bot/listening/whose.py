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
MOST_PEOPLE = 2
CURLY = str.maketrans({"\u2019": "'"})


@dataclass(frozen=True)
class Whose:
    """`who_for` is self, someone_else or unknown; `whom` names the other person, or both, where it was said.

    `and_self`: the person who writes needs help as well ("me and my husband").
    """

    who_for: str
    whom: str | None = None
    and_self: bool = False


@dataclass(frozen=True)
class People:
    """The words of people.yml, compiled."""

    names: Mapping[str, str]
    told_of: re.Pattern[str]
    named: re.Pattern[str]
    oneself: re.Pattern[str]
    someone: re.Pattern[str]
    beside: re.Pattern[str]
    needs_too: re.Pattern[str]
    both: re.Pattern[str]


def whose(text: str, *, asked: bool = False) -> Whose | None:
    """Whose situation the text is about, or None when it does not say.

    `asked` means that the text answers the question: then a bare "mum" or "me" is enough.
    """
    people, plain = _people(), text.translate(CURLY)
    if found := _named(people, plain, asked):
        return Whose("someone_else", " and ".join(found), bool(people.both.search(plain)))
    if asked:
        return _asked(people, plain)
    if FIRST_PERSON.search(plain) and not THIRD_PERSON.search(plain):
        return Whose("self")
    return None


def _named(people: People, text: str, asked: bool) -> list[str]:
    """The first person named, and another one where the words say that both need help."""
    found = [
        (people.names[one["person"].lower()], one)
        for one in (people.named if asked else people.told_of).finditer(text)
    ]
    if not found:
        return []
    first, match = found[0]
    beside = people.beside.match(text, match.end())
    others = [beside["other"].lower()] if beside else []
    others += [one["person"].lower() for _name, one in found[1:] if people.needs_too.match(text, one.end())]
    return list(dict.fromkeys([first, *(people.names[other] for other in others)]))[:MOST_PEOPLE]


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
        beside=re.compile(
            rf"\s*(?:and|&|,)\s+(?:also\s+)?(?:my\s+|our\s+)?(?P<other>{person})\b{follows}", re.IGNORECASE
        ),
        needs_too=re.compile(rf"(?:\s+\w+)?\s+(?:{_any(data['needs_too'])})\b", re.IGNORECASE),
        both=re.compile(rf"\b(?:{_any(data['both'])})\b", re.IGNORECASE),
    )


def _any(words: Mapping[str, str] | Sequence[str]) -> str:
    """A pattern of alternatives, longest first, so that "mother in law" is not heard as "mother"."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
