"""Norfolk's six measures, as measures.yml beside this file says: what each is, who owns it, its source."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

REGISTER = Path(__file__).with_name("measures.yml")


class Direction(StrEnum):
    """Where a measure is hoped to go. NOT_UP: steady or down. NEAR: about as high as the target."""

    DOWN = "down"
    UP = "up"
    NOT_UP = "not_up"
    NEAR = "near"


@dataclass(frozen=True)
class Feed:
    """What uploaded figures of a measure count; the value is `number` / `out_of` x `per`."""

    number: str
    out_of: str
    per: int

    @property
    def is_share(self) -> bool:
        """Is it a part of a whole, so that no more than `out_of` can be counted?"""
        return self.per == 100


@dataclass(frozen=True)
class SixMeasure:
    """One measure. `live`: the id of a measure counted from contacts; `feed`: it (also) comes by upload."""

    id: str
    label: str
    definition: str
    direction: Direction
    hoped: str
    owner: str
    source: str
    frequency: str
    live: str | None = None
    live_note: str = ""
    feed: Feed | None = None
    beside: tuple[str, ...] = ()

    @property
    def per(self) -> int:
        """Out of how many the value is shown."""
        return self.feed.per if self.feed else 100


@cache
def six_measures() -> dict[str, SixMeasure]:
    """All six by id, in the paper's order."""
    rows: list[dict[str, Any]] = yaml.safe_load(REGISTER.read_text(encoding="utf-8"))
    return {row["id"]: _measure(row) for row in rows}


def _measure(row: dict[str, Any]) -> SixMeasure:
    feed = Feed(**row["feed"]) if "feed" in row else None
    known = {**row, "direction": Direction(row["direction"]), "feed": feed}
    return SixMeasure(**{**known, "beside": tuple(row.get("beside", ()))})
