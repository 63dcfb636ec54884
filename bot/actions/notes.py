"""Notes for whoever takes a hand-off: answers that mean nothing without the question. For staff alone."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.actions.turn import Turn

OURS = re.compile(r"[\s\"']*\(\s*(?:asked|two.?minute check)\b", re.IGNORECASE)
NOTES_FILE = Path(__file__).with_suffix(".yml")


def notes_of(turn: Turn) -> list[str]:
    """The notes of this conversation, in order; none where nothing was asked."""
    return [note for note in (_person_knows(turn), turn.slots.get("day_note")) if note]


def own_words(words: Iterable[str]) -> list[str]:
    """What a resident wrote, in quotation marks where it begins as our notes do: none passes for ours."""
    return [f'"{one}"' if OURS.match(one) else one for one in words]


def day_note(hard: list[str], lately: str) -> str:
    """What the two-minute check found, in one line."""
    words = _notes()
    return str(words["day_check"].format(hard="; ".join(hard) or words["nothing_hard"], lately=lately))


def _person_knows(turn: Turn) -> str | None:
    said, why = turn.slots.get("person_knows"), str(turn.slots.get("why_unaware") or "")
    words = _notes()["person_knows"].get(said)
    if words is None or (said == "not said" and not why):
        return None
    return " ".join(str(words).format(why=why).split()).replace(" )", ")")


@cache
def _notes() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(NOTES_FILE.read_text(encoding="utf-8"))
    return data
