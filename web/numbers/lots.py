"""Draws cases by lot, so that nobody picks: the lot of each is a keyed hash, and the lowest are drawn. Pure.

Whoever holds the key can work the draw out again; whoever does not can neither foresee nor bend it. The
order in which the cases are given does not matter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

DRAWN_A_WEEK = 10


@dataclass(frozen=True, order=True)
class Lot:
    """What was cast for one case."""

    lot: str
    id: int


def named(monday: date, mark: str) -> str:
    """What the lot of a case is the keyed hash of: its week, and what the case is known by."""
    return f"case audit {monday.isoformat()} {mark}"


def cast(monday: date, cases: Iterable[tuple[int, str]], keyed: Callable[[str], str]) -> list[Lot]:
    """The lots of all cases (number and mark) of a week, the lowest first."""
    return sorted(Lot(keyed(named(monday, mark)), id_) for id_, mark in cases)


def drawn(lots: list[Lot], most: int = DRAWN_A_WEEK) -> list[Lot]:
    """Those that are drawn: the lowest `most`, or all where there are fewer."""
    return lots[:most]
