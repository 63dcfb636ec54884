"""Which period and which filters the address of a numbers page asks for; nonsense counts as not asked."""

from collections.abc import Mapping
from datetime import date, timedelta

from web.forms import day_in
from web.numbers.chosen import FILTERS, LONGEST_DAYS, Chosen, week_of

WEEKS = 13
COMPARE = ("before", "year", "none")


def chosen_of(asked: Mapping[str, str], today: date) -> Chosen:
    """`from` and `to` (days, both counted, a year at most), and the filters; else whole weeks and today."""
    last = day_in(asked.get("to")) or today
    first = day_in(asked.get("from")) or week_of(_back(last, 7 * (WEEKS - 1)))
    first, last = min(first, last), max(first, last)
    first = max(first, _back(last, LONGEST_DAYS - 1))
    narrowed = {name: asked.get(name, "")[:64] for name in FILTERS}
    return Chosen(first, last, **narrowed)


def compared_with(chosen: Chosen, how: str) -> Chosen | None:
    """The period to compare with: the one before, the same weeks a year ago, or none."""
    try:
        return {"before": chosen.before, "year": chosen.year_before}[how]()
    except (KeyError, OverflowError):
        return None


def _back(day: date, days: int) -> date:
    return day - timedelta(days=min(days, day.toordinal() - 1))
