"""What a save comes to, when others may have saved meanwhile. Pure: plain values in, a decision out.

The form carries a mark of every field as it was when the form was made. A field counts as written by this
person where it differs from its mark, and as changed meanwhile where the store does. Only a field that is
both, and not the same, clashes; everything else goes together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from directory.editing.cleaning import clean
from directory.editing.plain import mark, plain
from directory.queries.sheet_fields import ORDER, Sheet

Marks = Mapping[str, str]


@dataclass(frozen=True)
class Clash:
    """One field that two people changed: how it is now, and how this person wants it."""

    field: str
    now: Any
    mine: Any


@dataclass(frozen=True)
class Decision:
    """`changes` are plain values to save. With problems or clashes nothing is to be saved.

    `theirs` are fields that others changed meanwhile and this person did not.
    """

    changes: Mapping[str, Any]
    problems: Mapping[str, str]
    clashes: tuple[Clash, ...]
    theirs: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it may be saved as it is."""
        return not self.problems and not self.clashes


def marks_of(sheet: Sheet) -> dict[str, str]:
    """The mark of every field, for a form to carry."""
    return {field: mark(clean(field, plain(field, sheet[field])).value) for field in ORDER}


def decide(written: Mapping[str, Any], base: Marks, now: Sheet) -> Decision:
    """`written` are plain values of any of the fields.

    A field without a mark in `base` was never seen by who wrote: it goes together with nothing but itself.
    """
    changes: dict[str, Any] = {}
    problems: dict[str, str] = {}
    clashes: list[Clash] = []
    marks = marks_of(now)
    for field in (field for field in ORDER if field in written):
        mine = clean(field, written[field])
        mine_mark, base_mark = mark(mine.value), base.get(field, "")
        if mine_mark in (base_mark, marks[field]):
            continue  # not touched here, or the same as it is by now
        changes[field] = mine.value
        if mine.problem:
            problems[field] = mine.problem
        elif base_mark != marks[field]:
            clashes.append(Clash(field, plain(field, now[field]), mine.value))
    theirs = tuple(
        field for field in ORDER if base.get(field, marks[field]) != marks[field] and field not in changes
    )
    return Decision(changes, problems | _together(changes, now), tuple(clashes), theirs)


def _together(changes: Mapping[str, Any], now: Sheet) -> dict[str, str]:
    """What is wrong only when two fields are seen together."""
    lowest = changes.get("minimum_age", now["minimum_age"])
    highest = changes.get("maximum_age", now["maximum_age"])
    ages_touched = {"minimum_age", "maximum_age"} & changes.keys()
    if ages_touched and isinstance(lowest, int) and isinstance(highest, int) and lowest > highest:
        return {"maximum_age": "ages_crossed"}
    return {}
