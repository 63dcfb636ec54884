"""Offers a person, and weighs the answers that decide how the conversation goes on."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.passing_on import amend
from bot.actions.turn import Turn
from bot.listening.alerts import SAFE, alert_kind


def asked_afresh(reason: str) -> list[EventType]:
    """The question of offering_form as a new one."""
    return [
        SlotSet("offer_reason", reason),
        SlotSet("wants_person", None),
        SlotSet("declined", "no"),
        SlotSet("asked_before", "no"),
    ]


class OfferPerson(KindAction):
    """Gets ready to ask whether somebody should contact them."""

    called = "action_offer_person"
    reason = "other"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Nothing is said: the question of offering_form follows."""
        return asked_afresh(self.reason)


class OfferInOwnLanguage(OfferPerson):
    """The same for somebody who does not write English: one word is enough."""

    called = "action_offer_in_own_language"
    reason = "language"


class PauseForSafety(OfferPerson):
    """The same after an alert: the questions stop until the person says that they want to carry on."""

    called = "action_pause_for_safety"
    reason = "risk"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What it stays with; whoever has the conversation already hears of the alert at once."""
        amend(self.desk, turn, {})
        risk = turn.latest.heard.get("risk") or {}
        kind = alert_kind(risk.get("category"), str(risk.get("level")))
        return [SlotSet("alert", kind), *asked_afresh(self.reason)]


class CarryOn(KindAction):
    """They said that they want to carry on after an alert: the questions come back."""

    called = "action_carry_on"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The alert stays in the record, and holds up nothing any more."""
        if turn.slots.get("alert") and (turn.slots["alert"] != SAFE or turn.latest.intent == "carry_on"):
            say.utter_message(response="utter_carry_on")
        return [SlotSet("alert", None), SlotSet("declined", "no")]


class WeighAnswer(KindAction):
    """Turns the answer just given into the outcome that the rules read."""

    called = "action_weigh_answer"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """One outcome; the answers are forgotten, so that the next question is a new one."""
        return [
            SlotSet("outcome", outcome_of(turn)),
            SlotSet("enough", None),
            SlotSet("missing", None),
            SlotSet("look_meanwhile", None),
            SlotSet("wants_person", None),
            SlotSet("asked_before", "no"),
        ]


def outcome_of(turn: Turn) -> str:
    """enough, not_enough, unsure, person, carry_on, no_person; look or leave of help nearby."""
    look = turn.slots.get("look_meanwhile")
    if look:
        return "look" if look == "yes" else "leave"
    wants, enough = turn.slots.get("wants_person"), turn.slots.get("enough")
    if wants == "yes":
        return "person"
    if wants == "carry_on":
        return "carry_on"
    if wants == "no":
        return "no_person"
    if enough == "unsure":
        return "unsure"
    return "enough" if enough == "yes" else "not_enough"
