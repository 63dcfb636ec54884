"""The tables below the measures: by trait and group, small numbers hidden; and week by week."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from web.numbers.chosen import Chosen, whole_weeks
from web.numbers.control import Limits, limits, out_of_the_ordinary
from web.numbers.measures import MEASURES, Measure
from web.numbers.totals import Sums, Totals
from web.staff.dashboard.reading import Reader
from web.staff.dashboard.shown import Shown, shown, table_rows

COUNTS = ("contacts", "requests", "claimed", "handed_off", "abandoned", "unmet")
TRAITS = ("channel", "need", "locality", "team", "site")
WEEKLY = ("contacts", "conversation_two", "claimed", "abandoned")
_ALWAYS_HIDDEN = ("locality", "group")  # equity: small numbers never show, whatever the page is narrowed to


@dataclass(frozen=True)
class Table:
    """Counts by value of one trait; None where a number is hidden."""

    trait: str
    rows: dict[str, list[int | None]]


@dataclass(frozen=True)
class Weeks:
    """One measure week by week: between which values ordinary weeks lie, and which were not ordinary."""

    measure: Measure
    weeks: list[tuple[str, Shown]]
    within: Limits | None
    unusual: list[str]


def tables(reader: Reader, chosen: Chosen) -> list[Table]:
    """A table for each trait; groups of people only where nothing narrower than channel and site is set."""
    found = [
        Table(trait, table_rows(chosen, rows, COUNTS, always=trait in _ALWAYS_HIDDEN))
        for trait in TRAITS
        if (rows := reader.by_trait(chosen, trait, COUNTS))
    ]
    return found if chosen.is_fine else [*found, *_groups(reader, chosen)]


def weeks(chosen: Chosen, whole: Totals) -> list[Weeks]:
    """The whole weeks of the period, for each of WEEKLY, with their control limits."""
    each = {
        monday.isoformat(): whole.of_week(monday)
        for monday in whole_weeks(chosen)
        if any(monday <= day for day in whole.days)
    }
    return [_weeks(MEASURES[id_], chosen, each) for id_ in WEEKLY]


def _groups(reader: Reader, chosen: Chosen) -> list[Table]:
    kinds: defaultdict[str, dict[str, Sums]] = defaultdict(dict)
    for split, sums in reader.by_split(chosen, COUNTS).items():
        kinds[split.partition(":")[0]][split] = sums
    return [Table(kind, table_rows(chosen, rows, COUNTS, always=True)) for kind, rows in kinds.items()]


def _weeks(measure: Measure, chosen: Chosen, whole: Mapping[str, Totals]) -> Weeks:
    each = [(monday, shown(measure, chosen, week, None)) for monday, week in whole.items()]
    values = [week.value for _monday, week in each if week.value is not None]
    complete = len(values) == len(each)
    within = limits(values, most=100 if measure.unit == "share" else None) if complete else None
    unusual = [each[place][0] for place in out_of_the_ordinary(values, within)] if within else []
    return Weeks(measure, each, within, unusual)
