"""Ranks listings for what was heard: needs first, then words, place, age, cost and freshness. Pure sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from directory.matching.listing_index import ListingIndex
from directory.matching.weights import MatchWeights
from directory.needs.heard import HeardNeed
from directory.places import Place

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Wanted:
    """What somebody is looking for: needs (likeliest first), words, place and conditions."""

    needs: tuple[HeardNeed, ...]
    words: tuple[str, ...] = ()
    place: Place | None = None
    age: int | None = None
    exclude: frozenset[str] = frozenset()
    free_only: bool = False
    home_only: bool = False
    by_words: bool = False  # a search: words count by themselves, not only among services for the needs


@dataclass(frozen=True)
class Ranked:
    """One ranked listing: its row, its score, the needs it is shown for and how far it is."""

    row: int
    score: float
    needs: tuple[str, ...]
    named: bool
    distance_km: float | None


@dataclass(frozen=True)
class Spoken:
    """What words say of each listing: whether it is named, what they are worth alone, how they lift needs."""

    named: npt.NDArray[np.bool_]
    alone: Floats
    lift: Floats

    def worth(self, by_needs: Floats) -> Floats:
        """Of two services for a need the one that shares more words; words alone make no service fit."""
        return by_needs * self.lift + self.alone


class Ranking:
    """The sums over one set of listings. Holds nothing of anybody's words."""

    def __init__(self, index: ListingIndex, weights: MatchWeights, today: date) -> None:
        self._index = index
        self._weights = weights
        self._fresh = index.freshness(today, weights.freshness)
        self._confidence = index.relative_confidence(weights.needs.least_sure, weights.needs.answers_from)

    def rank(self, wanted: Wanted, limit: int) -> list[Ranked]:
        """The best listings, best first, shared out between the needs. Same input, same result."""
        if not len(self._index) or limit < 1:
            return []
        needs = self._taking_part(wanted.needs)
        spoken = self._spoken(wanted, has_needs=bool(needs))
        if not needs and not spoken.alone.any():
            return []
        distances = self._distances(wanted.place)
        factor = self._factors(wanted, distances)
        rows = self._share_out(needs, spoken, factor, self._allowed(wanted), limit)
        return [self._ranked(row, score, needs, spoken.named, distances) for row, score in rows]

    def _taking_part(self, heard: Sequence[HeardNeed]) -> list[tuple[int, float]]:
        weights = self._weights.needs
        if not heard or heard[0].score < weights.guess:
            return []
        position = self._index.vocabulary.position
        return [(position[one.id], one.score) for one in heard[: weights.most] if one.score >= weights.floor]

    def _spoken(self, wanted: Wanted, *, has_needs: bool) -> Spoken:
        """What the words are worth. Where nothing else is to go by, few of them in common are chance."""
        weights, index = self._weights.words, self._index
        named = index.names.mentioned(wanted.words)
        shared, covered = index.texts.scores(wanted.words)
        alone = named * weights.name
        if wanted.by_words or not has_needs:
            alone = alone + np.where(covered >= weights.covered, shared, 0) * weights.searched
        return Spoken(named, alone.astype(np.float32), (1 + shared * weights.lift).astype(np.float32))

    def _distances(self, place: Place | None) -> npt.NDArray[np.float64] | None:
        return None if place is None else self._index.distances(place.lat, place.lon)

    def _factors(self, wanted: Wanted, distances: npt.NDArray[np.float64] | None) -> Floats:
        weights, index = self._weights, self._index
        factor: npt.NDArray[np.floating] = self._fresh * np.where(
            index.national, weights.national.factor, 1.0
        )
        if distances is not None:
            near = 1 / (1 + distances / weights.place.half_km)
            near = np.where(np.isinf(distances), weights.place.unknown, near)
            near = np.where(index.comes_to_you, np.maximum(near, weights.place.comes_to_you), near)
            factor = factor * (1 - weights.place.share + weights.place.share * near)
        if wanted.place is not None:
            factor = factor * np.where(index.serves(wanted.place), 1.0, weights.place.other_town)
        if wanted.age is not None:
            factor = factor * np.where(index.fits_age(wanted.age), 1.0, weights.wrong_age)
        if wanted.free_only:
            unknown = np.array([one.free is None for one in index.listings])
            factor = factor * np.where(unknown, weights.unknown_cost, 1.0)
        return factor.astype(np.float32)

    def _allowed(self, wanted: Wanted) -> npt.NDArray[np.bool_]:
        listings = self._index.listings
        allowed = np.array([one.id not in wanted.exclude for one in listings], dtype=bool)
        if wanted.free_only:
            allowed &= np.array([one.free is not False for one in listings], dtype=bool)
        if wanted.home_only:
            allowed &= self._index.visits_or_calls
        return allowed

    def _share_out(
        self,
        needs: list[tuple[int, float]],
        spoken: Spoken,
        factor: Floats,
        allowed: npt.NDArray[np.bool_],
        limit: int,
    ) -> list[tuple[int, float]]:
        """Pick one after the other; each pick settles part of its needs, so that other needs come next."""
        columns = [place for place, _ in needs]
        left = np.array([likely for _, likely in needs], dtype=np.float32)
        confidence = self._confidence[:, columns]
        fits = spoken.worth(confidence @ left) * factor >= self._weights.least
        free = allowed & fits
        held_back = self._helplines_held_back(confidence, free) & ~spoken.named
        picked: list[tuple[int, float]] = []
        while len(picked) < limit and free.any():
            first = len(picked) < self._weights.national.first_places
            choice = free & ~held_back if first else free
            score = np.where(choice, spoken.worth(confidence @ left) * factor, -1.0)
            best = int(score.argmax())
            if score[best] < 0:
                held_back = np.zeros_like(held_back)  # no local service is left to wait for
                continue
            picked.append((best, float(score[best])))
            free[best] = False
            left = left * (1 - self._weights.needs.spread * confidence[best])
        return _falling(picked)

    def _helplines_held_back(
        self, confidence: Floats, allowed: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.bool_]:
        """Helplines whose every need some local service answers: not among the first places."""
        national = self._index.national
        if not confidence.shape[1]:
            return national & allowed
        local = (confidence * (allowed & ~national)[:, None]).max(axis=0) >= self._weights.national.local_from
        answers_alone = ((confidence > 0) & ~local[None, :]).any(axis=1)
        return np.asarray(national & ~answers_alone, dtype=bool)

    def _ranked(
        self,
        row: int,
        score: float,
        needs: list[tuple[int, float]],
        named: npt.NDArray[np.bool_],
        distances: npt.NDArray[np.float64] | None,
    ) -> Ranked:
        worth = [(likely * float(self._confidence[row, place]), place) for place, likely in needs]
        most = max((value for value, _ in worth), default=0.0)
        shown = [place for value, place in worth if value > 0 and value >= most * 0.5][:2]
        far = None if distances is None or np.isinf(distances[row]) else round(float(distances[row]), 1)
        ids = tuple(self._index.vocabulary.ids[place] for place in shown)
        return Ranked(row, round(min(score, 1.0), 4), ids, bool(named[row]), far)


def _falling(picked: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Scores that never rise down the list: a shared-out place is worth at most the one before."""
    falling: list[tuple[int, float]] = []
    for row, score in picked:
        falling.append((row, min(score, falling[-1][1]) if falling else score))
    return falling
