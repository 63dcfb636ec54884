"""Two sheets side by side, field by field and row by row. Pure."""

from dataclasses import dataclass
from typing import Any

from directory.editing.plain import plain
from directory.queries.sheet_fields import ORDER, Sheet


@dataclass(frozen=True)
class Difference:
    """One field before and after, as editors see it.

    Of a field with rows, `gone` and `come` are the rows that only one side has. `hidden`: what differs is
    in columns that no form shows.
    """

    field: str
    before: Any
    after: Any
    gone: tuple[Any, ...] = ()
    come: tuple[Any, ...] = ()
    hidden: bool = False


def differences(before: Sheet, after: Sheet) -> tuple[Difference, ...]:
    """The fields that are not the same, in the order of the form. A field one side lacks counts as empty."""
    return tuple(
        _difference(field, before.get(field), after.get(field))
        for field in ORDER
        if (before.get(field) or None) != (after.get(field) or None)
    )


def _difference(field: str, before: Any, after: Any) -> Difference:
    if isinstance(before, list) or isinstance(after, list):
        old, new = plain(field, before or []), plain(field, after or [])
        gone = tuple(row for row in old if row not in new)
        come = tuple(row for row in new if row not in old)
        return Difference(field, old, new, gone, come, hidden=not gone and not come)
    return Difference(field, plain(field, before), plain(field, after))
