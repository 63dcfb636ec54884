"""All listings side by side as arrays, so that ranking a thousand of them is a few sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from directory.listings import Listing, Reach
from directory.matching.areas import serves_place, towns_served
from directory.matching.name_index import NameIndex
from directory.matching.surroundings import NOWHERE, Surroundings
from directory.matching.text_index import TextIndex
from directory.matching.weights import FreshnessWeights
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording
from directory.places import Place

Floats = npt.NDArray[np.float32]
EARTH_RADIUS_KM = 6371.0088
_COMES_TO_YOU = {Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE}


class ListingIndex:
    """Listings in id order (so that ties always fall the same way) with what ranking asks of each."""

    def __init__(
        self,
        listings: Sequence[Listing],
        vocabulary: Vocabulary,
        wording: Wording,
        around: Surroundings = NOWHERE,
    ) -> None:
        self.listings = sorted(listings, key=lambda listing: listing.id)
        self.row_of = {listing.id: row for row, listing in enumerate(self.listings)}
        self.vocabulary = vocabulary
        self.wording = wording
        self.confidence = self._confidences()
        self.names = NameIndex(
            [[wording.words(one.name), wording.words(one.organisation)] for one in self.listings], around
        )
        self.texts = TextIndex(
            [wording.words(f"{one.name} {one.description}") for one in self.listings],
            around.everyday,
            around.spoken,
        )
        self._around = around
        self.towns_served = [towns_served(one, around.towns, around.council_name) for one in self.listings]
        self.national = np.array([one.national for one in self.listings], dtype=bool)
        self.comes_to_you = np.array([_comes_to_you(one) for one in self.listings], dtype=bool)
        self.visits_or_calls = np.array(
            [bool(_COMES_TO_YOU & set(one.reach)) for one in self.listings], dtype=bool
        )
        self._points = self._all_points()

    def __len__(self) -> int:
        return len(self.listings)

    def _confidences(self) -> Floats:
        confidence = np.zeros((len(self.listings), len(self.vocabulary)), dtype=np.float32)
        for row, listing in enumerate(self.listings):
            for need, sureness in listing.needs:
                if need in self.vocabulary:
                    confidence[row, self.vocabulary.position[need]] = sureness
        return confidence

    def relative_confidence(self, least_sure: float, answers_from: float) -> Floats:
        """Confidences beside the surest service of each need, so that every need's best one counts alike.

        A service that is less sure than `answers_from` to answer a need does not answer it.
        """
        surest = self.confidence.max(axis=0, initial=least_sure)
        answering = np.where(self.confidence >= answers_from, self.confidence, 0)
        return np.asarray(answering / surest, dtype=np.float32)

    def _all_points(self) -> npt.NDArray[np.float64]:
        most = max((len(one.points) for one in self.listings), default=0)
        points = np.full((len(self.listings), max(1, most), 2), np.nan)
        for row, listing in enumerate(self.listings):
            for place, point in enumerate(listing.points):
                points[row, place] = point
        return np.asarray(np.radians(points), dtype=np.float64)

    def distances(self, lat: float, lon: float) -> npt.NDArray[np.float64]:
        """Kilometres to the nearest point of each listing; infinite where none is known."""
        here_lat, here_lon = np.radians(lat), np.radians(lon)
        lats, lons = self._points[..., 0], self._points[..., 1]
        half = np.sin((lats - here_lat) / 2) ** 2
        half = half + np.cos(lats) * np.cos(here_lat) * np.sin((lons - here_lon) / 2) ** 2
        far = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
        nearest: npt.NDArray[np.float64] = np.nan_to_num(far, nan=np.inf).min(axis=1)
        return nearest

    def serves(self, place: Place) -> npt.NDArray[np.bool_]:
        """Whether each helps people of this place, and not only those of another town."""
        towns = self._around.towns
        return np.array([serves_place(served, place, towns) for served in self.towns_served], dtype=bool)

    def fits_age(self, age: int) -> npt.NDArray[np.bool_]:
        """Whether somebody of this age is served; a service without limits serves everybody."""
        fits = [
            (one.min_age is None or one.min_age <= age) and (one.max_age is None or age <= one.max_age)
            for one in self.listings
        ]
        return np.array(fits, dtype=bool)

    def freshness(self, today: date, weights: FreshnessWeights) -> Floats:
        """How far each listing sinks for want of a check."""
        limit = today - timedelta(days=weights.days)
        factors = [
            weights.never if one.assured_date is None else weights.stale if one.assured_date < limit else 1.0
            for one in self.listings
        ]
        return np.array(factors, dtype=np.float32)


def _comes_to_you(listing: Listing) -> bool:
    return listing.area_wide or listing.national or bool(_COMES_TO_YOU & set(listing.reach))
