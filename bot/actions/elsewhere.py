"""A place in another council's area: whose it is, and whether to look on from here."""

from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.places import as_slot, council_there
from bot.actions.turn import Turn
from bot.listening.answering import yes_or_no

HERE, CARRY_ON, STOP = "here", "carry_on", "stop"
GOES_ON = frozenset({"carry_on", "show_more", "narrow", "that_helps"})

Facts = dict[str, Any]


class AskElsewhere(KindAction):
    """Says which council answers there and where its door is, and asks whether to look on."""

    called = "action_ask_elsewhere"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The question."""
        council = council_there(turn.slots.get("place"))
        if not council:  # put right a moment ago: the place is ours, and there is nothing to ask
            return [SlotSet("elsewhere", HERE)]
        say.utter_message(response="utter_ask_elsewhere", **council)
        return []


class NotInArea(KindAction):
    """They say that somebody lives elsewhere: whose area that is, and its door, where the place is known."""

    called = "action_not_in_area"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The council's name where there is one to say. The place is kept, so that looking on looks there."""
        place = self.desk.finder.place(turn.latest.text)
        slot = as_slot(place) if place else None
        council = council_there(slot)
        if not council:
            say.utter_message(response="utter_request_not_in_area")
            return []
        say.utter_message(response="utter_elsewhere", **council)
        return [SlotSet("place", slot), SlotSet("elsewhere", CARRY_ON)]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """What is true of every place elsewhere."""
        say.utter_message(response="utter_request_not_in_area")
        return []


def elsewhere_facts(turn: Turn, place: dict[str, Any] | None) -> Facts:
    """The slot `elsewhere`: nothing to ask where the place is ours, the answer where it was asked.

    An unclear answer is asked for once more and then taken as a wish to look on: nothing is lost by looking.
    """
    if turn.slots.get("elsewhere") or place is None:
        return {}
    if not council_there(place):
        return {"elsewhere": HERE}
    if turn.asked != "elsewhere":
        return {}
    answer = yes_or_no(turn.latest.text, turn.latest.intent)
    if turn.latest.intent in GOES_ON or (answer is None and turn.slots.get("asked_before") != "no"):
        answer = True
    return {} if answer is None else {"elsewhere": CARRY_ON if answer else STOP}
