"""How somebody may be reached: what they want, what must never be done, and when. Pure, and binding.

Whoever gets in touch with a resident, a person or a program, asks `may_contact` first. A council was found at
fault for ringing somebody who had asked not to be rung (Ombudsman 24 006 421); Equality Act 2010, section 20.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from web.words.book import words


class Way(StrEnum):
    """A way of getting in touch."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    FACE_TO_FACE = "face_to_face"


class Safe(StrEnum):
    """Is it safe to get in touch? No: only in the ways they prefer."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Why(StrEnum):
    """Why somebody may not be reached in a way; the sentences are in web/words/contacts.yml (may_not)."""

    NEVER = "never"
    CANNOT = "cannot"
    NOT_SAFE = "not_safe"
    NOT_SURE = "not_sure"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Preferences:
    """What somebody wants and needs. `careful`: there is a safeguarding concern in the same contact."""

    prefers: frozenset[Way] = frozenset()
    never: frozenset[Way] = frozenset()
    times: frozenset[str] = frozenset()
    safe: Safe = Safe.NOT_ASKED
    communication: frozenset[str] = frozenset()
    interpreter: str | None = None
    careful: bool = False


@dataclass(frozen=True)
class Verdict:
    """Yes, or no and why; true where they may be reached."""

    why_not: Why | None = None

    def __bool__(self) -> bool:
        return self.why_not is None


_LONDON = ZoneInfo("Europe/London")
_DISTURBS = frozenset({Way.PHONE, Way.TEXT, Way.FACE_TO_FACE})
_LEAVES_A_TRACE = frozenset({Way.TEXT, Way.EMAIL, Way.LETTER})
_EVERY_DAY = frozenset(range(1, 8))
_STEP, _FURTHEST = timedelta(minutes=30), timedelta(days=14)


def preferences_of(coded: Mapping[str, Any], *, careful: bool = False) -> Preferences:
    """The preferences that the fields of a record say; one that is not there says nothing."""
    return Preferences(
        prefers=frozenset(Way(each) for each in coded.get("prefers") or ()),
        never=frozenset(Way(each) for each in coded.get("never") or ()),
        times=frozenset(coded.get("times") or ()),
        safe=Safe(coded.get("safe") or Safe.NOT_ASKED),
        communication=frozenset(coded.get("communication") or ()),
        interpreter=coded.get("interpreter"),
        careful=careful,
    )


def may_contact(
    preferences: Preferences, way: Way | str, when: datetime, *, clock: ZoneInfo = _LONDON
) -> Verdict:
    """May this person be reached in this way at this moment? `when` must say its zone.

    What they refused comes before what they want. Where it is not safe, only what they want remains. With a
    safeguarding concern, "not asked" is no yes to anything that others may read.
    """
    if when.tzinfo is None:
        raise ValueError("Say the time zone of the moment asked about.")
    why_not = _never(preferences, Way(way))
    if why_not is None and Way(way) in _DISTURBS and not _in_hours(preferences.times, when.astimezone(clock)):
        why_not = Why.NOT_NOW
    return Verdict(why_not)


def when_may_contact(
    preferences: Preferences, way: Way | str, after: datetime, *, clock: ZoneInfo = _LONDON
) -> datetime | None:
    """The first moment from `after` on at which they may be reached so, to the half hour; None for never."""
    moment = after
    while moment <= after + _FURTHEST:
        verdict = may_contact(preferences, way, moment, clock=clock)
        if verdict:
            return moment
        if verdict.why_not is not Why.NOT_NOW:
            return None
        moment = _next_half_hour(moment)
    return None


def _never(preferences: Preferences, way: Way) -> Why | None:
    """What no hour changes."""
    if way in preferences.never:
        return Why.NEVER
    if way is Way.PHONE and "no_telephone" in preferences.communication:
        return Why.CANNOT
    if way in preferences.prefers:
        return None
    if preferences.safe is Safe.NO:
        return Why.NOT_SAFE
    if preferences.careful and preferences.safe is Safe.NOT_ASKED and way in _LEAVES_A_TRACE:
        return Why.NOT_SURE
    return None


def _in_hours(times: Collection[str], here: datetime) -> bool:
    """Mornings and evenings add up, and so do days; mornings with weekdays are weekday mornings."""
    hours, days = _times()
    chosen_hours = [hours[code] for code in times if code in hours] or [_usual()]
    chosen_days = [days[code] for code in times if code in days] or [_EVERY_DAY]
    on_the_day = any(here.isoweekday() in each for each in chosen_days)
    return on_the_day and any(each.holds(here) for each in chosen_hours)


def _next_half_hour(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0) + _STEP


@dataclass(frozen=True)
class _Hours:
    begins: time
    ends: time
    days: frozenset[int]

    def holds(self, here: datetime) -> bool:
        return here.isoweekday() in self.days and self.begins <= here.time() < self.ends


@cache
def _times() -> tuple[dict[str, _Hours], dict[str, frozenset[int]]]:
    """The codes that say hours, and those that say nothing but days."""
    every = words("contacts")["times"]
    hours = {code: _read(each) for code, each in every.items() if "from" in each}
    return hours, {code: frozenset(each["days"]) for code, each in every.items() if "from" not in each}


@cache
def _usual() -> _Hours:
    return _read(words("contacts")["usual_hours"])


def _read(each: Mapping[str, Any]) -> _Hours:
    begins, ends = time.fromisoformat(each["from"]), time.fromisoformat(each["until"])
    return _Hours(begins, ends, frozenset(each.get("days", _EVERY_DAY)))
