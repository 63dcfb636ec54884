"""What the parts are cut from: counts by trait and group with small numbers hidden, and weeks with limits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from web.numbers.chosen import Chosen, whole_weeks
from web.numbers.control import FEWEST, Limits, limits, out_of_the_ordinary
from web.numbers.measures import Measure, Rate
from web.numbers.suppression import suppressed
from web.numbers.totals import Sums, Totals
from web.staff.dashboard.reading import Reader
from web.staff.dashboard.shown import Shown, shown, table_rows

COUNTS = ("contacts", "requests", "claimed", "handed_off", "abandoned", "unmet")
ALWAYS_HIDDEN = (
    "locality",
    "site",
    "group",
)  # equity: small numbers never show, whatever the page is narrowed to
Cut = dict[str, list[int | None]]


@dataclass(frozen=True)
class Weeks:
    """One measure week by week: between which values ordinary weeks lie, and which were not ordinary.

    `rare`: there are weeks enough, but what is counted happens so seldom that limits would mislead.
    """

    measure: Measure
    weeks: list[tuple[date, Shown]]
    within: Limits | None
    unusual: list[date]
    rare: bool = False

    @property
    def values(self) -> list[float | None]:
        """The value of each week."""
        return [week.value for _monday, week in self.weeks]


def by_trait(reader: Reader, chosen: Chosen, trait: str) -> Cut:
    """COUNTS for each value of one of the filters; None where a number is hidden."""
    rows = reader.by_trait(chosen, trait, COUNTS)
    return table_rows(chosen, rows, COUNTS, always=trait in ALWAYS_HIDDEN)


def by_group(reader: Reader, chosen: Chosen) -> dict[str, Cut]:
    """COUNTS for each kind of group of people; only where nothing narrower than channel and site is set."""
    kinds: defaultdict[str, dict[str, Sums]] = defaultdict(dict)
    if not chosen.is_crossed:
        for split, sums in reader.by_split(chosen, COUNTS).items():
            kinds[split.partition(":")[0]][split] = sums
    return {kind: table_rows(chosen, rows, COUNTS, always=True) for kind, rows in kinds.items()}


def whole_weeks_of(chosen: Chosen, whole: Totals) -> dict[date, Totals]:
    """The whole weeks of the period, by their Monday, from the first in which anything was counted.

    Weeks that have days to come are left off: they would look like a fall.
    """
    first = min(whole.days, default=None)
    return {
        monday: whole.of_week(monday)
        for monday in whole_weeks(chosen)
        if first is not None and (first - monday).days < 7 and (whole.today - monday).days >= 6
    }


def weeks_of(measure: Measure, chosen: Chosen, weeks: Mapping[date, Totals]) -> Weeks:
    """A measure week by week. Weeks whose window is not over yet are left off; a gap has no limits."""
    told = [shown(measure, chosen, week, None) for week in weeks.values()]
    if chosen.is_fine:
        told = _kept_back(measure, told, [measure.rate(week) for week in weeks.values()])
    each = [
        (monday, week)
        for (monday, whole), week in zip(weeks.items(), told, strict=True)
        if measure.window is None or _is_over(measure.window, monday, whole.today)
    ]
    values = [week.value for _monday, week in each if week.value is not None]
    rare = len(values) == len(each) >= FEWEST and _is_rare(measure, [week for _monday, week in each])
    complete = len(values) == len(each) and not rare
    within = limits(values, most=100 if measure.unit == "share" else None) if complete else None
    unusual = [each[place][0] for place in out_of_the_ordinary(values, within)] if within else []
    return Weeks(measure, each, within, unusual, rare)


def _is_over(window: int, monday: date, today: date) -> bool:
    """Have so many whole days come after every day of the week, so that all of it is counted?"""
    return (today - monday).days >= 6 + window + 1


def _kept_back(measure: Measure, told: Sequence[Shown], rates: Sequence[Rate]) -> list[Shown]:
    """The weeks, with those hidden by which the period's number would give a small one back."""
    counts = [[rate.numerator for rate in rates]]
    if measure.unit != "number":
        counts += [[rate.denominator for rate in rates]]
        counts += [[max(0, rate.denominator - rate.numerator) for rate in rates]]
    small = {place for column in counts for place, number in enumerate(suppressed(column)) if number is None}
    return [
        Shown(measure, None, None, None, small=True) if place in small else week
        for place, week in enumerate(told)
    ]


def _is_rare(measure: Measure, weeks: Sequence[Shown]) -> bool:
    """Fewer than one a week of what is counted, or of what is not: then most weeks are the same by nature."""
    rates = [week.rate for week in weeks if week.rate]
    counted = sum(rate.numerator for rate in rates)
    rest = sum(rate.denominator - rate.numerator for rate in rates)
    return counted < len(weeks) or (measure.unit == "share" and rest < len(weeks))
