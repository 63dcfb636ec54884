"""How the needs a service answers travel in a feed: as terms of Signpost's own taxonomy.

A term stands for a need; the attribute that ties a service to it says by whose word (`link_type`) and how
sure that is (`value`, from 0 to 1). What another directory makes of them is its own affair; Signpost reads
them back as what they were.
"""

import math
import uuid
from typing import Any

from directory.models.signpost import NeedSource
from directory.openreferral.records import Row

# Made once and never changed: feeds that are out in the world carry ids made from it.
ROOT = uuid.UUID("2d1b7d3e-7a0b-5f0c-8a55-0b7a3f5e9c21")
TAXONOMY_ID = str(uuid.uuid5(ROOT, "needs"))
TAXONOMY_NAME = "Signpost needs"
LINK_TYPES = {NeedSource.RECOGNISER: "need_by_recogniser", NeedSource.EDITOR: "need_by_editor"}
_SOURCES = {link_type: source for source, link_type in LINK_TYPES.items()}


def term_id(need_id: str) -> str:
    """The id of the term that stands for a need, the same in every Signpost."""
    return str(uuid.uuid5(ROOT, f"need/{need_id}"))


def attribute_id(service_id: str, need_id: str) -> str:
    """The id of what ties a service to a need."""
    return str(uuid.uuid5(ROOT, f"service/{service_id}/need/{need_id}"))


def read_own_need(link: dict[str, Any]) -> Row | None:
    """The need an attribute of a feed carries: `need_id`, `confidence` and `source`.

    None for any other attribute, and for one of ours that is damaged: that stays an ordinary term.
    """
    term = link.get("taxonomy_term")
    source = _SOURCES.get(str(link.get("link_type")))
    if not isinstance(term, dict) or source is None or term.get("taxonomy_id") != TAXONOMY_ID:
        return None
    need_id, confidence = term.get("code"), _confidence(link.get("value"))
    if not isinstance(need_id, str) or confidence is None or term.get("id") != term_id(need_id):
        return None
    return {"need_id": need_id, "confidence": confidence, "source": source.value}


def _confidence(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 1 else None
