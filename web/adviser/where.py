"""Where help is needed, from what was noted; a place in its own field goes first. Pure but for the finder."""

import re
from collections.abc import Sequence
from typing import Any

from bot.listening.said import POSTCODE
from directory.places import Place, district_of

# Elsewhere than in a postcode only where somebody is said to live there: "reading" is not always a town.
_LIVES = re.compile(
    r"\b(?:live|lives|living|lived|moved|moving|based|staying|stays|home|house|flat|bungalow)\b"
    r"[^.?!]{0,25}\b(?:in|at|to|near|round|by|outside)\b|^(?:in|near|from)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 3  # "Eastmere", on a line of its own


def place_in(finder: Any, typed: str, pieces: Sequence[str]) -> Place | None:
    """The place; what was noted last counts. None where none is named."""
    told = [typed] if typed else []
    told += [
        piece
        for piece in reversed(pieces)
        if POSTCODE.search(piece) or _LIVES.search(piece) or len(piece.split()) <= _FEW_WORDS
    ]
    found: Place | None = next((place for text in told if (place := finder.place(text))), None)
    return found


def for_record(place: Place | None) -> dict[str, str | None] | None:
    """What a record may keep of it: half a postcode or the town, never a whole postcode."""
    if place is None:
        return None
    district = district_of(place)
    return {"district": district, "label": district or place.label}
