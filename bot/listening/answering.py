"""What an answer in somebody's own words comes to: yes, no, help, or a way they must not be reached. Pure."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import any_of, plainly, spelt_out

ANSWERS_FILE = Path(__file__).parent / "answers.yml"
YES_INTENTS = frozenset({"affirm", "that_helps"})


@dataclass(frozen=True)
class _Answers:
    begins_yes: re.Pattern[str]
    begins_no: re.Pattern[str]
    wants_help: re.Pattern[str]
    weak_yes: re.Pattern[str]
    nothing_helps: re.Pattern[str]
    refuses_help: re.Pattern[str]
    nearer: re.Pattern[str]
    not_by_phone: re.Pattern[str]
    not_safe: re.Pattern[str]
    who_is_told: re.Pattern[str]


def yes_or_no(text: str, intent: str) -> bool | None:
    """True or False where the answer says so, by its first words or by what was learned; else None."""
    plain = plainly(text)
    if intent == "unsure":
        return None  # "no idea" is no refusal
    if _answers().begins_no.match(plain):
        return False
    if _answers().begins_yes.match(plain) or intent in YES_INTENTS:
        return True
    return False if intent == "deny" else None


def wants_help(text: str) -> bool:
    """Does the text ask for somebody to help?"""
    return bool(_answers().wants_help.search(plainly(text)))


def refuses_help(text: str) -> bool:
    """Do they say that they want no help, be it without a no?"""
    return bool(_answers().refuses_help.search(plainly(text)))


def nothing_helps(text: str) -> bool:
    """Do they say that nothing of this kind will do?"""
    return bool(_answers().nothing_helps.search(plainly(text)))


def wants_nearer(text: str) -> bool:
    """Do they ask for something nearer?"""
    return bool(_answers().nearer.search(plainly(text)))


def is_weak_yes(text: str) -> bool:
    """Is it no more than "ok"?"""
    return bool(_answers().weak_yes.fullmatch(plainly(text).strip(" .!,")))


def not_by_phone(text: str) -> bool:
    """Do they say that they must not be rung?"""
    return bool(_answers().not_by_phone.search(plainly(text)))


def asks_who_is_told(text: str) -> bool:
    """Do they ask whether somebody at home gets to know, or beg us not to tell?"""
    return bool(_answers().who_is_told.search(plainly(text)))


def not_safe(text: str) -> bool:
    """Do they say that somebody would see or hear it?"""
    return bool(_answers().not_safe.search(plainly(text)))


@cache
def _answers() -> _Answers:
    data = yaml.safe_load(ANSWERS_FILE.read_text(encoding="utf-8"))
    return _Answers(
        **{name: any_of(one for line in said for one in spelt_out(line)) for name, said in data.items()}
    )
