"""What a page of numbers is about: a period, and what it is narrowed to. Pure."""

from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from web.numbers import months

FILTERS = ("channel", "site", "locality", "need", "team")
FINE = ("locality", "need", "team")  # hours and groups of people are not counted by these
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Chosen:
    """First and last day, both counted; empty: not narrowed."""

    first: date
    last: date
    channel: str = ""
    site: str = ""
    locality: str = ""
    need: str = ""
    team: str = ""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def is_fine(self) -> bool:
        """Is it narrowed so far that small numbers may tell of somebody? A site may be a single district."""
        return self.is_crossed or bool(self.site)

    @property
    def is_crossed(self) -> bool:
        """Is it narrowed by more than channel and site?"""
        return any(getattr(self, name) for name in FINE)

    def before(self) -> "Chosen":
        """The period of the same length that ends the day before."""
        return replace(
            self, first=self.first - timedelta(days=self.days), last=self.first - timedelta(days=1)
        )

    def year_before(self) -> "Chosen":
        """The same weekdays 52 weeks earlier."""
        year = timedelta(weeks=52)
        return replace(self, first=self.first - year, last=self.last - year)

    def until(self, last: date) -> "Chosen":
        """The period of the same length that ends on an earlier day."""
        return replace(self, first=last - timedelta(days=self.days - 1), last=last)

    def as_query(self) -> dict[str, str]:
        """As the address of a page says it."""
        narrowed = {name: getattr(self, name) for name in FILTERS if getattr(self, name)}
        return {"from": self.first.isoformat(), "to": self.last.isoformat()} | narrowed


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def whole_weeks(chosen: Chosen) -> tuple[date, ...]:
    """The Mondays of the weeks that lie wholly within the period, in order."""
    before = -chosen.first.weekday() % 7  # days of a week that began earlier
    weeks = max(0, chosen.days - before) // 7
    return tuple(chosen.first + timedelta(days=before + 7 * week) for week in range(weeks))


def whole_months(chosen: Chosen) -> tuple[date, date] | None:
    """The first day of the first whole month within the period, and the first after the last; None: none."""
    if chosen.last.year == MAXYEAR:
        return None  # no calendar goes on from there
    first = chosen.first if chosen.first.day == 1 else months.before(chosen.first, -1)
    end = (chosen.last + timedelta(days=1)).replace(day=1)
    return (first, end) if first < end else None
