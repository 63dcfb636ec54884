"""National grid references turned into latitude and longitude (WGS84), right to about five metres.

Formulas and constants: Ordnance Survey, "A guide to coordinate systems in Great Britain" (annexes A to C);
for the Irish grid, Ordnance Survey Ireland and OSNI, "Making maps compatible with GPS". Angles are in radians
inside, degrees outside; every step takes arrays, since a postcode directory has millions of rows.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WGS84_AXES = (6_378_137.0, 6_356_752.3142)
ARC_SECOND = np.pi / (180 * 3600)


@dataclass(frozen=True)
class Grid:
    """A transverse Mercator grid, and the Helmert shift from its datum to WGS84."""

    axes: tuple[float, float]  # of the ellipsoid, metres
    scale: float  # on the central meridian
    origin: tuple[float, float]  # true origin: latitude and longitude, degrees
    false_origin: tuple[float, float]  # easting and northing of the true origin, metres
    shift: tuple[float, float, float]  # metres
    turn: tuple[float, float, float]  # arc seconds
    stretch: float  # parts per million


BRITISH = Grid(
    axes=(6_377_563.396, 6_356_256.909),
    scale=0.9996012717,
    origin=(49.0, -2.0),
    false_origin=(400_000.0, -100_000.0),
    shift=(446.448, -125.157, 542.060),
    turn=(0.1502, 0.2470, 0.8421),
    stretch=-20.4894,
)
IRISH = Grid(
    axes=(6_377_340.189, 6_356_034.447),
    scale=1.000035,
    origin=(53.5, -8.0),
    false_origin=(200_000.0, 250_000.0),
    shift=(482.530, -130.596, 564.557),
    turn=(-1.042, -0.214, -0.631),
    stretch=8.150,
)


def to_wgs84(grid: Grid, easting: Any, northing: Any) -> tuple[Floats, Floats]:
    """Latitude and longitude, degrees, of grid references in metres (numbers or arrays)."""
    east, north = np.asarray(easting, dtype=float), np.asarray(northing, dtype=float)
    latitude, longitude = _unproject(grid, east, north)
    x, y, z = _helmert(grid, *_cartesian(grid.axes, latitude, longitude))
    latitude, longitude = _geodetic(WGS84_AXES, x, y, z)
    return np.degrees(latitude), np.degrees(longitude)


def _unproject(grid: Grid, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Annex C.2: grid reference to latitude and longitude on the grid's own ellipsoid."""
    a, b = grid.axes
    latitude = _footpoint(grid, north)
    e2 = 1 - (b / a) ** 2
    sin2, tan = np.sin(latitude) ** 2, np.tan(latitude)
    sec = 1 / np.cos(latitude)
    nu = a * grid.scale / np.sqrt(1 - e2 * sin2)
    rho = a * grid.scale * (1 - e2) * (1 - e2 * sin2) ** -1.5
    eta2 = nu / rho - 1
    t2, de = tan**2, east - grid.false_origin[0]
    vii = tan / (2 * rho * nu)
    viii = tan / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = tan / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    longitude = np.radians(grid.origin[1]) + x * de - xi * de**3 + xii * de**5 - xiia * de**7
    return latitude - vii * de**2 + viii * de**4 - ix * de**6, longitude


def _footpoint(grid: Grid, north: Floats) -> Floats:
    """The latitude on the central meridian with this northing, iterated to a hundredth of a millimetre."""
    distance = north - grid.false_origin[1]
    first = np.radians(grid.origin[0])
    latitude = first + distance / (grid.axes[0] * grid.scale)
    for _ in range(10):
        missing = distance - _meridian_arc(grid, latitude, first)
        if np.all(np.abs(missing) < 1e-5):
            break
        latitude = latitude + missing / (grid.axes[0] * grid.scale)
    return np.asarray(latitude, dtype=float)


def _meridian_arc(grid: Grid, latitude: Floats, first: float) -> Floats:
    a, b = grid.axes
    n = (a - b) / (a + b)
    less, more = latitude - first, latitude + first
    arc = (1 + n + 1.25 * (n**2 + n**3)) * less
    arc = arc - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(less) * np.cos(more)
    arc = arc + 1.875 * (n**2 + n**3) * np.sin(2 * less) * np.cos(2 * more)
    arc = arc - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    return np.asarray(b * grid.scale * arc)


def _cartesian(
    axes: tuple[float, float], latitude: Floats, longitude: Floats
) -> tuple[Floats, Floats, Floats]:
    """Annex B.1, at height nought."""
    a, b = axes
    e2 = 1 - (b / a) ** 2
    nu = a / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
    flat = nu * np.cos(latitude)
    return flat * np.cos(longitude), flat * np.sin(longitude), (1 - e2) * nu * np.sin(latitude)


def _helmert(grid: Grid, x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats, Floats]:
    """Annex B.6: the seven-parameter shift between datums."""
    stretch = 1 + grid.stretch * 1e-6
    rx, ry, rz = (seconds * ARC_SECOND for seconds in grid.turn)
    dx, dy, dz = grid.shift
    return (
        dx + stretch * x - rz * y + ry * z,
        dy + rz * x + stretch * y - rx * z,
        dz - ry * x + rx * y + stretch * z,
    )


def _geodetic(axes: tuple[float, float], x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Annex B.2: back to angles; five rounds settle far below a millimetre."""
    a, b = axes
    e2 = 1 - (b / a) ** 2
    flat = np.hypot(x, y)
    latitude = np.arctan2(z, flat * (1 - e2))
    for _ in range(5):
        nu = a / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + e2 * nu * np.sin(latitude), flat)
    return latitude, np.arctan2(y, x)
