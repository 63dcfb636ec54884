"""What Signpost can count for the model by itself: twelve months, each so many out of so many. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from web.demand.inputs import Range
from web.numbers.intervals import wilson
from web.numbers.totals import Sums, Totals

DAYS = 365
SHORTEST_DAYS = 28  # a week or two say nothing of a year
_ONLINE = ("web", "directory")
# name in inputs.yml: what is counted, out of what, after how many days it can be known.
_SHARES: Mapping[str, tuple[str, str, int | None]] = {
    "requests": ("requests", "contacts", None),
    "abandoned": ("abandoned", "contacts", None),
    "back": ("closed_one_back_91", "closed_one_known", 91),
    "assessment": ("to_assessment", "requests_final", None),
    "reablement": ("to_reablement", "requests_final", None),
}


@dataclass(frozen=True)
class Counted:
    """One figure, with how far chance may have moved it; `number` out of `out_of`, from `first` to `last`."""

    range: Range
    number: int
    out_of: int
    first: date
    last: date


def period(today: date) -> tuple[date, date]:
    """The twelve months that end the day before."""
    return today - timedelta(days=DAYS), today - timedelta(days=1)


def counted(totals: Totals, channels: Mapping[str, Sums], first: date, last: date) -> Mapping[str, Counted]:
    """By name, what can be counted; nothing while fewer than four weeks of contacts are there."""
    began = min((day for day, sums in totals.days.items() if sums["contacts"]), default=last)
    days = (last - max(first, began)).days + 1
    contacts = totals.of("contacts")
    if days < SHORTEST_DAYS or not contacts:
        return {}
    from_day = max(first, began)
    found = {name: Counted(range_, *of, from_day, last) for name, range_, of in _shares(totals, channels)}
    return {"contacts": Counted(_a_year(contacts, days), contacts, days, from_day, last), **found}


def _shares(totals: Totals, channels: Mapping[str, Sums]) -> Iterator[tuple[str, Range, tuple[int, int]]]:
    online = sum(channels[name]["contacts"] for name in _ONLINE if name in channels)
    pairs = {"web": (online, sum(sums["contacts"] for sums in channels.values()))}
    for name, (top, bottom, window) in _SHARES.items():
        pairs[name] = (totals.of(top, window), totals.of(bottom, window))
    for name, (number, out_of) in pairs.items():
        near = wilson(number, out_of)
        if near is not None:
            share = 100 * number / out_of
            yield name, Range(round(near.low, 1), round(share, 1), round(near.high, 1)), (number, out_of)


def _a_year(contacts: int, days: int) -> Range:
    """What so many in so many days come to in a year; chance alone moves a count by twice its square root."""
    year, chance = DAYS / days, 2 * contacts**0.5
    low, central, high = (round(number * year) for number in (contacts - chance, contacts, contacts + chance))
    return Range(max(0, low), central, high)
