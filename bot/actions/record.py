"""What the contact record should keep of the conversation so far; sent to the web beside the words."""

from typing import Any

from bot.actions.desk import Desk
from bot.actions.places import for_record
from bot.actions.turn import Turn


def record_of(desk: Desk, turn: Turn, **more: Any) -> dict[str, Any]:
    """The known facts of the record; a fact that is not known is left out."""
    facts = {
        "who_for": turn.slots.get("who_for"),
        "needs": [need.id for need in desk.needs_of(turn)],
        "place": for_record(turn.slots.get("place")),
        "offered": [one["id"] for one in turn.slots.get("offered") or ()],
        **more,
    }
    return {name: value for name, value in facts.items() if value}
