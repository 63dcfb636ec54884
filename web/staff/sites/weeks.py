"""A site week by week, with the weeks before it: which of them are not ordinary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.numbers.control import FEWEST, Limits, limits, out_of_the_ordinary
from web.numbers.evaluation import WEEK
from web.numbers.measures import MEASURES, Measure, Rate
from web.numbers.suppression import is_small
from web.numbers.totals import Totals

MEASURED = ("contacts", "conversation_two", "claimed", "abandoned")


@dataclass(frozen=True)
class Week:
    """One whole week of a measure. `value` is None where it is too small to show, or there is none."""

    first: date
    of_site: bool
    rate: Rate
    value: float | None


@dataclass(frozen=True)
class Run:
    """A measure over the weeks in order; `unusual`: the first days of weeks of it that are not ordinary."""

    measure: Measure
    weeks: list[Week]
    within: Limits | None
    unusual: list[date]


def whole_weeks(first: date, last: date) -> list[date]:
    """The first days of the weeks, counted from `first`, that are over by `last`."""
    return [first + number * WEEK for number in range(((last - first).days + 1) // 7)]


def run_of(id_: str, before: Sequence[tuple[date, Totals]], here: Sequence[tuple[date, Totals]]) -> Run:
    """The run of one measure: weeks before the site, then its own."""
    measure = MEASURES[id_]
    weeks = [_week(measure, monday, totals, False) for monday, totals in before]
    weeks += [_week(measure, monday, totals, True) for monday, totals in here]
    basis = weeks[: len(before)] if len(before) >= FEWEST else weeks
    known = [each.value for each in basis if each.value is not None]
    if len(known) < len(basis) or any(each.value is None for each in weeks):
        return Run(measure, weeks, None, [])
    within = limits(known, most=100 if measure.unit == "share" else None)
    if within is None:
        return Run(measure, weeks, None, [])
    beyond = out_of_the_ordinary([each.value or 0 for each in weeks], within)
    return Run(measure, weeks, within, [weeks[place].first for place in beyond if weeks[place].of_site])


def _week(measure: Measure, first: date, totals: Totals, of_site: bool) -> Week:
    rate = measure.rate(totals)
    return Week(first, of_site, rate, None if is_small(rate, measure) else measure.value(totals))
