"""Hands the conversation to a person, at once, with the resident's own words and a reference."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.passing_on import amend, pass_on
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.actions.validate_contact import NOT_GIVEN
from bot.listening.contact import contact_details

PREFIX = "request_"


class HandOver(KindAction):
    """Makes the hand-off; its words depend on why."""

    called = "action_hand_over"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say the reference first; contact details are asked for afterwards."""
        reason, request = why(turn)
        handoff = pass_on(self.desk, turn, reason, request)
        say.utter_message(
            response=words_for(reason, request),
            reference=handoff.reference,
            json_message={
                "handoff": {"reference": handoff.reference},
                "record": record_of(self.desk, turn, outcome="handed_off"),
            },
        )
        made = {
            "reference": handoff.reference, "kind": handoff.kind, "reason": reason, "request": request,
        }  # fmt: skip
        return [SlotSet("handoff", made), SlotSet("asked_before", "no"), SlotSet("closed", False)]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """No reference is given for what is not safely kept."""
        say.utter_message(response="utter_hand_over_failed")
        return []


class AddContact(KindAction):
    """Adds contact details that come after the end to the hand-off that was made, or makes one."""

    called = "action_add_contact"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What was added, with the reference it was added to."""
        details = contact_details(turn.latest.text)
        new = {"contact_details": {"given": details.given(), "name": details.name,
                                   "phone": details.phone, "email": details.email}}  # fmt: skip
        if not details.given():
            new = {"contact_details": turn.slots.get("contact_details") or NOT_GIVEN}
            new["contact_when"] = turn.latest.text  # type: ignore[assignment]
        handoff = amend(self.desk, turn, new)
        if handoff is None:
            say.utter_message(response="utter_anything_else")
            return []
        say.utter_message(response="utter_contact_added", reference=handoff.reference)
        return [SlotSet(name, value) for name, value in new.items()]


class CloseHandedOver(KindAction):
    """The last words after a hand-off; nothing is final."""

    called = "action_close_handed_over"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """How to come back; and that services can be looked for meanwhile."""
        made = turn.slots.get("handoff") or {}
        reference = made.get("reference", "")
        say.utter_message(response="utter_closed_handed_over" if reference else "utter_hand_over_failed",
                          reference=reference)  # fmt: skip
        asked_for_support = made.get("reason") == "request" and made.get("kind") == "support"
        if asked_for_support and not turn.slots.get("offered"):
            say.utter_message(response="utter_look_meanwhile")
        return [SlotSet("closed", True)]


def why(turn: Turn) -> tuple[str, str | None]:
    """The reason of the hand-off and the id of the request that won, if one did."""
    intent, slots = turn.latest.intent, turn.slots
    if intent.startswith(PREFIX):
        heard = turn.latest.heard.get("request")
        named = intent.removeprefix(PREFIX)
        return "request", heard or (intent if named == "assessment" else named)
    if intent == "risk_urgent" or (slots.get("outcome") == "person" and slots.get("offer_reason") == "risk"):
        return "risk", None
    if slots.get("outcome") == "not_enough":
        return "not_enough", None
    return ("no_match" if slots.get("found") is False else "other"), None


def words_for(reason: str, request: str | None) -> str:
    """The name of the response in domain.yml."""
    if reason == "request" and request:
        return f"utter_handed_over_request_{request.removeprefix(PREFIX)}"
    return f"utter_handed_over_{reason if reason in {'risk', 'not_enough'} else 'other'}"
