"""Somebody who is named in a text, and as what: whom it is about, or who helps, worries or has died. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.listening.clauses import BETWEEN

PEOPLE_FILE = Path(__file__).parent / "people.yml"
FIRST_PERSON = re.compile(r"\b(?:i|i'?m|i'?ve|i'?d|i can'?t|me|myself)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their)\b", re.IGNORECASE)
_OURS = ("my", "our")
_WHO = re.compile(r"\s*who\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"[\s,.;!]*(?:(?:and|but|so|because|now|then)\s+)*(?:he|she|they)\b(?:'s|'re|'ve| is| are| has| have)?",
    re.IGNORECASE,
)


class As(Enum):
    """What somebody is named as."""

    ABOUT = "who it is about"
    ELSEWHERE = "where they are or what else they do"
    HELPER = "who helps, or worries about, the one who writes"
    SPARED = "whom the one who writes lives with, misses, leans on or does not want to bother"
    ASIDE = "who died, or does something that says nothing of whom it is about"


@dataclass(frozen=True)
class Ways:
    """The words of people.yml that tell as what somebody is named, compiled."""

    aside: re.Pattern[str]
    helps: re.Pattern[str]
    suggests: re.Pattern[str]
    feels: re.Pattern[str]
    elsewhere: re.Pattern[str]
    before: re.Pattern[str]
    caring: re.Pattern[str]


def named_as(text: str, start: int, end: int) -> As:
    """As what the person is named whose words (with "my") are `text[start:end]`; straight apostrophes."""
    ways, rest = _ways(), text[end:]
    breath = BETWEEN.split(rest, maxsplit=1)[0]
    if _SOMEBODY.search(breath):  # "wants me to look after him"
        found = As.ABOUT
    elif ways.suggests.match(breath) or ways.helps.match(breath):
        found = As.HELPER
    elif text[start:].lower().startswith(_OURS) and ways.before.search(text[:start]):
        found = As.SPARED if not _WHO.match(breath) else As.ABOUT
    else:
        found = _feeling(ways, breath)
    if found in (As.HELPER, As.SPARED) and _in_trouble(ways, rest[len(breath) :]):
        return As.ABOUT
    if found is As.ABOUT and ways.aside.match(rest):
        return As.ASIDE
    return As.ELSEWHERE if found is As.ABOUT and ways.elsewhere.match(breath) else found


def _feeling(ways: Ways, breath: str) -> As:
    """Somebody who worries about the writer, or only worries."""
    if feeling := ways.feels.match(breath):
        if feeling["me"]:
            return As.HELPER
        if not breath[feeling.end() :].strip():
            return As.ELSEWHERE
    return As.ABOUT


def _in_trouble(ways: Ways, after: str) -> bool:
    """Whether it goes on about the helper ("and now she's got dementia"), not only that they are away."""
    if not (goes_on := _GOES_ON.match(after)):
        return False
    told = " " + after[goes_on.end() :].lstrip()
    return not any(way.match(told) for way in (ways.elsewhere, ways.helps, ways.aside))


def tells_of_oneself(text: str, somebody: re.Pattern[str]) -> bool:
    """Whether a breath of the text tells of a trouble of the writer's own; `somebody` finds people named."""
    caring = _ways().caring
    return any(
        FIRST_PERSON.search(breath)
        and not (_SOMEBODY.search(breath) or somebody.search(breath) or caring.search(breath))
        for breath in BETWEEN.split(text)
    )


@cache
def people_data() -> dict[str, Any]:
    """What people.yml says."""
    data: dict[str, Any] = yaml.safe_load(PEOPLE_FILE.read_text(encoding="utf-8"))
    return data


def aside_pattern() -> str:
    """What follows a person whom it is not about: "died", "told me", "'s death"."""
    return rf"\s+(?:often |always |only )?(?:{any_word(people_data()['not_about'])})\b|'s death"


@cache
def _ways() -> Ways:
    data = people_data()
    person = any_word([said for all_said in data["people"].values() for said in all_said])
    helping, first = _inflected(data["helping"]), any_word(data["before_helping"])
    some = r"(?:(?:so|very|really|a bit|always|both|all|quite|getting|gets|is|are|'s|get|just|too)\s+)*"
    return Ways(
        aside=ignoring_case(aside_pattern()),
        helps=ignoring_case(
            rf"(?:'s|\s)\s*(?:(?:{first})\s+)*(?:{helping})\s+(?:[\w']+\s+){{0,2}}?(?:me|my|myself)\b"
            rf"(?! (?:mad|crazy|up the wall|round|(?:\w+ )?(?:{person}))\b)"
        ),
        suggests=ignoring_case(rf"\s*(?:{any_word(data['suggests'])})\b"),
        feels=ignoring_case(
            rf"(?:'s)?\s*{some}(?:{any_word(data['feels'])})\b"
            r"(?P<me>(?:\s+\w+)?\s+(?:about|for|with|at|over|of|because|when|if)\s+(?:me|i)\b"
            r"|\s+(?:that )?i\b)?"
        ),
        elsewhere=ignoring_case(rf"\s+(?:{any_word(data['elsewhere'])})\b(?! (?:with (?:me|us)|here)\b)"),
        before=ignoring_case(rf"(?<!been )\b(?:{any_word(data['aside_before'])})\s*$"),
        caring=ignoring_case(rf"\b(?:{any_word(data['caring'])})\b"),
    )


def any_word(words: Mapping[str, str] | Sequence[str]) -> str:
    """A pattern of alternatives, longest first, so that "mother in law" is not heard as "mother"."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _inflected(words: Sequence[str]) -> str:
    """The same, each beginning in any of its forms: "look after" for "looks after" as well."""
    whole = any_word(words).split("|")
    return "|".join(re.sub(r"^[a-z]+", r"\g<0>(?:e?s|ed|d|ing)?", one) for one in whole)


def ignoring_case(pattern: str) -> re.Pattern[str]:
    """The pattern, for large and small letters alike."""
    return re.compile(pattern, re.IGNORECASE)
