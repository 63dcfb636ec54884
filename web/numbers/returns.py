"""Who came back: from the contacts of one person to what each of them says of the others. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from web.numbers.facts import Returns

LONGEST = 365  # days; nothing is asked of what lies farther apart
Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True)
class Visit:
    """One contact of a person. `harm`: a safeguarding concern, or an alert or hand-off that is urgent."""

    at: datetime
    day: date
    is_request: bool
    groups: frozenset[str]
    harm: bool


def returns_of(visits: Mapping[Id, Visit]) -> dict[Id, Returns]:
    """For each contact of ONE person: when they were here before, came again, and came to harm.

    Days are those of the council's calendar; whoever comes twice on one day came back after 0 days.
    """
    in_order = sorted(visits, key=lambda each: (visits[each].at, str(each)))
    found = {}
    for place, one in enumerate(in_order):
        here, later = visits[one], [visits[each] for each in in_order[place + 1 :]]
        requests = [visits[each] for each in in_order[:place] if visits[each].is_request]
        found[one] = Returns(
            before=_within(_days(requests[-1], here)) if requests else None,
            again=_first(here, later),
            same=_first(here, (each for each in later if each.groups & here.groups)),
            harm=_first(here, (each for each in later if each.harm)),
        )
    return found


def _first(here: Visit, later: Iterable[Visit]) -> int | None:
    days = next((_days(here, each) for each in later), None)
    return None if days is None else _within(days)


def _days(earlier: Visit, later: Visit) -> int:
    return (later.day - earlier.day).days


def _within(days: int) -> int | None:
    return days if days <= LONGEST else None
