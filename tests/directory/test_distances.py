"""Distances are right to one in a hundred, against the national grid, which measures on the ground."""

import math
import random
from importlib.metadata import distribution
from pathlib import Path

import brotli
import msgpack
import pytest

from directory.places import distance_km
from directory.postcode_index import WHEEL, PostcodeIndex

GRID_SCALE = 0.9996  # of the grid on its central meridian; up to 1.0004 at the coasts
FAR_ENOUGH = 0.3  # km: postcodes' own grid references are to the metre, and so are told apart


def grid_references(letter: str) -> dict[str, tuple[float, float]]:
    """Postcodes of one letter with easting and northing, straight from the wheel."""
    found = distribution(WHEEL)
    file = next(one for one in found.files or [] if one.name == f"postcodes_{letter}.msgpack.br")
    data = msgpack.unpackb(brotli.decompress(Path(str(found.locate_file(file))).read_bytes()))["data"]
    rows = zip(data["pcd"], data["oseast1m"], data["osnrth1m"], strict=True)
    return {name.replace(" ", ""): (east, north) for name, east, north in rows if east and north}


@pytest.mark.parametrize("letter", ["D", "S", "K", "Z"])
def test_distances_agree_with_the_grid_from_next_door_to_the_other_end_of_the_country(
    index: PostcodeIndex, letter: str
) -> None:
    places = grid_references(letter)
    chance = random.Random(11)  # noqa: S311 -- which pairs are looked at
    names = sorted(chance.sample(sorted(places), 400))  # sorted: neighbours in the list are near each other
    pairs = [
        *zip(names, names[1:], strict=False),
        *((chance.choice(names), chance.choice(names)) for _ in range(400)),
    ]
    looked_at = 0
    for one, other in pairs:
        on_grid = math.dist(places[one], places[other]) / 1000
        here, there = index.locate(one), index.locate(other)
        if on_grid < FAR_ENOUGH or here is None or there is None:
            continue
        looked_at += 1
        assert distance_km(here, there) == pytest.approx(on_grid / GRID_SCALE, rel=0.01)
    assert looked_at > 500


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("TR19 7AA", "KW1 4YR", 970),  # Land's End to John o' Groats, 603 miles as the crow flies
        ("SW1A 1AA", "EH8 8DX", 534),  # London to Edinburgh
    ],
)
def test_known_pairs(index: PostcodeIndex, one: str, other: str, km: float) -> None:
    here, there = index.locate(one), index.locate(other)
    assert here is not None and there is not None
    assert distance_km(here, there) == pytest.approx(km, rel=0.01)
