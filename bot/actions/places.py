"""Where help is needed: the place in somebody's words, as a slot keeps it and as the finder takes it."""

import re
from typing import Any

from bot.actions.turn import Turn
from bot.listening.said import FEW_WORDS
from bot.listening.whose import whose
from directory.finder import Finder
from directory.places import Place, PlaceKind, district_of, other_council

NOT_SAID: dict[str, Any] = {"label": None, "district": None}
# Outside the place's own question a postcode, "lives in ..." or a named act: "reading" is not always a town.
LIVES = re.compile(
    r"\b(?:live|lives|living|lived|moved|moving|based|staying|stays|home|house|flat|bungalow)\b"
    r"[^.?!]{0,25}\b(?:in|at|to|near|round|by|outside)\b",
    re.IGNORECASE,
)
MAYBE_A_PLACE = frozenset({"unclear", "out_of_scope"})
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\b")


def place_told(finder: Finder, turn: Turn) -> dict[str, Any] | None:
    """The place in the latest message, or None."""
    text = turn.latest.text
    names_one = turn.latest.intent == "give_place" or POSTCODE.search(text) or LIVES.search(text)
    if turn.asked != "place" and not names_one:
        return None
    place = finder.place(text)
    return as_slot(place) if place else None


def names_a_place(turn: Turn) -> bool:
    """Is an answer to "where?" a place, known to us or not, rather than something else that is told?"""
    text, intent = turn.latest.text, turn.latest.intent
    if intent == "give_place" or POSTCODE.search(text):
        return True
    return intent in MAYBE_A_PLACE and len(text.split()) <= FEW_WORDS and whose(text, asked=True) is None


def as_slot(place: Place) -> dict[str, Any]:
    """Plain JSON for Rasa's memory. `council` is who answers there, where that is not us."""
    council = other_council(place)
    known = {"who": council.who, "door": council.door, "door_words": council.door_words} if council else None
    return {
        "kind": place.kind.value,
        "label": place.label,
        "lat": place.lat,
        "lon": place.lon,
        "district": district_of(place),
        "council_code": place.council_code,
        "in_area": place.in_area,
        "council": known,
    }


def from_slot(slot: dict[str, Any] | None) -> Place | None:
    """The place for the finder; None where none was said."""
    if not slot or not slot.get("label"):
        return None
    kind = PlaceKind(slot["kind"])
    code, in_area = slot.get("council_code"), slot.get("in_area")
    return Place(kind, slot["label"], slot["lat"], slot["lon"], code, in_area)


def council_there(slot: dict[str, Any] | None) -> dict[str, str] | None:
    """Who answers for care and support in that place; None where that is us."""
    return (slot or {}).get("council")


def for_record(slot: dict[str, Any] | None) -> dict[str, str | None] | None:
    """What a record may keep: the half postcode or the town, never a whole postcode."""
    if not slot or not slot.get("label"):
        return None
    district = slot.get("district")
    return {"district": district, "label": district or slot["label"]}
