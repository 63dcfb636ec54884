"""Changing one's mind: putting right, going back, starting again."""

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk.events import AllSlotsReset, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.places import as_slot
from bot.actions.turn import Turn
from bot.listening.whose import whose

QUESTIONS = (
    "situation",
    "who_for",
    "matters",
    "need",
    "place",
    "elsewhere",
    "contact_details",
    "contact_when",
    "contact_safe",
)


class PutRight(KindAction):
    """Takes a correction: another person, another place. The words themselves are kept in any case."""

    called = "action_put_right"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The corrected facts; thanks only where it was a correction."""
        facts: dict[str, Any] = {}
        correcting = turn.latest.intent == "correct"
        if correcting and (found := whose(turn.latest.text, asked=True)):
            facts |= {"who_for": found.who_for, "about_whom": found.whom}
        if place := self.desk.finder.place(turn.latest.text):
            facts |= {"place": as_slot(place), "elsewhere": None}
        if correcting:
            say.utter_message(response="utter_put_right")
        return [SlotSet(name, value) for name, value in facts.items()]


class GoBack(KindAction):
    """Takes back the last answer, so that its question is asked again."""

    called = "action_go_back"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The last question that was asked and answered, open again."""
        if turn.slots.get("alert"):
            return [FollowupAction("offering_form")]
        say.utter_message(response="utter_gone_back")
        last = last_answered(turn.events, turn.asked)
        reopened = [SlotSet(last, None)] if last else []
        return [*reopened, SlotSet("asked_before", "no")]


class StartAgain(KindAction):
    """Forgets what was told; an alert and a hand-off that was made stay in the record."""

    called = "action_start_again"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Everything as at the beginning; words up to now are not looked at again."""
        if turn.slots.get("alert"):
            # Only "I want to carry on" brings the questions back after an alert.
            return [FollowupAction("offering_form")]
        say.utter_message(response="utter_started_again")
        kept = turn.slots.get("handoff")
        return [AllSlotsReset(), SlotSet("words_from", turn.latest.at), SlotSet("handoff", kept)]


def last_answered(events: Iterable[Mapping[str, Any]], open_now: str | None) -> str | None:
    """The question asked last before the open one."""
    asked = [
        str(event["value"])
        for event in events
        if event.get("event") == "slot" and event.get("name") == "requested_slot" and event.get("value")
    ]
    earlier = [name for name in asked if name in QUESTIONS and name != open_now]
    return earlier[-1] if earlier else None
