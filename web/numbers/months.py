"""Months: from one to another, and as people and spreadsheets write them. Pure.

A spreadsheet that opens a file with 2026-04 in it writes Apr-26 when it is saved: both are read.
"""

import re
from datetime import date, timedelta

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
         "november", "december")  # fmt: skip
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})(?:-01)?")
_DAY_FIRST = re.compile(r"0?1/(\d{1,2})/(\d{4})")
_NAMED = re.compile(r"(?:0?1[- ])?([a-z]+)[- ](\d{4}|\d{2})")


def month_of(text: str) -> date | None:
    """The first day of the month that `text` names: 2026-04, 2026-04-01, 01/04/2026, Apr-26, April 2026.

    None for anything else, and for a day that is not the first: that would be no month.
    """
    plain = text.strip().lower()
    if found := _YEAR_FIRST.fullmatch(plain):
        return _first(int(found[1]), int(found[2]))
    if found := _DAY_FIRST.fullmatch(plain):
        return _first(int(found[2]), int(found[1]))
    if found := _NAMED.fullmatch(plain):
        name, year = found[1], int(found[2])
        names = _NAMES if name in _NAMES else _LONG
        return _first(year if year > 99 else 2000 + year, names.index(name) + 1) if name in names else None
    return None


def written(month: date) -> str:
    """The month as our own files say it: 2026-04."""
    return f"{month:%Y-%m}"


def before(month: date, months: int = 1) -> date:
    """The first day of the month so many months earlier than that of a day; below nought: later."""
    whole = month.year * 12 + month.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return before(month, -1) - timedelta(days=1)


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 and year >= 1 else None
