"""Where listings are and whom they serve, as arrays: distances, one's own town, the areas of councils."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from directory.councils import councils
from directory.listings import Listing, Reach
from directory.matching.areas import AreasServed
from directory.matching.surroundings import Surroundings
from directory.places import EARTH_RADIUS_KM, Place, PlaceKind
from directory.towns import Town, plain_town

Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Kind = TypeVar("Kind", bound=Hashable)
_TRAVELS = {Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE}


class Geography:
    """The places of all listings, in their order. A question is about some rows and one place."""

    def __init__(self, listings: Sequence[Listing], around: Surroundings) -> None:
        self._around = around
        self._town_points = _on_sphere([(town.lat, town.lon) for town in around.towns])
        served = AreasServed(around.towns, around.council_name)
        self.towns_served = Grouped(served.towns_of(one.serves) for one in listings)
        self._councils = Grouped(councils().answering(around.councils_of(one)) for one in listings)
        self._towns_of = Grouped(tuple(plain_town(town) for town in one.towns) for one in listings)
        self.comes = np.array(
            [one.national or bool(_TRAVELS & set(one.reach)) for one in listings], dtype=bool
        )
        self._national = np.array([one.national for one in listings], dtype=bool)
        self.has_venue = np.array([Reach.VENUE in one.reach for one in listings], dtype=bool)
        self.area_wide = np.array([one.area_wide for one in listings], dtype=bool)
        counts = np.array([len(one.points) for one in listings], dtype=np.intp)
        self._points = _on_sphere([point for one in listings for point in one.points])
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
        self._counts = counts

    def distances(self, rows: Rows, place: Place) -> npt.NDArray[np.float64]:
        """Kilometres to the nearest point of each; infinite where none is known."""
        far = np.full(len(rows), np.inf)
        counts = self._counts[rows]
        placed = np.flatnonzero(counts)
        if not len(placed):
            return far
        starts, sizes = self._starts[rows[placed]], counts[placed]
        firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        points = np.arange(sizes.sum()) - np.repeat(firsts, sizes) + np.repeat(starts, sizes)
        apart = np.square(self._points[points] - _on_sphere([(place.lat, place.lon)])).sum(axis=1)
        nearest = np.sqrt(np.minimum.reduceat(apart, firsts))
        far[placed] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(nearest / 2, 1.0))
        return far

    def serves(self, rows: Rows, place: Place) -> Flags:
        """Whether each helps people of this place, and not only those of other towns."""
        home = self.town_of(place)
        return self.towns_served.where(rows, lambda towns: not towns or home is None or home in towns)

    def in_town_of(self, rows: Rows, place: Place) -> Flags:
        """Whether each has an address in the town that the place belongs to."""
        home = self.town_of(place)
        name = plain_town(home.name) if home else None
        return self._towns_of.where(rows, lambda towns: name in towns)

    def elsewhere(self, rows: Rows, place: Place) -> Flags:
        """Whether each is known to lie in the area of other councils alone than the one of the place."""
        found = councils().answering([place.council_code or self._around.council_code])
        home = found[0] if found else ""
        return self._councils.where(rows, lambda codes: bool(codes and home) and home not in codes)

    def out_of_reach(self, rows: Rows, place: Place) -> Flags:
        """Whether each is another council's, so that people of the place have to ask whether they can use it.

        From our own area one reaches whoever comes, or helps by telephone or online. A place of another
        council's is reached by what is nationwide or its own: our home helps do not drive there.
        """
        if place.in_area is not False:
            return np.asarray(self.elsewhere(rows, place) & ~self.comes[rows], dtype=bool)
        home = councils().answering([place.council_code] if place.council_code else [])
        own = self._councils.where(rows, lambda codes: bool(set(home) & set(codes)))
        return np.asarray(~own & ~self._national[rows], dtype=bool)

    def town_of(self, place: Place) -> Town | None:
        """The town a place belongs to: the one it names, else the nearest of all."""
        if not self._around.towns:
            return None
        if place.kind is PlaceKind.TOWN:
            said = plain_town(place.label)
            named = [town for town in self._around.towns if plain_town(town.name) == said]
            if named:
                return named[0]
        apart = np.square(self._town_points - _on_sphere([(place.lat, place.lon)])).sum(axis=1)
        return self._around.towns[int(apart.argmin())]


class Grouped(Generic[Kind]):
    """One value a row, few of them different: each different one is looked at once."""

    def __init__(self, values: Iterable[Kind]) -> None:
        number_of: dict[Kind, int] = {}
        self._numbers = np.array(
            [number_of.setdefault(one, len(number_of)) for one in values], dtype=np.int32
        )
        self._kinds = list(number_of)

    def __getitem__(self, row: int) -> Kind:
        return self._kinds[int(self._numbers[row])]

    def where(self, rows: Rows, holds: Callable[[Kind], bool]) -> Flags:
        """For each of the rows whether `holds` is true of its value."""
        true_of = np.array([holds(kind) for kind in self._kinds], dtype=bool)
        return np.asarray(true_of[self._numbers[rows]], dtype=bool)


def _on_sphere(points: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """Latitude and longitude, degrees, as points of a sphere of radius 1: distances are then plain ones."""
    angles = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2))
    lat, lon = angles[:, 0], angles[:, 1]
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
