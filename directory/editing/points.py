"""Points on the map for addresses that an editor writes: the postcode tells, unless the editor does. Pure."""

from collections.abc import Mapping
from typing import Any

from directory.editing.doing import Locate
from directory.editing.plain import plain
from directory.queries.sheet_fields import Sheet


def with_points(changes: Mapping[str, Any], before: Sheet, locate: Locate | None) -> dict[str, Any]:
    """The changes, with a point for each place whose postcode is new and whose point nobody touched."""
    given = dict(changes)
    if locate is not None and "locations" in given:
        known = {row["id"]: row for row in plain("locations", before["locations"])}
        given["locations"] = [_pointed(row, known.get(row["id"]), locate) for row in given["locations"]]
    return given


def _pointed(row: dict[str, Any], known: dict[str, Any] | None, locate: Locate) -> dict[str, Any]:
    was = known or {}
    point = (row["latitude"], row["longitude"])
    untouched = point in ((None, None), (was.get("latitude"), was.get("longitude")))
    is_new = row["postal_code"] != was.get("postal_code") or point == (None, None)
    found = locate(row["postal_code"]) if row["postal_code"] and untouched and is_new else None
    return {**row, "latitude": found[0], "longitude": found[1]} if found else row
