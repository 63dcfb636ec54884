"""Which days a return is about: a quarter, the financial year so far, twelve months, or two days. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from web.numbers.months import before

QUARTERS = 8
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Period:
    """First and last day, both counted. `id`: what a page's address calls it; "" for days of one's own."""

    first: date
    last: date
    id: str = ""


def choices(today: date) -> list[Period]:
    """The quarters that are over, newest first, then the year so far and twelve months up to the newest."""
    start = _quarter_start(today)
    quarters = [_quarter(before(start, 3 * back)) for back in range(1, QUARTERS + 1)]
    newest = quarters[0].last
    april = date(newest.year if newest.month > 3 else newest.year - 1, 4, 1)
    year = Period(april, newest, "year")
    twelve = Period(before(newest.replace(day=1), 11), newest, "twelve")
    return [*quarters, year, twelve]


def chosen(today: date, id_: str, first: str = "", last: str = "") -> Period | None:
    """The period that was asked for; None where there is no such one, or its days are no days."""
    if id_:
        return next((each for each in choices(today) if each.id == id_), None)
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    fits = period.first <= period.last < today and (period.last - period.first).days < LONGEST_DAYS
    return period if fits else None


def _quarter(start: date) -> Period:
    return Period(start, before(start, -3) - timedelta(days=1), f"{start.year}-Q{(start.month + 2) // 3}")


def _quarter_start(day: date) -> date:
    return date(day.year, day.month - (day.month - 1) % 3, 1)
