"""Where somebody is: a postcode, half a postcode or a town, and how far that is from a service."""

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088


class PlaceKind(StrEnum):
    """How exactly a place was named."""

    POSTCODE = "postcode"
    DISTRICT = "district"
    TOWN = "town"


@dataclass(frozen=True)
class Place:
    """A place found in somebody's words; `in_area` is None where nobody can tell (a boundary)."""

    kind: PlaceKind
    label: str
    lat: float
    lon: float
    council_code: str | None = None
    in_area: bool | None = None


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) points, by the haversine formula."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def district_of(place: Place) -> str | None:
    """The half postcode that a record may keep ("DN15"); None for a town, coarse enough itself."""
    if place.kind is PlaceKind.TOWN:
        return None
    return place.label.split()[0]
