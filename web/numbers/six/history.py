"""From versions of figures to what stands: a file adds and overwrites, a return replaces all. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from web.numbers.six.feed import Value

Standing = dict[tuple[str, date], Value]


@dataclass(frozen=True)
class Version:
    """One version: its number, what it says, and whether it replaces everything before it."""

    number: int
    values: tuple[Value, ...]
    whole: bool = False


def standing(versions: Iterable[Version], upto: int | None = None) -> Standing:
    """What stands after version `upto` (None: after the newest); `versions` in the order they came.

    Of a measure and month the newest version that says something decides, figures and target each by itself:
    a row with a target alone leaves the figures.
    """
    stands: Standing = {}
    for version in versions:
        if upto is not None and version.number > upto:
            break
        if version.whole:
            stands = {}
        for value in version.values:
            key = (value.measure, value.month)
            stands[key] = _over(stands.get(key), value)
    return stands


def changed(before: Mapping[tuple[str, date], Value], after: Mapping[tuple[str, date], Value]) -> int:
    """How many measures and months say something else."""
    return sum(before.get(key) != after.get(key) for key in {*before, *after})


def _over(earlier: Value | None, later: Value) -> Value:
    if earlier is None:
        return later
    figures = later if later.number is not None else earlier
    target = later.target if later.target is not None else earlier.target
    return Value(later.measure, later.month, figures.number, figures.out_of, target)
