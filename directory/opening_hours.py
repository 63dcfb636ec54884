"""On which days a service is open, and whether in the evening: for asking, not for showing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from directory.models.access import Schedule

BYDAY = re.compile(r"MO|TU|WE|TH|FR|SA|SU")
WEEKEND = frozenset({"SA", "SU"})
KNOWN_DAYS, WEEKEND_OPEN, KNOWN_TIMES, EVENING = 1, 2, 4, 8
EVENING_FROM = "18:00"  # open at this hour or later is open in the evening


@dataclass(frozen=True)
class OpenTimes:
    """`days` are calendar codes, none where nobody wrote them down; `evening` is None for the same reason."""

    days: frozenset[str] = frozenset()
    evening: bool | None = None


def open_times(schedules: Iterable[Schedule]) -> OpenTimes:
    """From the calendar rules, and from the day names of a description where there are no rules."""
    days: set[str] = set()
    ends: list[bool] = []
    for schedule in schedules:
        days.update(BYDAY.findall(schedule.byday or "") or _days_named(schedule.description or ""))
        if schedule.opens_at:
            ends.append((schedule.closes_at or schedule.opens_at)[:5] > EVENING_FROM or _late(schedule))
    return OpenTimes(frozenset(days), any(ends) if ends else None)


def _late(schedule: Schedule) -> bool:
    """Opens in the evening, or closes before it opened: it is open past midnight."""
    opens, closes = schedule.opens_at or "", schedule.closes_at or ""
    return opens[:5] >= EVENING_FROM or (bool(closes) and closes[:5] <= opens[:5])


def _days_named(text: str) -> set[str]:
    plain = text.casefold()
    return {code for code, name in _day_names().items() if name in plain}


@cache
def _day_names() -> dict[str, str]:
    raw = yaml.safe_load(files("directory").joinpath("listing_words.yml").read_text("utf-8"))
    return {code: str(name).casefold() for code, name in raw["days"].items()}


def hours_bits(days: Iterable[str], evening: bool | None) -> int:
    """What is known of the hours, as bits: for many services side by side."""
    known = frozenset(days)
    bits = (KNOWN_DAYS if known else 0) | (WEEKEND_OPEN if known & WEEKEND else 0)
    return bits | (0 if evening is None else KNOWN_TIMES | (EVENING if evening else 0))
