"""Shares with how far they can be trusted, and lines of a table."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence


def hit(ranked: Sequence[str], right: Collection[str], places: int) -> bool:
    """Whether something right is among the first places."""
    return any(one in right for one in ranked[:places])


def share(hits: Sequence[bool]) -> float:
    """Share of hits; 0 of none."""
    return sum(hits) / len(hits) if hits else 0.0


def interval(hits: Sequence[bool]) -> tuple[float, float]:
    """The 95% Wilson interval of a share."""
    n, z = len(hits), 1.96
    if not n:
        return 0.0, 1.0
    p = share(hits)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return middle - reach, middle + reach


def line(name: str, first: Sequence[bool], third: Sequence[bool]) -> str:
    """One row: name, share right first, share right among the first three, each with its interval."""
    cells = [
        f"{share(hits):.3f} ({interval(hits)[0]:.3f}-{interval(hits)[1]:.3f})" for hits in (first, third)
    ]
    return f"{name:<34} {cells[0]:<22} {cells[1]}"
