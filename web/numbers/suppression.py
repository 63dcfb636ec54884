"""Hides numbers so small that they might tell of somebody, and what would give them away by subtraction."""

from collections.abc import Sequence

from web.numbers.measures import Measure, Rate

SMALLEST = 5


def hidden(number: int) -> bool:
    """Is this too small to show? Nought tells of nobody."""
    return 0 < number < SMALLEST


def small(rate: Rate) -> bool:
    """May this share tell of somebody: are those counted, those not, or all of them, too few?"""
    return any(map(hidden, (rate.numerator, rate.denominator, max(rate.denominator - rate.numerator, 0))))


def is_small(rate: Rate, measure: Measure) -> bool:
    """The same of a measure, which may be a bare number."""
    return hidden(rate.numerator) if measure.unit == "number" else small(rate)


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


def suppressed_grid(grid: Sequence[Sequence[int]]) -> list[list[int | None]]:
    """Rows and columns of counts with None for what is hidden, for a grid whose sums stand elsewhere.

    Each row and each column with something hidden has at least two hidden cells that are together no longer
    small, as in `suppressed`; what is hidden for a row counts in its column, so it goes on until both hold.
    """
    out = {(r, c) for r, row in enumerate(grid) for c, number in enumerate(row) if hidden(number)}
    lines = [[(r, c) for c in range(len(row))] for r, row in enumerate(grid)]
    lines += [[(r, c) for r in range(len(grid))] for c in range(len(grid[0]) if grid else 0)]
    grew = True
    while grew:
        grew = False
        for line in lines:
            gone = [cell for cell in line if cell in out]
            left = sorted((grid[r][c] == 0, grid[r][c], (r, c)) for r, c in line if (r, c) not in out)
            if gone and left and (len(gone) < 2 or sum(grid[r][c] for r, c in gone) < SMALLEST):
                out.add(left[0][2])
                grew = True
    return [[None if (r, c) in out else number for c, number in enumerate(row)] for r, row in enumerate(grid)]
