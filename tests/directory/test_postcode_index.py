"""The postcode index: right to a few metres, made once, and never half made."""

from pathlib import Path

import numpy as np
import pytest

from directory.exceptions import NotBuilt
from directory.grid import BRITISH, IRISH, Grid, to_wgs84
from directory.places import distance_km
from directory.postcode_index import PostcodeIndex, build_postcode_index, index_folder

# Ordnance Survey's own worked points and published WGS84 positions of landmarks.
KNOWN = [
    (BRITISH, 529090, 179645, (51.501009, -0.141588)),  # SW1A 1AA
    (BRITISH, 651409.903, 313177.270, (52.657977, 1.716038)),  # Caister water tower, the guide's example
    (IRISH, 333840, 374020, (54.59669, -5.92995)),  # Belfast City Hall
]


@pytest.mark.parametrize(("grid", "easting", "northing", "expected"), KNOWN)
def test_grid_references(grid: Grid, easting: float, northing: float, expected: tuple[float, float]) -> None:
    lat, lon = to_wgs84(grid, easting, northing)
    assert distance_km((float(lat), float(lon)), expected) < 0.010


def test_arrays_give_the_same_as_single_points() -> None:
    lat, lon = to_wgs84(BRITISH, np.array([529090, 489928]), np.array([179645, 411568]))
    assert (lat[1], lon[1]) == tuple(float(value) for value in to_wgs84(BRITISH, 489928, 411568))


def test_it_works(index: PostcodeIndex) -> None:
    spot = index.find("dn15 6nl")
    assert spot is not None
    assert spot.councils == ("E06000013",)
    assert distance_km((spot.lat, spot.lon), (53.59298, -0.64279)) < 0.010


@pytest.mark.parametrize(
    "written", ["DN20 8JQ", "dn208er", "DN20 8AT", "DN9 1JL", "M1 1AE", "EC1A 1BB", "ZE1 0AA"]
)
def test_neighbours_are_told_apart(index: PostcodeIndex, written: str) -> None:
    assert index.find(written) is not None


@pytest.mark.parametrize(
    "written", ["", "DN15", "ZZ99 9ZZ", "DN15 6NLX", "DN15 6É", "not a postcode", "\0" * 6]
)
def test_what_is_no_postcode(index: PostcodeIndex, written: str) -> None:
    assert index.find(written) is None


def test_northern_ireland_is_not_in_the_north_sea(index: PostcodeIndex) -> None:
    spot = index.find("BT1 5GS")
    assert spot is not None
    assert distance_km((spot.lat, spot.lon), (54.5966, -5.9301)) < 0.2


def test_districts(index: PostcodeIndex) -> None:
    spot = index.district("dn21")
    assert spot is not None and set(spot.councils) >= {"E06000013", "E07000142"}
    assert index.district("XX1") is None


def test_before_it_is_built(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="python -m directory build"):
        PostcodeIndex.open(tmp_path)


def test_an_index_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    index_folder(tmp_path).mkdir(parents=True)
    assert build_postcode_index(tmp_path) is False


def test_a_build_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(_path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr("directory.postcode_index._read", fall_over)
    with pytest.raises(MemoryError):
        build_postcode_index(tmp_path)
    assert list(tmp_path.iterdir()) == []
