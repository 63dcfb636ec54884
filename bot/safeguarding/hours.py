"""The council's working hours: is the office open, when does it open, how much working time is that. Pure.

The one answer for everybody who promises a time: the conversation, the safety words and the follow-up queue.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.office_times import OfficeTimes
from bot.safeguarding.holidays import bank_holidays

FRIDAY = 4
SATURDAY = 5
_DAY = timedelta(days=1)
_LOOK_FOR = 400  # days: whoever closes an office for longer than a year has no hours at all


@dataclass(frozen=True)
class OfficeHours:
    """Weekday hours on the council's own clock; `closed` are bank holidays and other days off."""

    opens: time = time(9)
    closes: time = time(17)
    friday_closes: time = time(16, 30)
    closed: Collection[date] = field(default_factory=bank_holidays)
    clock: ZoneInfo = ZoneInfo("Europe/London")

    @classmethod
    def of(cls, times: OfficeTimes, time_zone: str) -> "OfficeHours":
        """The hours that the settings give, with England's bank holidays."""
        closed = bank_holidays() | times.closed_days
        return cls(times.opens, times.closes, times.friday_closes, closed, ZoneInfo(time_zone))

    def is_open(self, moment: datetime) -> bool:
        """`moment` must say its time zone: a naive time would be wrong by an hour all summer."""
        here = self._here(moment)
        opens, closes = self.times_of(here.date())
        return opens <= here < closes

    def is_working_day(self, day: date) -> bool:
        """Is anybody there on this day?"""
        return day.weekday() < SATURDAY and day not in self.closed

    def times_of(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing of a day; the same moment twice on a day off."""
        opens = datetime.combine(day, self.opens, self.clock)
        closes = self.friday_closes if day.weekday() == FRIDAY else self.closes
        return opens, datetime.combine(day, closes, self.clock) if self.is_working_day(day) else opens

    def opening(self, moment: datetime) -> datetime:
        """`moment` itself while the office is open, otherwise when it opens next."""
        here = self._here(moment)
        for opens, closes in self._days_from(here):
            if here < closes:
                return max(here, opens).astimezone(UTC)
        raise ValueError("The office never opens.")

    def after_working(self, moment: datetime, working: timedelta) -> datetime:
        """When so much working time has gone by since `moment`."""
        here = self._here(moment)
        for opens, closes in self._days_from(here):
            begins = max(here, opens).astimezone(UTC)
            # Counted in UTC: on the day the clocks change a local subtraction is wrong by an hour.
            left = closes.astimezone(UTC) - begins
            if timedelta(0) < left and working <= left:
                return begins + working
            working -= max(left, timedelta(0))
        raise ValueError("The office never opens.")

    def close_of(self, moment: datetime, days: int) -> datetime:
        """The end of the working day `days` working days after the one on which `moment` is first read."""
        first = self._here(self.opening(moment))
        working = islice(self._days_from(first), days, None)
        return next(working)[1].astimezone(UTC)

    def _days_from(self, here: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing of every working day, from that of `here`."""
        days = (here.date() + _DAY * step for step in range(_LOOK_FOR))
        return (self.times_of(day) for day in days if self.is_working_day(day))

    def _here(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("Say the time zone of the moment asked about.")
        return moment.astimezone(self.clock)
