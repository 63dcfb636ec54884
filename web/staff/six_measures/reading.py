"""From the store to what the page of the six measures shows: months counted here, months that came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from web.clock import local_day
from web.database import Transaction
from web.numbers.chosen import Chosen
from web.numbers.measures import MEASURES, Measure, Rate
from web.numbers.months import before, last_day
from web.numbers.six.feed import Value
from web.numbers.six.history import Standing
from web.numbers.six.register import SixMeasure, six_measures
from web.numbers.six.travel import Point, Travel, travel
from web.numbers.totals import Sums, Totals
from web.settings import WebSettings
from web.staff.dashboard.reading import Reader
from web.store import numbers as stored

MONTHS = 13  # whole ones, so that each stands beside the same month of the year before
ALL_MONTHS = 37  # of uploaded figures: three years


@dataclass(frozen=True)
class Month:
    """One row of a table. `so_far`: the running month, which is not held against others."""

    first: date
    number: int | None
    out_of: int | None
    value: float | None
    target: float | None
    so_far: bool = False


@dataclass(frozen=True)
class Series:
    """A measure over time from one source, newest month first; `live`: counted here."""

    measure: SixMeasure
    live: bool
    months: tuple[Month, ...]
    travel: Travel
    target: float | None

    @property
    def id(self) -> str:
        """The measure's id, marked where it is counted here."""
        return f"{self.measure.id}-live" if self.live else self.measure.id

    @property
    def per(self) -> int:
        """Out of how many the values are; what is counted here is always a share."""
        return 100 if self.live else self.measure.per

    @property
    def newest(self) -> Month | None:
        """The newest whole month with figures."""
        return next((each for each in self.months if each.out_of and not each.so_far), None)


@dataclass(frozen=True)
class Beside:
    """A measure of the dashboard that belongs beside one of the six, over the same months."""

    measure: Measure
    rate: Rate


@dataclass(frozen=True)
class Shown:
    """One of the six as the page shows it."""

    measure: SixMeasure
    series: tuple[Series, ...]
    beside: tuple[Beside, ...]


def read_six(store: Transaction, stands: Standing, moment: datetime, settings: WebSettings) -> list[Shown]:
    """All six, in the paper's order."""
    today = local_day(moment, settings.time_zone)
    first = before(today.replace(day=1), MONTHS)
    reader = Reader.of(store, moment, settings)
    days = stored.by_day(store, Chosen(first, today), reader.ahead.cells)
    return [_shown(each, days, stands, today) for each in six_measures().values()]


def _shown(measure: SixMeasure, days: Mapping[date, Sums], stands: Standing, today: date) -> Shown:
    series = []
    if measure.live:
        series.append(_live(measure, MEASURES[measure.live], days, stands, today))
    if measure.feed:
        series.append(_uploaded(measure, stands))
    whole = Totals(days, today)
    beside = tuple(Beside(MEASURES[id_], MEASURES[id_].rate(whole)) for id_ in measure.beside)
    return Shown(measure, tuple(series), beside)


def _live(
    measure: SixMeasure, counted: Measure, days: Mapping[date, Sums], stands: Standing, today: date
) -> Series:
    running, months = today.replace(day=1), []
    for back in range(MONTHS + 1):
        month = before(running, back)
        within = {day: sums for day, sums in days.items() if month <= day <= last_day(month)}
        rate = counted.rate(Totals(within, today))
        # Where the paper's own measure comes by upload, the target is of that one.
        target = None if measure.feed else _target(stands, measure.id, month)
        months.append(Month(month, rate.numerator, rate.denominator, rate.percent, target, back == 0))
    return _series(measure, True, months)


def _uploaded(measure: SixMeasure, stands: Standing) -> Series:
    known = sorted(
        (value for value in stands.values() if value.measure == measure.id), key=_month, reverse=True
    )
    months = [_row(value, stands, measure) for value in known[:ALL_MONTHS]]
    return _series(measure, False, months)


def _series(measure: SixMeasure, live: bool, months: Sequence[Month]) -> Series:
    per = 100 if live else measure.per
    points = [Point(each.number or 0, each.out_of) for each in months if each.out_of and not each.so_far]
    target = next((each.target for each in months if each.target is not None), None)
    return Series(measure, live, tuple(months), travel(measure, points[::-1], target, per=per), target)


def _row(value: Value, stands: Standing, measure: SixMeasure) -> Month:
    shown = None if value.number is None or not value.out_of else measure.per * value.number / value.out_of
    return Month(value.month, value.number, value.out_of, shown, _target(stands, measure.id, value.month))


def _target(stands: Standing, measure: str, month: date) -> float | None:
    """The newest target that was set for this month or one before it."""
    earlier = [
        each for each in stands.values()
        if each.measure == measure and each.month <= month and each.target is not None
    ]  # fmt: skip
    return max(earlier, key=_month).target if earlier else None


def _month(value: Value) -> date:
    return value.month
