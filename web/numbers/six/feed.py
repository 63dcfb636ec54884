"""A file of monthly figures: read row by row, every row that cannot be taken named with why. Pure.

Columns: month, measure, number, out_of, and target if there is one. A row that says nothing beside its month
and measure is passed over, so that a prepared file can be filled in bit by bit.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from web.numbers.months import month_of, written
from web.numbers.six.register import SixMeasure

COLUMNS = ("month", "measure", "number", "out_of", "target")
NEEDED = COLUMNS[:4]
MOST_ROWS = 1000
LARGEST = 2_000_000_000  # what a whole number of both databases holds
EARLIEST = date(2000, 1, 1)
LONGEST_SHOWN = 40
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_DECIMAL = re.compile(r"(\d{1,7}(?:\.\d{1,6})?)\s*%?")


@dataclass(frozen=True)
class Value:
    """A measure in a month. `target` may stand alone; `number` and `out_of` come together."""

    measure: str
    month: date
    number: int | None = None
    out_of: int | None = None
    target: float | None = None


@dataclass(frozen=True)
class Problem:
    """Why a row (its number as a spreadsheet shows it), or with None the file, cannot be taken.

    `code` names the sentence in web/words/six_measures.yml; `given` is what stood there.
    """

    row: int | None
    column: str | None
    code: str
    given: str = ""


@dataclass(frozen=True)
class Read:
    """What a file says, or what is wrong with it: with a problem nothing of it is taken."""

    values: tuple[Value, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


class _BadCell(Exception):
    def __init__(self, column: str, code: str, given: str) -> None:
        super().__init__(code)
        self.column, self.code, self.given = column, code, given


def read_feed(content: bytes, measures: Mapping[str, SixMeasure], this_month: date) -> Read:
    """The figures in a file; `this_month`: the first day of the running month, of which none are complete."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused("encoding")
    if "\0" in text:
        return _refused("encoding")
    try:
        rows = [(at, row) for at, row in _rows(text) if any(cell.strip() for cell in row)]
    except csv.Error:
        return _refused("quotes")
    if not rows:
        return _refused("empty")
    names = [cell.strip().lower().replace(" ", "_") for cell in rows[0][1]]
    if wrong := _header_problems(names, rows[0][1]):
        return Read(problems=wrong)
    if len(rows) - 1 > MOST_ROWS:
        return _refused("too_many_rows")
    return _read_rows(rows[1:], names, measures, this_month)


def feed_file(values: Mapping[tuple[str, date], Value], measures: Mapping[str, SixMeasure],
              months: list[date]) -> str:  # fmt: skip
    """A file to fill in: a row for each month and uploaded measure, with what is known in it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for month in months:
        for measure in measures.values():
            known = values.get((measure.id, month), Value(measure.id, month))
            if measure.feed or known.target is not None:
                cells = (known.number, known.out_of, known.target)
                writer.writerow(
                    (written(month), measure.id, *("" if each is None else f"{each:.10g}" for each in cells))
                )
    return out.getvalue()


def _rows(text: str) -> list[tuple[int, list[str]]]:
    # Counted as a spreadsheet counts rows: empty ones too, and one with a line break in a cell once.
    return list(enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1))


def _refused(code: str) -> Read:
    return Read(problems=(Problem(None, None, code),))


def _header_problems(names: list[str], given: list[str]) -> tuple[Problem, ...]:
    if len(names) == 1 and (";" in given[0] or "\t" in given[0]):
        return (Problem(None, None, "separator"),)
    missing = [Problem(1, name, "column_missing") for name in NEEDED if name not in names]
    unknown = [
        Problem(1, None, "column_unknown", cell.strip()[:LONGEST_SHOWN])
        for cell, name in zip(given, names, strict=True)
        if name not in COLUMNS and name
    ]
    twice = [Problem(1, name, "column_twice") for name in COLUMNS if names.count(name) > 1]
    return (*missing, *unknown, *twice)


def _read_rows(
    rows: list[tuple[int, list[str]]], names: list[str], measures: Mapping[str, SixMeasure], this_month: date
) -> Read:
    values: dict[tuple[str, date], Value] = {}
    first_at: dict[tuple[str, date], int] = {}
    problems: list[Problem] = []
    for at, row in rows:
        if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
            problems.append(Problem(at, None, "cells", str(len(row))))
            continue
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        try:
            value = _value(cells, measures, this_month)
        except _BadCell as bad:
            problems.append(Problem(at, bad.column, bad.code, bad.given[:LONGEST_SHOWN]))
            continue
        if value is None:
            continue
        key = (value.measure, value.month)
        if key in values:
            problems.append(Problem(at, None, "twice", str(first_at[key])))
        values.setdefault(key, value)
        first_at.setdefault(key, at)
    if problems:
        return Read(problems=tuple(problems))
    return Read(tuple(values.values())) if values else _refused("nothing")


def _value(cells: Mapping[str, str], measures: Mapping[str, SixMeasure], this_month: date) -> Value | None:
    said = {name: cells.get(name, "") for name in COLUMNS}
    month = _month(said["month"], this_month)
    measure = measures.get(said["measure"].lower())
    if measure is None:
        raise _BadCell("measure", "measure_unknown" if said["measure"] else "blank", said["measure"])
    if not (said["number"] or said["out_of"] or said["target"]):
        return None
    target = _target(said["target"], measure)
    if not (said["number"] or said["out_of"]):
        return Value(measure.id, month, target=target)
    if measure.feed is None:
        raise _BadCell("number", "counted_here", said["number"] or said["out_of"])
    number, out_of = _whole(said, "number"), _whole(said, "out_of")
    if out_of == 0:
        raise _BadCell("out_of", "of_nothing", said["out_of"])
    if number > out_of:
        raise _BadCell("number", "more_than_all", said["number"])
    return Value(measure.id, month, number, out_of, target)


def _month(text: str, this_month: date) -> date:
    month = month_of(text)
    if month is None:
        raise _BadCell("month", "month_unknown" if text else "blank", text)
    if month >= this_month:
        raise _BadCell("month", "month_not_over", text)
    if month < EARLIEST:
        raise _BadCell("month", "month_too_old", text)
    return month


def _whole(said: Mapping[str, str], column: str) -> int:
    text = said[column]
    if not text:
        raise _BadCell(column, "half", text)
    if not _WHOLE.fullmatch(text) or not text.isascii():
        raise _BadCell(column, "not_whole", text)
    digits = text.replace(",", "").lstrip("0") or "0"
    if len(digits) > len(str(LARGEST)) or int(digits) > LARGEST:
        raise _BadCell(column, "too_large", text)
    return int(digits)


def _target(text: str, measure: SixMeasure) -> float | None:
    if not text:
        return None
    found = _DECIMAL.fullmatch(text) if text.isascii() else None
    if not found or (text.endswith("%") and measure.per != 100):
        raise _BadCell("target", "target_unknown", text)
    value = float(found[1])
    if value > measure.per:
        raise _BadCell("target", "target_too_large", text)
    return value
