"""How old the word is that an entry is right. Pure: days in, an age out. "Last changed" plays no part."""

from datetime import date
from enum import StrEnum

RECENT_DAYS = 90
A_YEAR = 365


class Age(StrEnum):
    """How long ago somebody said that an entry is right."""

    RECENT = "recent"  # within ninety days
    THIS_YEAR = "this_year"
    OVER_A_YEAR = "over_a_year"
    NEVER = "never"


def days_since(assured: date | None, today: date) -> int | None:
    """Whole days since then; None for never. A day still to come says nothing: feeds have 2062 for 2026."""
    if assured is None or assured > today:
        return None
    return (today - assured).days


def age_of(assured: date | None, today: date) -> Age:
    """The band that an entry belongs to."""
    days = days_since(assured, today)
    if days is None:
        return Age.NEVER
    if days <= RECENT_DAYS:
        return Age.RECENT
    return Age.THIS_YEAR if days <= A_YEAR else Age.OVER_A_YEAR


def oldest_first(assured: date | None, today: date) -> int:
    """A key to sort by: entries that nobody ever checked come before the oldest."""
    days = days_since(assured, today)
    return -1_000_000 if days is None else -days
