"""Would a row stand? A row that breaks a rule is listed with the column, the value and why. Pure.

The rules are those that the Department of Health and Social Care applies to what it gets: values of the list,
nothing empty that must be filled, an end within the period and not before the start, somebody whose request
it is, and one row for what it takes for the same event.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from web.outbox.client_level.periods import Period
from web.outbox.client_level.rows import Row
from web.outbox.client_level.specification import Column, Specification

# What makes two rows one event to those who get them.
SAME = ("la_code", "la_person_id", "event_start", "event_end", "client_type", "route_of_access")


@dataclass(frozen=True)
class Failure:
    """A row that would fail. `rule` names the sentence in web/words/client_level.yml."""

    reference: str
    column: str
    value: str
    rule: str


def failures(spec: Specification, rows: Sequence[Row], period: Period) -> list[Failure]:
    """What is wrong with which rows, in the rows' order."""
    twice = dict(_twice(spec, rows))
    found: list[Failure] = []
    for row in rows:
        for rule in _RULES:
            found.extend(Failure(row.reference, *each) for each in rule(spec, row, period))
        if row.reference in twice:
            found.append(
                Failure(row.reference, _name(spec, "event_reference"), twice[row.reference], "twice")
            )
    return found


def without(rows: Iterable[Row], failing: Iterable[Failure]) -> list[Row]:
    """The rows that pass."""
    listed = {each.reference for each in failing}
    return [row for row in rows if row.reference not in listed]


_Said = Iterator[tuple[str, str, str]]


def _person(spec: Specification, row: Row, _period: Period) -> _Said:
    if not row.cells["la_person_id"] and not row.cells.get("nhs_number"):
        yield _name(spec, "la_person_id"), "", "no_person"


def _blank(spec: Specification, row: Row, _period: Period) -> _Said:
    for column in spec.filled:
        # The person's number has a rule of its own.
        if not row.cells[column.id] and column.id != "la_person_id":
            yield column.name, "", "blank"


def _values(spec: Specification, row: Row, _period: Period) -> _Said:
    for column, values, old in spec.listed:
        value = row.cells[column.id]
        if value and value not in values:
            yield column.name, value, "release_1" if value in old else "not_in_list"


def _forms(spec: Specification, row: Row, _period: Period) -> _Said:
    for column in spec.formed:
        value = row.cells[column.id]
        if value and not has_its_form(column, value):
            yield column.name, value, "form"


def _dates(spec: Specification, row: Row, period: Period) -> _Said:
    if row.ended < row.started:
        yield _name(spec, "event_end"), row.cells["event_end"], "end_before_start"
    if not period.first <= row.ended <= period.last:
        yield _name(spec, "event_end"), row.cells["event_end"], "ended_outside"


_RULES: tuple[Callable[[Specification, Row, Period], _Said], ...] = (_person, _blank, _values, _forms, _dates)


def has_its_form(column: Column, value: str) -> bool:
    """Does a value look as its column's values must?"""
    return column.form is None or re.fullmatch(column.form, value) is not None


def _twice(spec: Specification, rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Rows that those who get them would take for another one, which comes first in the order of outcomes."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in sorted(rows, key=lambda each: (spec.rank(each.cells["event_outcome"]), each.reference)):
        if not row.cells["la_person_id"]:
            continue
        key = tuple(row.cells[name] for name in SAME)
        if key in kept:
            yield row.reference, kept[key].reference
        kept.setdefault(key, row)


def _name(spec: Specification, id_: str) -> str:
    return next(each.name for each in spec.columns if each.id == id_)
