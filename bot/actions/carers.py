"""Whoever helps somebody else is seen: asked once how they manage, and told of help that is their own."""

from collections.abc import Iterable
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.places import as_slot
from bot.actions.turn import Turn
from bot.listening.carers import FEW_WORDS, is_hard
from directory.finder import Finder

NOT_ASKED, TOLD, HARD, ALL_RIGHT, NOT_SAID = "not asked", "told", "hard", "all right", "not said"
# Heard where somebody speaks of their own caring.
OF_CARERS = frozenset({"carers_break", "carers_support", "young_carer"})
# What is looked for besides, where caring is hard.
FOR_CARERS = ("carers_support", "carers_break")
REFUSALS = frozenset({"skip", "unsure"})

Facts = dict[str, Any]


def carer_known(turn: Turn, needs: Iterable[str]) -> Facts:
    """The slot `carer` where there is nothing to ask: nobody is helped, or they have told how it is."""
    if turn.slots.get("carer") or turn.asked == "carer":
        return {}
    if not OF_CARERS.isdisjoint(needs) or "carer_breakdown" in (turn.slots.get("checks_asked") or ()):
        return {"carer": TOLD}
    who = turn.slots.get("who_for")
    return {"carer": NOT_ASKED} if who and who != "someone_else" else {}


def carer_told(turn: Turn, finder: Finder) -> Facts:
    """What the answer to "how are you managing?" says; a bare place is where help is needed."""
    text = turn.latest.text
    if turn.latest.intent in REFUSALS:
        return {"carer": NOT_SAID}
    is_bare = turn.latest.intent == "give_place" or len(text.split()) <= FEW_WORDS
    if is_bare and not turn.slots.get("place") and (place := finder.place(text)):
        return {"carer": NOT_SAID, "place": as_slot(place)}
    if is_hard(text, turn.latest.intent):
        added = [*(turn.slots.get("added_needs") or ()), *FOR_CARERS]
        return {"carer": HARD, "added_needs": list(dict.fromkeys(added))}
    return {"carer": ALL_RIGHT}


def carers_line(say: CollectingDispatcher, turn: Turn, needs: Iterable[str]) -> list[EventType]:
    """Said once beside the services: what there is for whoever looks after somebody."""
    is_carer = turn.slots.get("carer") == HARD or not OF_CARERS.isdisjoint(needs)
    if not is_carer or turn.slots.get("carers_told"):
        return []
    say.utter_message(response="utter_for_carers")
    return [SlotSet("carers_told", True)]
