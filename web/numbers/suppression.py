"""Hides numbers so small that they might tell of somebody, and what would give them away by subtraction."""

from collections.abc import Mapping, Sequence

SMALLEST = 5
Column = Sequence[int | None]


def hidden(number: int) -> bool:
    """Is this too small to show? Nought tells of nobody."""
    return 0 < number < SMALLEST


def suppressed(column: Sequence[int], *, total_shown: bool = True) -> list[int | None]:
    """A column of counts with None for what is hidden.

    Where the column's total stands beside it and a single cell is hidden, subtraction would give it back: the
    smallest other cell is hidden too, if need be one of SMALLEST or more. Two hidden cells whose sum is still
    as small as one get a third. Noughts are left, unless nothing else is there to hide.
    """
    out = [index for index, number in enumerate(column) if hidden(number)]
    shown = sorted(
        (index for index in range(len(column)) if index not in out),
        key=lambda index: (column[index] == 0, column[index], index),
    )
    while total_shown and out and shown and (len(out) < 2 or sum(column[each] for each in out) < SMALLEST):
        out.append(shown.pop(0))
    return [None if index in out else number for index, number in enumerate(column)]


def suppressed_shares(
    rows: Mapping[str, tuple[int, int]], *, total_shown: bool = True
) -> dict[str, tuple[int | None, int | None]]:
    """Parts out of wholes, by group: a part is hidden where it, or the rest of its whole, is too small.

    A hidden whole hides its part.
    """
    wholes = suppressed([whole for _part, whole in rows.values()], total_shown=total_shown)
    parts = suppressed([part for part, _whole in rows.values()], total_shown=total_shown)
    rests = suppressed([whole - part for part, whole in rows.values()], total_shown=total_shown)
    return {
        name: (None if None in (whole, part, rest) else part, whole)
        for name, whole, part, rest in zip(rows, wholes, parts, rests, strict=True)
    }
