"""Is the council's office open? Decides whether a resident is shown the team or the emergency duty team."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

FRIDAY = 4
SATURDAY = 5


@dataclass(frozen=True)
class OfficeHours:
    """Weekday hours on the council's own clock; `closed` are bank holidays and other days off."""

    opens: time = time(9)
    closes: time = time(17)
    friday_closes: time = time(16, 30)
    closed: Collection[date] = frozenset()
    clock: ZoneInfo = ZoneInfo("Europe/London")

    def is_open(self, moment: datetime) -> bool:
        """`moment` must say its time zone: a naive time would be wrong by an hour all summer."""
        if moment.tzinfo is None:
            raise ValueError("Say the time zone of the moment asked about.")
        here = moment.astimezone(self.clock)
        if here.weekday() >= SATURDAY or here.date() in self.closed:
            return False
        closes = self.friday_closes if here.weekday() == FRIDAY else self.closes
        return self.opens <= here.time().replace(tzinfo=None) < closes
