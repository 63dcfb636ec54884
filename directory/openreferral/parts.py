"""Ids for what belongs to a service: the feed's own where it has one, else the same one every time."""

import uuid
from collections.abc import Iterable

from directory.openreferral.records import Row
from directory.openreferral.values import Json, identity

# Any fixed UUID will do as the root of the ids made here.
ROOT = uuid.UUID("6b6f5c0e-3f0a-5a39-9c56-2f6a0f3b7d11")


def part_id(owner: str, kind: str, position: int, given: Json) -> str:
    """The id the feed gave, or one made from its owner and its place in the list."""
    return identity(given.get("id")) or str(uuid.uuid5(ROOT, f"{owner}/{kind}/{position}"))


def without_repeats(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with each id once: of several the first counts."""
    kept: dict[object, Row] = {}
    for row in rows:
        kept.setdefault(row["id"], row)
    return tuple(kept.values())
