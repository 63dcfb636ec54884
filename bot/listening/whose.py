"""Whose situation it is: the person's own, or somebody's they help, and who that is. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.listening.mentioned import (
    FIRST_PERSON,
    As,
    any_word,
    aside_pattern,
    ignoring_case,
    named_as,
    people_data,
    tells_of_oneself,
)
from bot.listening.words import straight

THIRD_PERSON = re.compile(
    r"\b(?:he|she|him|her|his|they|them|worried about|looking after|care for)\b", re.IGNORECASE
)
MOST_PEOPLE = 2


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
    people, plain = _people(), straight(text)
    told = [(one, named_as(plain, one.start(), one.end("person"))) for one in people.told_of.finditer(plain)]
    if found := _about(people, plain, told):
        return _others(people, plain, found)
    if asked:
        return _asked(people, plain, [] if told else list(people.named.finditer(plain)))
    helped = any(how is As.HELPER for _one, how in told)
    if helped or (FIRST_PERSON.search(plain) and not THIRD_PERSON.search(plain)):
        return Whose("self")
    return None


def _about(people: People, text: str, told: list[tuple[re.Match[str], As]]) -> list[re.Match[str]]:
    """Those whom it is about; who is only said to be elsewhere, where the writer tells of no trouble."""
    if about := [one for one, how in told if how is As.ABOUT]:
        return about
    elsewhere = [one for one, how in told if how is As.ELSEWHERE]
    return [] if elsewhere and tells_of_oneself(text, people.named) else elsewhere


def _others(people: People, text: str, found: list[re.Match[str]]) -> Whose:
    """The first person named, and another one where the words say that both need help."""
    first, *more = found
    names = [first["person"].lower()]
    if beside := people.beside.match(text, first.end("person")):
        names.append(beside["other"].lower())
    names += [one["person"].lower() for one in more if people.needs_too.match(text, one.end("person"))]
    different = list(dict.fromkeys(people.names[name] for name in names))[:MOST_PEOPLE]
    return Whose("someone_else", " and ".join(different), bool(people.both.search(text)))


def _asked(people: People, text: str, named: list[re.Match[str]]) -> Whose | None:
    if named:
        return _others(people, text, named)
    if people.someone.search(text):
        return Whose("someone_else")
    return Whose("self") if people.oneself.search(text) else None


@cache
def _people() -> People:
    data = people_data()
    names = {said: person for person, all_said in data["people"].items() for said in all_said}
    person = any_word(names)
    return People(
        names=names,
        told_of=ignoring_case(rf"(?:\b(?:my|our|me|for|about)\s+(?:\w+\s+)?|^)(?P<person>{person})\b"),
        named=ignoring_case(rf"\b(?P<person>{person})\b"),
        oneself=ignoring_case(rf"\b(?:{any_word(data['self'])})\b"),
        someone=ignoring_case(rf"\b(?:{any_word(data['someone'])})\b"),
        beside=ignoring_case(
            rf"\s*(?:and|&|,)\s+(?:also\s+)?(?:my\s+|our\s+)?(?P<other>{person})\b(?!{aside_pattern()})"
        ),
        needs_too=ignoring_case(rf"(?:\s+\w+)?\s+(?:{any_word(data['needs_too'])})\b"),
        both=ignoring_case(rf"\b(?:{any_word(data['both'])})\b"),
    )
