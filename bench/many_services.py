"""A feed of as many services as wanted: the demonstration's own, as if each quarter had them."""

from __future__ import annotations

import json
import random
import uuid
from pathlib import Path
from typing import Any

QUARTERS = ("Northgate", "Riverside", "Hilltop", "Old Town", "Southfield", "Eastbank", "Westholme")
SPREAD = 0.03  # degrees: some three kilometres
_SPACE = uuid.UUID("3d1e9c52-5a6f-4a55-9f0e-7b1b8f2f6a11")


def write_feed(exported: Path, wanted: int, feed: Path) -> None:
    """Read `python -m directory export`'s file, and write an Open Referral UK feed of `wanted` services."""
    originals = json.loads(exported.read_text())["contents"]
    chance = random.Random(4)  # noqa: S311 -- made-up data, no secret
    copies = [
        _moved(service, quarter, chance)
        for quarter in range(-(-wanted // len(originals)))
        for service in originals
    ]
    feed.write_text(json.dumps({"contents": copies[:wanted]}))


def _moved(service: dict[str, Any], quarter: int, chance: random.Random) -> dict[str, Any]:
    """The same service elsewhere: ids, name and coordinates of its own; what it is for stays in its words."""
    name = QUARTERS[quarter % len(QUARTERS)]
    moved: dict[str, Any] = _with_ids(service, str(quarter))
    moved["name"] = f"{service['name']} {name}"
    moved["description"] = f"{service.get('description') or ''} For people around {name}."
    # What our own recogniser thought of it is no part of a feed.
    moved.pop("attributes", None)
    for place in moved.get("service_at_locations") or ():
        location = place.get("location") or {}
        for side in ("latitude", "longitude"):
            if location.get(side) is not None:
                location[side] = float(location[side]) + chance.uniform(-SPREAD, SPREAD)
    return moved


def _with_ids(value: Any, salt: str) -> Any:
    """The same JSON with each id made anew from itself and `salt`, so that references still meet."""
    if isinstance(value, list):
        return [_with_ids(each, salt) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: str(uuid.uuid5(_SPACE, salt + each)) if _is_id(name, each) else _with_ids(each, salt)
        for name, each in value.items()
    }


def _is_id(name: str, value: Any) -> bool:
    return isinstance(value, str) and (name == "id" or name.endswith("_id"))
