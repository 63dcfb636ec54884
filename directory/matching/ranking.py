"""Ranks listings for what was heard: needs first, then words and everything in factors.py. Pure sums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from directory.matching.candidates import Candidates, Wanted, candidates
from directory.matching.factors import weighed
from directory.matching.listing_index import ListingIndex
from directory.matching.sharing import Sharing
from directory.matching.traits import standing
from directory.matching.weights import MatchWeights

__all__ = ["Ranked", "Ranking", "Wanted"]

SHOWN_FOR = 2  # needs that one service is shown for, at most
HALF_AS_MUCH = 0.5  # a further need is named that counts at least so much of the first
METRES = 3  # decimals of a kilometre


@dataclass(frozen=True)
class Ranked:
    """One ranked listing: its row, its score, the needs it is shown for and how far it is.

    `other_town`: it is for people of another town; `elsewhere`: it lies in another council's area.
    """

    row: int
    score: float
    needs: tuple[str, ...]
    named: bool
    distance_km: float | None
    other_town: bool = False
    elsewhere: bool = False


class Ranking:
    """The sums over one set of listings. Holds nothing of anybody's words."""

    def __init__(self, index: ListingIndex, weights: MatchWeights, today: date) -> None:
        self._index = index
        self._weights = weights
        self._standing = standing(index.listings, today, weights.freshness, weights.source)
        self._confidence = index.relative_confidence(weights.needs.least_sure, weights.needs.answers_from)

    def rank(self, wanted: Wanted, limit: int) -> list[Ranked]:
        """The best listings, best first, shared out between the needs. Same input, same result."""
        if not len(self._index) or limit < 1:
            return []
        found = candidates(self._index, self._confidence, self._weights, wanted)
        if found is None or not len(found.rows):
            return []
        scales = weighed(self._index, self._weights, self._standing, found, wanted)
        sharing = Sharing(found, scales, self._index.national[found.rows], self._weights)
        return [self._ranked(place, score, found, wanted) for place, score in sharing.best(limit)]

    def _ranked(self, place: int, score: float, found: Candidates, wanted: Wanted) -> Ranked:
        row = int(found.rows[place])
        far = None if found.distances is None else float(found.distances[place])
        return Ranked(
            row=row,
            score=round(min(score, 1.0), 4),
            needs=self._shown_for(place, found),
            named=bool(found.named[place]),
            distance_km=None if far is None or np.isinf(far) else round(far, METRES),
            **self._where(row, wanted),
        )

    def _shown_for(self, place: int, found: Candidates) -> tuple[str, ...]:
        worth = found.likely * found.confidence[:, place]
        most = float(worth.max(initial=0.0))
        shown = [need for need, value in enumerate(worth) if value > 0 and value >= most * HALF_AS_MUCH]
        return tuple(self._index.vocabulary.ids[found.needs[need]] for need in shown[:SHOWN_FOR])

    def _where(self, row: int, wanted: Wanted) -> dict[str, bool]:
        if wanted.place is None:
            return {}
        geography, rows = self._index.geography, np.array([row])
        return {
            "other_town": not geography.serves(rows, wanted.place)[0],
            "elsewhere": bool(geography.out_of_reach(rows, wanted.place)[0]),
        }
