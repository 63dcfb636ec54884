"""Conditions somebody set for what they are shown: kept in a slot, given to the finder, said back, undone.

The slot `wishes` holds what is in force: {"free": true, "home": true, "nearer": {"than": km or null}}.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.actions.turn import Turn
from bot.listening.wishes import FREE, HOME, NEARER, wishes_in
from directory.matching.wishes import Wishes

WORDS_FILE = Path(__file__).with_suffix(".yml")
NARROW = "narrow"
# Said beside another wish for others, these count too: "none of these, they are all too far".
BESIDE = frozenset({NEARER, FREE})
MORE = frozenset({"show_more", "none_of_these", "not_right_for_me", "tried"})

Kept = Mapping[str, Any]


def wishes_after(turn: Turn) -> dict[str, Any]:
    """The slot after the latest message: with what that asks for, without what it takes back."""
    kept = dict(turn.slots.get("wishes") or {})
    if turn.latest.intent not in MORE | {NARROW}:
        return kept
    for wish, is_asked in wishes_in(turn.latest.text).items():
        if not is_asked:
            kept.pop(wish, None)
        elif turn.latest.intent == NARROW or wish in BESIDE:
            before = (kept.get(NEARER) or {}).get("than")
            than = nearest_shown(turn)
            kept[wish] = {"than": before if than is None else than} if wish == NEARER else True
    return kept


def nearest_shown(turn: Turn) -> float | None:
    """How far the nearest of those shown last is; None where that is not known of any."""
    return min(_distances(turn), default=None)


def farthest_shown(turn: Turn) -> float | None:
    """The same of the farthest."""
    return max(_distances(turn), default=None)


def as_wishes(kept: Kept) -> Wishes:
    """The conditions as the finder takes them."""
    return Wishes(
        free_only=FREE in kept, home_only=HOME in kept, nearer_than=(kept.get(NEARER) or {}).get("than")
    )


def lacks_place(turn: Turn, kept: Kept) -> bool:
    """Is something nearer asked for just now, and nobody knows than where?"""
    now_asked = wishes_in(turn.latest.text).get(NEARER) and turn.latest.intent in MORE | {NARROW}
    return bool(now_asked and NEARER in kept and not (turn.slots.get("place") or {}).get("label"))


def without_nearer(kept: Kept) -> dict[str, Any]:
    """The same without the wish for something nearer: nobody knows than where."""
    return {name: value for name, value in kept.items() if name != NEARER}


def to_store(kept: Kept) -> dict[str, Any]:
    """What the slot keeps: how this turn came by the distance is nothing for the next."""
    nearer = {NEARER: {"than": kept[NEARER].get("than")}} if NEARER in kept else {}
    return {**kept, **nearer}


def said_back(kept: Kept) -> str:
    """The conditions in force, in words."""
    say = _words()["said_back"]
    nearer = "nearest" if (kept.get(NEARER) or {}).get("than") is None else NEARER
    names = [nearer if wish == NEARER else wish for wish in (NEARER, FREE, HOME) if wish in kept]
    return str(_words()["joint"]).join(say[name] for name in names)


def narrowing_buttons(kept: Kept, who_for: str | None) -> list[dict[str, str]]:
    """A button a wish: to set it, or to take it back."""
    buttons = {wish: one["back" if wish in kept else "ask"] for wish, one in _words()["buttons"].items()}
    if HOME not in kept and who_for == "someone_else":
        buttons[HOME] = _words()["comes_to_them"]
    return list(buttons.values())


def undoing_buttons(kept: Kept) -> list[dict[str, str]]:
    """A button for each wish in force that takes it back."""
    return [one["back"] for wish, one in _words()["buttons"].items() if wish in kept]


def _distances(turn: Turn) -> Sequence[float]:
    shown: Iterable[Mapping[str, Any]] = turn.slots.get("last_shown") or ()
    return [far for one in shown if (far := one.get("distance_km")) is not None]


@cache
def _words() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return data
