"""Takes in contact details. Each may be left out, and goes to the hand-off as soon as it is told."""

from dataclasses import asdict
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.passing_on import amend
from bot.actions.turn import Turn
from bot.listening.contact import ContactDetails, contact_details

REFUSALS = frozenset({"deny", "skip", "unsure", "thanks_bye", "none_of_these"})
NOT_GIVEN: dict[str, Any] = {"given": False}
NO_CONTACT = {
    "contact_details": NOT_GIVEN,
    "contact_when": "",
    "contact_safe": "unknown",
    "contact_agreed": "unknown",
}


class ValidateContact(KindAction):
    """Fills the slots of contact_form, and adds each answer to the hand-off."""

    called = "validate_contact_form"
    form = "contact_form"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as slots; on the way in, only details that were already told."""
        if turn.asked is None:
            return self._told_early(turn)
        if turn.is_digression() and turn.latest.intent != "thanks_bye":
            return []
        facts = _answer(turn)
        if turn.asked in facts:
            amend(self.desk, turn, facts)
        return [SlotSet(name, value) for name, value in facts.items()]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again; what was told before is safe."""
        say.utter_message(response="utter_something_failed")
        return [SlotSet("asked_before", "no")]

    def _told_early(self, turn: Turn) -> list[EventType]:
        """A number in "please ring me on ..." is not asked for again."""
        details = contact_details(turn.latest.text)
        if turn.slots.get("contact_details") or not details.reachable():
            return [SlotSet("asked_before", "no")]
        facts = {"contact_details": _as_slot(details)}
        amend(self.desk, turn, facts)
        return [SlotSet("asked_before", "no"), SlotSet("contact_details", facts["contact_details"])]


def _answer(turn: Turn) -> dict[str, Any]:
    """The open question's answer."""
    intent, text = turn.latest.intent, turn.latest.text
    if intent == "thanks_bye":
        return {name: value for name, value in NO_CONTACT.items() if turn.slots.get(name) is None}
    if turn.asked == "contact_details":
        return _details(turn)
    if turn.asked == "contact_when":
        return {"contact_when": "" if intent in REFUSALS else text}
    return {str(turn.asked): {"affirm": True, "that_helps": True, "deny": False}.get(intent, "unknown")}


def _details(turn: Turn) -> dict[str, Any]:
    """Name, number and e-mail; a name alone is asked about once; a refusal ends the questions."""
    details = contact_details(turn.latest.text)
    if details.reachable():
        return {"contact_details": _as_slot(details), "asked_before": "no"}
    if turn.latest.intent in REFUSALS:
        return dict(NO_CONTACT)
    if turn.slots.get("asked_before") == "once":
        return {**NO_CONTACT, "contact_details": _as_slot(details)} if details.given() else dict(NO_CONTACT)
    return {"asked_before": "once"}


def _as_slot(details: ContactDetails) -> dict[str, Any]:
    return {"given": details.given(), **asdict(details)}
