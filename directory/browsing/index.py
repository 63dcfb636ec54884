"""All listings side by side, and for everything they can be narrowed by who has it. Pure.

Made once for each state of the directory; a question is then a few sums over arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from directory.browsing.conditions import Facet
from directory.browsing.languages import language_labels, languages_of
from directory.browsing.localities import Localities
from directory.listings import Listing
from directory.matching.asked import says
from directory.opening_hours import WEEKEND
from directory.places import EARTH_RADIUS_KM
from directory.reach import Reach

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Point = tuple[float, float]

KM_IN_A_MILE = 1.609344
NO_JOURNEY = frozenset({Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE})
WHEELCHAIR = "wheels"  # what matching calls it when a place says that somebody in a wheelchair gets in
YES = str(True)
YOUNGEST, OLDEST = 0, 999  # of services that name no age


class BrowseIndex:
    """Which listings have which value of each facet. A value that nobody has is answered with no listing."""

    def __init__(self, listings: Sequence[Listing], council_name: str, answers_from: float) -> None:
        """`answers_from`: a service less sure of a need does not answer it."""
        self.listings = listings
        self.row_of = {listing.id: row for row, listing in enumerate(listings)}
        self.name_place = _places_by_name(listings)
        self.labels = {Facet.LANGUAGE: language_labels(listings)}
        self._lowest = np.array([YOUNGEST if one.min_age is None else one.min_age for one in listings])
        self._highest = np.array([OLDEST if one.max_age is None else one.max_age for one in listings])
        self.no_journey = np.array(
            [one.national or bool(NO_JOURNEY & set(one.reach)) for one in listings], dtype=bool
        )
        self._points, self._owners = _points(listings)
        self._sureness = _sureness(listings)
        self._rows = _rows_by_facet(listings, Localities(listings, council_name), answers_from)

    def __len__(self) -> int:
        return len(self.listings)

    def with_ids(self, ids: Iterable[str]) -> list[Listing]:
        """These listings, in the order of their ids; one that may not be shown any more is left out."""
        return [self.listings[self.row_of[each]] for each in ids if each in self.row_of]

    def values(self, facet: Facet) -> Mapping[str, Rows]:
        """Every value of a facet and the rows of those who have it; none for AGE and MILES."""
        return self._rows.get(facet, {})

    def having(self, facet: Facet, value: str, distances: Floats | None = None) -> Flags:
        """Which listings have this value; MILES narrows nothing without `distances`, in kilometres."""
        if facet is Facet.AGE:
            return np.asarray((self._lowest <= int(value)) & (int(value) <= self._highest))
        if facet is Facet.MILES:
            if distances is None:
                return np.ones(len(self), dtype=bool)
            return np.asarray(self.no_journey | (distances <= int(value) * KM_IN_A_MILE))
        flags = np.zeros(len(self), dtype=bool)
        flags[self.values(facet).get(value, [])] = True
        return flags

    def sureness(self, need: str) -> Floats:
        """How sure each listing is to answer a need."""
        found = np.zeros(len(self))
        if need in self._sureness:
            rows, sure = self._sureness[need]
            found[rows] = sure
        return found

    def distances(self, here: Point) -> Floats:
        """Kilometres from (latitude, longitude) to the nearest point of each; infinite without one."""
        nearest = np.full(len(self), np.inf)
        if len(self._points):
            lat, lon = np.radians(here)
            lats, lons = self._points[:, 0], self._points[:, 1]
            half = np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
            far = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
            np.minimum.at(nearest, self._owners, far)
        return nearest


def _rows_by_facet(
    listings: Sequence[Listing], localities: Localities, answers_from: float
) -> dict[Facet, dict[str, Rows]]:
    def needs(one: Listing) -> Iterable[str]:
        return (need for need, sureness in one.needs if sureness >= answers_from)

    def yes(holds: Callable[[Listing], bool | None]) -> Callable[[Listing], Iterable[str]]:
        return lambda one: (YES,) if holds(one) is True else ()

    values: dict[Facet, Callable[[Listing], Iterable[str]]] = {
        Facet.NEED: needs,
        Facet.FREE: yes(lambda one: one.free),
        Facet.REACH: lambda one: one.reach,
        Facet.EVENING: yes(lambda one: one.open_evenings),
        Facet.WEEKEND: yes(lambda one: bool(one.open_days & WEEKEND)),
        Facet.WHEELCHAIR: yes(lambda one: WHEELCHAIR in says(one).access),
        Facet.LANGUAGE: languages_of,
        Facet.AREA: localities.usable_in,
        Facet.ORGANISATION: lambda one: (one.organisation,),
    }
    return {facet: _rows_by_value(listings, of) for facet, of in values.items()}


def _rows_by_value(
    listings: Sequence[Listing], values: Callable[[Listing], Iterable[str]]
) -> dict[str, Rows]:
    found: dict[str, list[int]] = {}
    for row, listing in enumerate(listings):
        for value in dict.fromkeys(values(listing)):
            if value:
                found.setdefault(str(value), []).append(row)
    return {value: np.array(rows, dtype=np.intp) for value, rows in found.items()}


def _places_by_name(listings: Sequence[Listing]) -> Rows:
    """Where each stands in the order of names: ties always fall the same way."""
    order = sorted(range(len(listings)), key=lambda row: (listings[row].name.casefold(), listings[row].id))
    places = np.empty(len(listings), dtype=np.intp)
    places[np.array(order, dtype=np.intp)] = np.arange(len(listings))
    return places


def _sureness(listings: Sequence[Listing]) -> dict[str, tuple[Rows, Floats]]:
    """By need: the rows of those who may answer it, and how sure each is to."""
    found: dict[str, list[tuple[int, float]]] = {}
    for row, listing in enumerate(listings):
        for need, sure in listing.needs:
            found.setdefault(need, []).append((row, sure))
    return {
        need: (np.array([row for row, _ in pairs], dtype=np.intp), np.array([sure for _, sure in pairs]))
        for need, pairs in found.items()
    }


def _points(listings: Sequence[Listing]) -> tuple[Floats, Rows]:
    """All points in radians, and the row that each belongs to."""
    pairs = [(point, row) for row, listing in enumerate(listings) for point in listing.points]
    points = np.radians(np.array([point for point, _row in pairs], dtype=np.float64).reshape(-1, 2))
    return points, np.array([row for _point, row in pairs], dtype=np.intp)
