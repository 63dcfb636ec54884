"""Where somebody is: a postcode, half a postcode or a town, and how far that is from a service."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from directory.councils import Council, councils
from directory.gazetteer import Gazetteer, Town
from directory.place_words import place_words
from directory.postcode_index import Spot

EARTH_RADIUS_KM = 6371.0088

# "DN15 6NL", "dn156nl", "DN 15 6NL", and O or I typed for 0 or 1; that it exists is looked up afterwards. The
# last two letters are never C, I, K, M, O or V, so "b12 5mg" and "at 10 5pm" are none; nor is "he's 65 he".
FULL = re.compile(
    r"(?<!['’])\b([a-z]{1,2})\s?([0-9oi][a-z0-9]?)\s*([0-9oi])\s?([abd-hjlnp-uw-z]{2})\b", re.IGNORECASE
)
HALF = re.compile(r"\b([a-z]{1,2})(\s?)(\d[a-z\d]?)\b", re.IGNORECASE)
FIGURES = str.maketrans("OI", "01")
WORD = re.compile(r"[a-z'’]+", re.IGNORECASE)
SHORT_ANSWER = 3  # words: "DN15 please" answers a question, a longer sentence may speak of vitamin B12


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


def find_place(text: str, gazetteer: Gazetteer) -> Place | None:
    """The place that a text names: the most exact kind it has, else None. Ordinary words are no places."""
    finders: tuple[Callable[[str, Gazetteer], Place | None], ...] = (_full, _half, _town, _council_area)
    return next((place for find in finders if (place := find(text, gazetteer))), None)


def other_council(place: Place | None) -> Council | None:
    """The council that answers for a place outside the area; None inside it, or where nobody can tell."""
    if place is None or place.in_area is not False:
        return None
    return councils().of(place.council_code)


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


def _full(text: str, gazetteer: Gazetteer) -> Place | None:
    for found in FULL.finditer(text):
        area, number, figure, ending = (part.upper() for part in found.groups())
        if not re.search(r"\d", found[0]):
            continue  # "so in it" is no postcode
        inward = figure.translate(FIGURES) + ending
        first_mended = number[0].translate(FIGURES) + number[1:]
        for outward in (area + first_mended, area + number.translate(FIGURES)):
            if spot := gazetteer.postcode(outward + inward):
                return _place(PlaceKind.POSTCODE, f"{outward} {inward}", spot, gazetteer)
        is_as_typed = figure + number == (figure + number).translate(FIGURES)
        if is_as_typed and (district := gazetteer.district(area + number)):
            return _place(PlaceKind.DISTRICT, area + number, district, gazetteer)
    return None


def _half(text: str, gazetteer: Gazetteer) -> Place | None:
    for found in HALF.finditer(text):
        name = (found[1] + found[3]).upper()
        spot = gazetteer.district(name)
        if spot and _means_district(text, found, gazetteer.serves(spot)):
            return _place(PlaceKind.DISTRICT, name, spot, gazetteer)
    return None


def _means_district(text: str, found: re.Match[str], is_ours: bool) -> bool:
    """Vitamin B12 and "she is so 15" are no districts; our own districts, and plain answers, are."""
    is_spaced = bool(found[2])
    if is_ours or found[0] == text.strip():
        return True
    if is_spaced:
        return False
    words = [word.lower() for word in WORD.findall(text[: found.start()])]
    is_led_in = "postcode" in words or (bool(words) and words[-1] in place_words().before)
    return is_led_in or len(text.split()) <= SHORT_ANSWER


def _town(text: str, gazetteer: Gazetteer) -> Place | None:
    town = gazetteer.town_in(text)
    if town is None:
        return None
    return _of_town(town, gazetteer)


def _council_area(text: str, gazetteer: Gazetteer) -> Place | None:
    """ "Mum lives in Leeds", of a place where the directory has no service."""
    town = gazetteer.council_area_in(text)
    return None if town is None else _of_town(town, gazetteer)


def _of_town(town: Town, gazetteer: Gazetteer) -> Place:
    spot = Spot(town.lat, town.lon, (town.council_code,) if town.council_code else ())
    return _place(PlaceKind.TOWN, town.name, spot, gazetteer)


def _place(kind: PlaceKind, label: str, spot: Spot, gazetteer: Gazetteer) -> Place:
    council = spot.councils[0] if spot.councils else None
    return Place(kind, label, spot.lat, spot.lon, council, gazetteer.is_in_area(spot))
