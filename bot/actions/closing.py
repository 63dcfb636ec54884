"""The last words of a part of the conversation, and what the record keeps of it."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.record import record_of
from bot.actions.turn import Turn

NAMED_IN_SUMMARY = 3


class CloseResolved(KindAction):
    """They said that it is enough for now: a summary to keep, and the record says so."""

    called = "action_close_resolved"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What was heard and what was shown, and how to come back."""
        heard = self.desk.in_words(need.id for need in self.desk.needs(turn.messages))
        services = ", ".join(one["name"] for one in (turn.slots.get("offered") or [])[-NAMED_IN_SUMMARY:])
        record = {"record": record_of(self.desk, turn, outcome="resolved")}
        if heard and services:
            say.utter_message(
                response="utter_closed_resolved", heard=heard, services=services, json_message=record
            )
        else:
            say.utter_message(response="utter_closed_resolved_plain", json_message=record)
        return [SlotSet("closed", True)]


class CloseUnmet(KindAction):
    """They did not want a person: what was told is noted, and nothing is called resolved."""

    called = "action_close_unmet"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """That it is noted, and that a person can be had at any time."""
        say.utter_message(response="utter_no_person_now", json_message={"record": record_of(self.desk, turn)})
        return [SlotSet("closed", True)]
