"""Shares the places of a list out between the needs, each pick settling part of the needs it is for.

Held back from the first places, while something better placed answers the same need: helplines beside local
services, and services of another town beside those of one's own or that come there.
"""

from __future__ import annotations

import numpy as np

from directory.matching.candidates import Candidates, Flags, Floats
from directory.matching.factors import Weighed
from directory.matching.weights import MatchWeights

Picked = list[tuple[int, float]]  # place among the candidates, score


class Sharing:
    """One sharing-out. Of equal scores the first candidate is taken, so the same wish has the same answer."""

    def __init__(self, found: Candidates, weighed: Weighed, national: Flags, weights: MatchWeights) -> None:
        self._found = found
        self._weights = weights
        self._factor = weighed.factor
        self._left = found.likely.copy()
        self._main_need = found.main_need
        self._free = np.asarray(self._scores() >= weights.least, dtype=bool)
        self._helplines = self._held_helplines(national, weighed.elsewhere) & ~found.named
        self._wrong_town = weighed.wrong_town & ~found.named
        self._own_town = self._answered(~weighed.wrong_town, weights.place.own_town_from)
        self._settled = np.zeros(len(found.likely), dtype=bool)

    def best(self, limit: int) -> Picked:
        """The best, best first; further down than shared places, by score alone."""
        picked: Picked = []
        while len(picked) < min(limit, self._weights.needs.shared_places) and self._free.any():
            place, score = self._next(len(picked))
            picked.append((place, score))
            self._settle(place)
        if len(picked) < limit:
            self._left = self._found.likely
            rest = np.where(self._free, self._scores(), -1.0)
            order = np.argsort(-rest, kind="stable")[: limit - len(picked)]
            picked += [(int(place), float(rest[place])) for place in order if rest[place] >= 0]
        return _falling(picked)

    def _scores(self) -> Floats:
        return np.asarray(self._found.worth(self._left) * self._factor, dtype=np.float32)

    def _next(self, taken: int) -> tuple[int, float]:
        """The best of those not held back; of all, where only such are left."""
        scores = self._scores()
        choice = self._free & ~self._held_towns()
        if taken < self._weights.national.first_places:
            choice &= ~self._helplines
        for allowed in (choice, self._free & ~self._held_towns(), self._free):
            if allowed.any():
                best = int(np.where(allowed, scores, -1.0).argmax())
                return best, float(scores[best])
        raise ValueError("nothing is left to pick")  # pragma: no cover -- the caller has looked

    def _settle(self, place: int) -> None:
        """Its needs count less from now on, and other towns may answer its first need."""
        self._free[place] = False
        confidence = self._found.confidence[:, place]
        self._left = self._left * (1 - self._weights.needs.spread * confidence)
        if len(self._settled):
            self._settled[self._main_need[place]] = True

    def _held_towns(self) -> Flags:
        """Services of another town whose first need is still open and answered nearer."""
        if not len(self._settled):
            return np.asarray(self._wrong_town & bool((self._free & ~self._wrong_town).any()), dtype=bool)
        waits = self._own_town & ~self._settled
        return np.asarray(self._wrong_town & waits[self._main_need], dtype=bool)

    def _answered(self, by: Flags, least: float) -> Flags:
        """Which needs these candidates answer, at least so surely."""
        confidence = self._found.confidence * (by & self._free)
        return np.asarray(confidence.max(axis=1, initial=0) >= least, dtype=bool)

    def _held_helplines(self, national: Flags, elsewhere: Flags) -> Flags:
        """Helplines whose every need some service answers that is local to the person."""
        if not len(self._found.likely):
            return np.asarray(national & self._free, dtype=bool)
        local = self._answered(~national & ~elsewhere, self._weights.national.local_from)
        answers_alone = ((self._found.confidence > 0) & ~local[:, None]).any(axis=0)
        return np.asarray(national & ~answers_alone, dtype=bool)


def _falling(picked: Picked) -> Picked:
    """Scores that never rise down the list: a shared-out place is worth at most the one before."""
    falling: Picked = []
    for place, score in picked:
        falling.append((place, min(score, falling[-1][1]) if falling else score))
    return falling
