"""The venues are invented, their postcodes are not: distances in the demonstration are real distances."""

import re
from collections import Counter

import pytest

from directory.demonstration.access import areas
from directory.demonstration.sources import read_sources, read_venues
from directory.places import distance_km
from tests.directory.demonstration.national_grid import postcodes_of, to_wgs84

COUNCIL = "E06000013"
TOWNS = {
    "Eastmere": ((53.590, -0.650), r"DN1[56] "),
    "Brigholm": ((53.552, -0.492), r"DN20 "),
    "Bartonby": ((53.684, -0.440), r"DN18 "),
    "Epwell": ((53.525, -0.820), r"DN9 "),
    "Kirtling": ((53.478, -0.600), r"DN21 "),
    "Winterby": ((53.648, -0.600), r"DN15 9"),
}


@pytest.fixture(scope="module")
def postcodes() -> dict[str, tuple[float, float]]:
    return postcodes_of(COUNCIL, "D")


def test_the_grid_sum_is_right() -> None:
    """The Ordnance Survey's own example, Caister water tower: 52 39 28.7 N, 1 42 57.8 E."""
    lat, lon = to_wgs84(651409.903, 313177.270)

    assert distance_km((lat, lon), (52.657977, 1.716052)) < 0.01


def test_every_postcode_is_real_and_in_the_borough(postcodes: dict[str, tuple[float, float]]) -> None:
    given = {venue.postcode for venue in read_venues().values()}

    assert {postcode for postcode in given if postcode.replace(" ", "") not in postcodes} == set()


def test_every_venue_lies_at_its_postcode(postcodes: dict[str, tuple[float, float]]) -> None:
    away = {
        venue.key: distance_km((venue.lat, venue.lon), postcodes[venue.postcode.replace(" ", "")])
        for venue in read_venues().values()
    }

    assert {key: km for key, km in away.items() if km > 0.3} == {}


def test_every_venue_is_in_the_town_it_names() -> None:
    for venue in read_venues().values():
        centre, district = TOWNS[venue.town]
        assert re.match(district, venue.postcode), venue.key
        assert distance_km((venue.lat, venue.lon), centre) < 3.5, venue.key


def test_every_town_has_services_to_visit() -> None:
    venues = read_venues()
    visited = Counter(venues[source.at].town for source in read_sources() if source.at)

    assert set(visited) == set(TOWNS)
    assert min(visited.values()) >= 5


def test_help_that_travels_says_how_far_and_a_venue_says_nothing() -> None:
    for source in read_sources():
        named = [area["name"] for area in areas(source)]
        assert named == ([] if source.at and not source.reach else [source.area or "Eastmere"]), source.slug


def test_help_for_one_town_names_it_to_the_reader() -> None:
    limited = [source for source in read_sources() if source.area]

    assert len(limited) >= 5
    for source in limited:
        town = next(name for name in TOWNS if name in str(source.area))
        assert town in f"{source.name} {source.about}", source.slug
