"""What was understood, in one plain line: help with what, for whom, where, and what matters."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.actions.desk import TOLD, Desk
from bot.actions.turn import Turn

WORDS_FILE = Path(__file__).with_suffix(".yml")
NOT_TOLD = (None, "", "not said")


def understood(desk: Desk, turn: Turn) -> str | None:
    """The line; None where no need was understood."""
    words, slots = _words(), turn.slots
    needs = [need.id for need in desk.needs_of(turn)]
    labels = desk.labels(needs, TOLD)
    if not labels:
        return None
    return str(
        words["understood"].format(
            heard=words["heard_joint"].join(labels),
            whom=_whom(slots),
            place=_place(slots),
            matters=_matters(slots),
            person_too=words["person_too"] if desk.for_a_person(needs) else "",
        )
    )


def _whom(slots: Mapping[str, Any]) -> str:
    words, whom = _words()["whom"], slots.get("about_whom")
    if slots.get("who_for") == "self":
        return str(words["self"])
    if slots.get("who_for") != "someone_else":
        return ""
    if not whom:
        return str(words["unnamed"])
    return str(words["both" if slots.get("and_self") else "someone"].format(whom=whom))


def _place(slots: Mapping[str, Any]) -> str:
    label = (slots.get("place") or {}).get("label")
    return str(_words()["place"].format(place=label)) if label else ""


def _matters(slots: Mapping[str, Any]) -> str:
    """What matters, as they put it; what does not fit into a line is kept in the record alone."""
    told = " ".join(str(slots.get("matters") or "").split()).rstrip(".")
    is_long = len(told.split()) > _words()["longest_matters"]
    return "" if told in NOT_TOLD or is_long else str(_words()["matters"].format(matters=told))


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return data
