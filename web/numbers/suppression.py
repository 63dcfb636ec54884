"""Hides numbers so small that they might tell of somebody, and what would give them away by subtraction."""

from collections.abc import Sequence

SMALLEST = 5


def hidden(number: int) -> bool:
    """Is this too small to show? Nought tells of nobody."""
    return 0 < number < SMALLEST


def suppressed(column: Sequence[int]) -> list[int | None]:
    """A column of counts with None for what is hidden.

    Where a single cell is hidden, subtraction from the column's total would give it back: the smallest other
    cell is hidden too, if need be one of SMALLEST or more. Two hidden cells whose sum is still as small as
    one get a third. Noughts are left, unless nothing else is there to hide.
    """
    out = [index for index, number in enumerate(column) if hidden(number)]
    shown = sorted(
        (index for index in range(len(column)) if index not in out),
        key=lambda index: (column[index] == 0, column[index], index),
    )
    while out and shown and (len(out) < 2 or sum(column[each] for each in out) < SMALLEST):
        out.append(shown.pop(0))
    return [None if index in out else number for index, number in enumerate(column)]
