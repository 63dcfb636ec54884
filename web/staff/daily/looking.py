"""What a reviewer looks at: which of a day's contacts, how far the day is done, who may see which. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from web.forms import day_in
from web.models.contact import Outcome
from web.models.daily_review import Verdict
from web.store.daily_review import Listed

# What the list can be narrowed to, in the order of the page (words/daily_review.yml names them).
SHOWS: Mapping[str, Callable[[Listed], bool]] = {
    "all": lambda _one: True,
    "waiting": lambda one: one.verdict is None and not one.closed,
    "risk": lambda one: one.risk_level is not None or one.apart,
    "abandoned": lambda one: one.outcome is Outcome.ABANDONED,
    "claimed": lambda one: one.outcome is Outcome.RESOLVED_CLAIMED,
    "nothing_fitted": lambda one: one.nothing_fitted,
    "handed_on": lambda one: one.handed_on,
    "should_have": lambda one: one.verdict is Verdict.YES,
}


@dataclass(frozen=True)
class Progress:
    """How far a day is done: `looked` of `everything` that this reviewer may look at."""

    looked: int
    everything: int


def day_asked(asked: str | None, today: date) -> date:
    """The day that an address asks for; yesterday where it asks for none, and for one that is not over.

    The first day of all calendars has none before it that its page could lead to: yesterday too.
    """
    yesterday = today - timedelta(days=1)
    day = day_in(asked) or yesterday
    return yesterday if day == date.min else min(day, yesterday)


def show_asked(asked: str | None) -> str:
    """What the list is narrowed to; all of it where an address asks for nonsense."""
    return asked if asked and asked in SHOWS else "all"


def as_seen(one: Listed, *, apart: bool) -> Listed:
    """A contact as this reviewer may see it: of what is the safeguarding team's, nothing but that it is."""
    if apart or not one.apart:
        return one
    return replace(
        one, needs=(), request=None, risk_level=None, risk_category=None, nothing_fitted=False,
        handed_on=False, outcome=Outcome.RISK, verdict=None, closed=True,
    )  # fmt: skip


def may_look(one: Listed, *, apart: bool, me: int) -> bool:
    """May this reviewer sign it off: not what is the safeguarding team's, and nobody his own call."""
    return (apart or not one.apart) and one.adviser_id != me


def narrowed(contacts: Sequence[Listed], show: str) -> list[Listed]:
    """Those that the list is narrowed to."""
    return [one for one in contacts if SHOWS[show](one)]


def progress(contacts: Sequence[Listed], *, apart: bool, me: int) -> Progress:
    """How many were signed off, of those that this reviewer may sign off."""
    mine = [one for one in contacts if may_look(one, apart=apart, me=me)]
    return Progress(sum(one.verdict is not None for one in mine), len(mine))


def next_waiting(contacts: Sequence[Listed], after: int, *, apart: bool, me: int) -> int | None:
    """The contact to look at next: laid out, not signed off, behind `after`, or from the beginning again."""
    waiting = [
        one.id
        for one in contacts
        if one.verdict is None and one.laid_out and one.id != after and may_look(one, apart=apart, me=me)
    ]
    ids = [one.id for one in contacts]
    behind = [each for each in waiting if after in ids and ids.index(each) > ids.index(after)]
    return next(iter(behind or waiting), None)
