"""An entry of a feed made sound before it is read, and a word for the report about everything put right.

Nothing here refuses an entry: a value that makes no sense goes, the service stays.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from directory.openreferral.plain_text import FORMULA

OnLand = Callable[[float, float], bool]

# Names and the like stand in lists and headings; everything else may be as long as a page or two.
LONGEST_NAME, LONGEST_TEXT = 300, 20_000
NAMES = frozenset({"name", "alternate_name", "title", "city", "postal_code", "number", "label"})
MOST_ITEMS, DEEPEST = 500, 30
MOST_NOTES = 20  # of one entry

CHECKED = frozenset({"assured_date", "last_modified", "updated_at", "date_assured", "date_modified"})
PLANNED = frozenset({"valid_from", "valid_to", "dtstart", "until"})
FIRST_CHECKED, FIRST_PLANNED, LAST_PLANNED = 1990, 1900, 2199
BRITISH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")

SCRIPT = re.compile(r"(?i)<\s*/?\s*(script|iframe|object|embed|svg)\b|\bon[a-z]{3,20}\s*=|javascript:")
# From the Channel Islands to Shetland, from Rockall's side of Fermanagh to Lowestoft.
SOUTH, NORTH, WEST, EAST = 49.1, 61.0, -8.7, 1.9


@dataclass(frozen=True)
class Soundness:
    """What an entry is held against. Without `on_land` (no postcodes built yet) only the frame is known."""

    today: date = field(default_factory=date.today)
    on_land: OnLand | None = None

    def is_here(self, latitude: float, longitude: float) -> bool:
        """Whether a point can be a place in the United Kingdom."""
        framed = SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
        return framed and (self.on_land is None or self.on_land(latitude, longitude))


def repaired(entry: Any, against: Soundness) -> tuple[Any, tuple[str, ...]]:
    """The entry with what makes no sense taken out or put right, and what was done, each thing once."""
    notes: dict[str, None] = {}
    sound = _Repair(against, notes).value("", entry, 0)
    return sound, tuple(notes)[:MOST_NOTES]


@dataclass(frozen=True)
class _Repair:
    against: Soundness
    notes: dict[str, None]

    def value(self, key: str, given: Any, depth: int) -> Any:
        if isinstance(given, str):
            return self._text(key, given)
        if isinstance(given, float) and not math.isfinite(given):
            self._note(f"{key} is not a number: left out")
            return None
        if isinstance(given, dict | list) and depth > DEEPEST:
            self._note(f"{key} is nested too deep: left out")
            return None
        if isinstance(given, dict):
            return self._point({k: self.value(k, v, depth + 1) for k, v in given.items()})
        if isinstance(given, list):
            return self._list(key, given, depth)
        return given

    def _list(self, key: str, given: list[Any], depth: int) -> list[Any]:
        if len(given) > MOST_ITEMS:
            self._note(f"{key} has {len(given)} items: the first {MOST_ITEMS} were kept")
        return [self.value(key, item, depth + 1) for item in given[:MOST_ITEMS]]

    def _text(self, key: str, given: str) -> str | None:
        if key in CHECKED or key in PLANNED:
            return self._date(key, given)
        if FORMULA.match(given):
            self._note(f"{key} looks like a spreadsheet's formula: its sign was taken off")
        if "<" in given and SCRIPT.search(given):
            self._note(f"{key} holds script: it was taken out")
        longest = LONGEST_NAME if key in NAMES else LONGEST_TEXT
        if len(given) > longest:
            self._note(f"{key} is {len(given)} characters long: it was cut to {longest}")
            given = given[:longest]
        return given

    def _date(self, key: str, given: str) -> str | None:
        written = given.strip()
        british = BRITISH_DATE.match(written)
        if british:
            written = f"{british[3]}-{british[2]:0>2}-{british[1]:0>2}"
        if not written:
            return None
        try:
            day = date.fromisoformat(written[:10])
        except ValueError:
            self._note(f"{key} is no date that exists: left out")
            return None
        if not self._is_possible(key, day):
            self._note(f"{key} is a date that cannot be right: left out")
            return None
        return written

    def _is_possible(self, key: str, day: date) -> bool:
        if key in CHECKED:  # a day's grace: the feed's clock may be ahead of ours
            return FIRST_CHECKED <= day.year and day <= self.against.today + timedelta(days=1)
        return FIRST_PLANNED <= day.year <= LAST_PLANNED

    def _point(self, given: dict[str, Any]) -> dict[str, Any]:
        found = _point_in(given)
        if found is None or found == (0, 0) or self.against.is_here(*found):
            return given
        latitude, longitude = found
        if self.against.is_here(longitude, latitude):
            self._note("latitude and longitude were the wrong way round: put right")
            return {**_pointless(given), "latitude": longitude, "longitude": latitude}
        self._note("its point is at sea or outside the United Kingdom: left out")
        return _pointless(given)

    def _note(self, words: str) -> None:
        self.notes[words.strip()] = None


def _pointless(given: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key not in ("latitude", "longitude", "geometry")}


def _point_in(given: dict[str, Any]) -> tuple[float, float] | None:
    """Latitude and longitude, as columns or as GeoJSON, which puts the longitude first."""
    pair = [given.get("latitude"), given.get("longitude")]
    shape = given.get("geometry")
    if pair == [None, None] and isinstance(shape, dict):
        at = shape.get("coordinates")
        pair = [at[1], at[0]] if isinstance(at, list) and len(at) == 2 else pair
    latitude, longitude = (_number(value) for value in pair)
    return None if latitude is None or longitude is None else (latitude, longitude)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
