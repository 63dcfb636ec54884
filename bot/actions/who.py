"""Whom a conversation is about, from anything that was said in it."""

from typing import Any

from bot.actions.turn import Turn
from bot.listening.said import NO_STORY
from bot.listening.whose import Whose, whose


def who_was_told_of(turn: Turn) -> Whose | None:
    """Whose situation it is, from the answer to that question or else from anything said so far."""
    latest = turn.latest
    asked = turn.asked == "who_for" or latest.intent == "who_for"
    if latest.intent not in NO_STORY and (found := whose(latest.text, asked=asked)):
        return found
    told = [whose(one.text) for one in turn.messages if one.intent not in NO_STORY]
    # Somebody named counts; "I" in passing does not say whom help is for.
    return next((found for found in told if found and found.whom), None)


def who_facts(turn: Turn) -> dict[str, Any]:
    """The slots that say whom it is about, where that was told and nobody has asked yet."""
    found = None if turn.slots.get("who_for") else who_was_told_of(turn)
    if not found:
        return {}
    return {"who_for": found.who_for, "about_whom": found.whom, "and_self": found.and_self}
