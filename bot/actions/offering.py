"""Offers a person, and weighs the answers that decide how the conversation goes on."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn


class OfferPerson(KindAction):
    """Gets ready to ask whether somebody should contact them."""

    called = "action_offer_person"
    reason = "other"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Nothing is said: the question of offering_form follows."""
        return [
            SlotSet("offer_reason", self.reason),
            SlotSet("wants_person", None),
            SlotSet("asked_before", "no"),
        ]


class PauseForSafety(OfferPerson):
    """The same after an alert: the questions stop until the person says that they want to carry on."""

    called = "action_pause_for_safety"
    reason = "risk"


class WeighAnswer(KindAction):
    """Turns the answer just given into the outcome that the rules read."""

    called = "action_weigh_answer"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """One outcome; the answers are forgotten, so that the next question is a new one."""
        return [
            SlotSet("outcome", outcome_of(turn)),
            SlotSet("enough", None),
            SlotSet("wants_person", None),
            SlotSet("asked_before", "no"),
        ]


def outcome_of(turn: Turn) -> str:
    """enough, not_enough, person, carry_on or no_person."""
    wants, enough = turn.slots.get("wants_person"), turn.slots.get("enough")
    if wants == "yes":
        return "person"
    if wants == "no":
        return "carry_on" if turn.slots.get("offer_reason") == "risk" else "no_person"
    return "enough" if enough == "yes" else "not_enough"
