"""A measure as the page shows it: its number, its two counts, how it moved. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.numbers.chosen import Chosen
from web.numbers.intervals import Interval, wilson
from web.numbers.measures import Measure, Rate
from web.numbers.suppression import is_small, suppressed
from web.numbers.totals import Sums, Totals


@dataclass(frozen=True)
class Shown:
    """A measure of a period. `small`: too few to show; then neither value nor rate are there."""

    measure: Measure
    value: float | None
    rate: Rate | None
    before: float | None
    small: bool

    @property
    def between(self) -> Interval | None:
        """Where it was found in a sample: the limits between which it lies 95 times in 100."""
        if self.rate is None or not self.measure.sampled:
            return None
        return wilson(self.rate.numerator, self.rate.denominator)

    @property
    def change(self) -> float | None:
        """By how much the value moved since the period compared with."""
        return None if self.value is None or self.before is None else self.value - self.before


def shown(measure: Measure, chosen: Chosen, now: Totals, before: Totals | None) -> Shown:
    """What may be shown of a measure; small numbers are hidden where the page is narrowed to few people."""
    rate = measure.rate(now)
    if measure.id in ("people", "per_person") and now.people is None:
        return Shown(measure, None, None, None, small=False)
    if chosen.is_fine and is_small(rate, measure):
        return Shown(measure, None, None, None, small=True)
    earlier = None
    if before is not None and not (chosen.is_fine and is_small(measure.rate(before), measure)):
        earlier = measure.value(before)
    return Shown(measure, measure.value(now), rate, earlier, small=False)


def table_rows(
    chosen: Chosen, rows: Mapping[str, Sums], counters: Sequence[str], *, always: bool = False
) -> dict[str, list[int | None]]:
    """Counts by row; small numbers are hidden in each column where few people are looked at, or `always`."""
    columns = [[sums[name] for sums in rows.values()] for name in counters]
    if always or chosen.is_fine:
        hidden_columns: list[list[int | None]] = [suppressed(column) for column in columns]
    else:
        hidden_columns = [list(column) for column in columns]
    return {name: [column[place] for column in hidden_columns] for place, name in enumerate(rows)}
