"""Days of an opening time between the calendar's codes and the boxes of a form. Pure."""

import re
from collections.abc import Sequence

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)")


def split_days(byday: str | None) -> tuple[str, tuple[str, ...]] | None:
    """ "1TU,3TU" is ("1,3", ("TU",)): which weeks of the month, "" for all, and the days.

    None where the days do not all come in the same weeks: boxes cannot say that.
    """
    parts = [_PART.fullmatch(part.strip()) for part in (byday or "").split(",") if part.strip()]
    weeks: dict[str, set[str]] = {}
    for part in parts:
        if part is None:
            return None
        weeks.setdefault(part[2], set()).add(part[1] or "")
    if len({frozenset(each) for each in weeks.values()}) > 1:
        return None
    some = sorted(next(iter(weeks.values()), {""}), key=lambda week: (week == "-1", week))
    if "" in some and len(some) > 1:
        return None
    return ",".join(some), tuple(day for day in WEEK if day in weeks)


def join_days(weeks: str, days: Sequence[str]) -> str:
    """The calendar's codes for boxes of a form; "" where no day is ticked."""
    chosen = [day for day in WEEK if day in days]
    return ",".join(f"{week}{day}" for day in chosen for week in weeks.split(","))
