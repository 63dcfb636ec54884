"""The gentle question about a risk that was only half heard: is one due, and what does an answer mean?

Pure but for the safeguarding lead's one file. Question and numbers are the safeguarding rules'.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.listening.answering import yes_or_no
from bot.listening.said import Said
from bot.listening.words import any_of, plainly

CHECKS_FILE = Path(__file__).parent / "checks.yml"
NOTHING = re.compile(r"(?!)")
CONFIRMED = "confirmed_when_asked"  # stands in the record where a rule's id would
# "That's what I needed" begins like a yes and is none to "is anyone hurt?".
NO_ANSWER = frozenset(
    {
        "that_helps",
        "show_more",
        "narrow",
        "refuse_one",
        "thanks_bye",
        "carry_on",
        "give_place",
        "give_contact",
    }
)


@dataclass(frozen=True)
class Check:
    """How the answers to one category's question are read. `open`: it asks for more than a yes or a no."""

    level: str
    yes_is_danger: bool
    unsure_is_danger: bool
    open: bool
    asks: str
    answered_by: str | None
    says_so: re.Pattern[str]
    says_not: re.Pattern[str]

    def confirms(self, text: str, intent: str) -> bool | None:
        """Is it so? None where the answer says neither."""
        plain = plainly(text)
        if _checks().how_to_reach.fullmatch(plain.strip(" .!,")):
            return None
        if self.says_so.search(plain) and not self._plainly_not(plain):
            return True
        if self.says_not.search(plain):
            return False
        if intent == "unsure" and self.unsure_is_danger:
            return True
        answer = None if intent in NO_ANSWER else yes_or_no(text, intent)
        return None if answer is None else answer == self.yes_is_danger

    def _plainly_not(self, plain: str) -> bool:
        """ "Nobody is hurt" holds "is hurt", and "not managing" holds "managing": the longer words count."""
        denied, said = self.says_not.search(plain), self.says_so.search(plain)
        return bool(denied and said and len(denied[0]) > len(said[0]))


def check_for(category: str) -> Check | None:
    """How that category's question is read; None for a category that nobody has written down."""
    return _checks().of.get(category)


def number_line(label: str, number: str) -> str:
    """A number as it stands under the question."""
    return _checks().number.format(label=label, number=number)


def due_check(messages: Collection[Said], asked: Collection[str]) -> str | None:
    """The category to ask about now: half heard in the latest message, not asked yet, no alert already."""
    latest = list(messages)[-1:]
    heard = latest[0].heard if latest else {}
    risk = heard.get("risk") or {}
    category = str(risk.get("category"))
    check = check_for(category)
    if check is None or risk.get("level") != "check" or category in asked:
        return None
    risks = [one.heard.get("risk") or {} for one in messages]
    alerted = {one.get("category") for one in risks if one.get("level") not in (None, "check")}
    says_it_all = check.answered_by is not None and heard.get("request") == check.answered_by
    return None if says_it_all or category in alerted else category


def confirmed(category: str) -> dict[str, str]:
    """The alert that a yes makes of it, as screening would have written it."""
    check = check_for(category)
    assert check is not None  # noqa: S101 -- nothing else is ever asked about
    return {"category": category, "level": check.level, "rule": CONFIRMED}


@dataclass(frozen=True)
class _Checks:
    number: str
    how_to_reach: re.Pattern[str]
    of: Mapping[str, Check]


@cache
def _checks() -> _Checks:
    data: dict[str, Any] = yaml.safe_load(CHECKS_FILE.read_text(encoding="utf-8"))
    of = {
        category: Check(
            level=one["level"],
            yes_is_danger=one["danger"] == "yes",
            unsure_is_danger=bool(one.get("unsure")),
            open=bool(one.get("open")),
            asks=one["asks"],
            answered_by=one.get("answered_by"),
            says_so=_any(one.get("says_so", [])),
            says_not=_any(one.get("says_not", []) + data["all"]["says_not"]),
        )
        for category, one in data["categories"].items()
    }
    return _Checks(str(data["number"]), any_of(data["how_to_reach"]), of)


def _any(said: list[str]) -> re.Pattern[str]:
    return any_of(said) if said else NOTHING
