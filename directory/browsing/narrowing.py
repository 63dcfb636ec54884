"""Narrows the directory down, and says beforehand how many every further step would leave. Pure sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np

from directory.browsing.conditions import Conditions, Facet
from directory.browsing.index import BrowseIndex, Flags, Floats, Point, Rows

NOTHING_ASKED = Conditions()


class Order(StrEnum):
    """How a list is sorted."""

    BEST = "best"
    NEAREST = "nearest"
    NAME = "name"


@dataclass(frozen=True)
class Narrowed:
    """What is left, in order, and what each value of a facet would leave.

    `counts[facet][value]`: how many services the list would have with this value chosen for this facet, and
    everything else as it is. Values that would leave none are left out. `without[facet]`: how many there
    would be if nothing was asked of this facet.
    """

    rows: Rows
    counts: Mapping[Facet, Mapping[str, int]]
    distances: Floats | None
    without: Mapping[Facet, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Browse:
    """One look through the directory.

    `best` are rows in the order of best match; with `best_only` there are no others, since somebody asked in
    words. `miles` are the distances to count for.
    """

    conditions: Conditions = NOTHING_ASKED
    best: Sequence[int] = ()
    best_only: bool = False
    here: Point | None = None
    order: Order = Order.BEST
    miles: tuple[int, ...] = ()

    def over(self, index: BrowseIndex) -> Narrowed:
        """The services that fulfil everything, and the counts."""
        distances = None if self.here is None else index.distances(self.here)
        found = _flags(index, self.best) if self.best_only else np.ones(len(index), dtype=bool)
        asked = {facet: _any_of(index, facet, values, distances) for facet, values in self.conditions.asked()}
        left = _all_of(found, asked.values())
        others = {facet: _all_but(facet, found, asked) for facet in asked}
        return Narrowed(
            rows=self._sorted(np.flatnonzero(left), index, distances),
            counts=self._counts(index, others, left, distances),
            distances=distances,
            without={facet: int(flags.sum()) for facet, flags in others.items()},
        )

    def _counts(
        self, index: BrowseIndex, others: Mapping[Facet, Flags], left: Flags, distances: Floats | None
    ) -> dict[Facet, dict[str, int]]:
        counts: dict[Facet, dict[str, int]] = {}
        for facet in Facet:
            rest = others.get(facet, left)
            told = {value: int(rest[rows].sum()) for value, rows in index.values(facet).items()}
            counts[facet] = {value: count for value, count in told.items() if count}
        if distances is not None:
            rest = others.get(Facet.MILES, left)
            for miles in self.miles:
                within = index.having(Facet.MILES, str(miles), distances)
                counts[Facet.MILES][str(miles)] = int((rest & within).sum())
        return counts

    def _sorted(self, rows: Rows, index: BrowseIndex, distances: Floats | None) -> Rows:
        if self.order is Order.NEAREST and distances is not None:
            return rows[np.lexsort((index.name_place[rows], distances[rows]))]
        if self.order is Order.BEST:
            place = np.full(len(index), len(index), dtype=np.intp)
            place[np.array(self.best, dtype=np.intp)] = np.arange(len(self.best))
            return rows[np.lexsort((index.name_place[rows], place[rows]))]
        return rows[np.argsort(index.name_place[rows])]


def loosened(conditions: Conditions, facet: Facet) -> Conditions:
    """The same without what is asked of one facet."""
    change: dict[str, Any] = {facet.value: getattr(NOTHING_ASKED, facet.value)}
    return replace(conditions, **change)


def _flags(index: BrowseIndex, rows: Sequence[int]) -> Flags:
    flags = np.zeros(len(index), dtype=bool)
    flags[np.array(rows, dtype=np.intp)] = True
    return flags


def _any_of(index: BrowseIndex, facet: Facet, values: Sequence[str], distances: Floats | None) -> Flags:
    flags = index.having(facet, values[0], distances)
    for value in values[1:]:
        flags = flags | index.having(facet, value, distances)
    return flags


def _all_of(found: Flags, asked: Iterable[Flags]) -> Flags:
    left = found.copy()
    for flags in asked:
        left &= flags
    return left


def _all_but(facet: Facet, found: Flags, asked: Mapping[Facet, Flags]) -> Flags:
    return _all_of(found, (flags for other, flags in asked.items() if other is not facet))
