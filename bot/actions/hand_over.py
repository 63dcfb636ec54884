"""Hands the conversation to a person, at once, with the resident's own words and a reference."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.beside import beside_alert
from bot.actions.checking import then_check
from bot.actions.closing import summarise
from bot.actions.contact_facts import NOT_GIVEN, as_details
from bot.actions.kind_action import KindAction
from bot.actions.meanwhile import FORM, may_look
from bot.actions.passing_on import amend, pass_on
from bot.actions.promise import asks_about_promise, promise_of, tell_next_step
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.actions.who import who_facts
from bot.listening.answering import asks_who_is_told, not_by_phone, not_safe, yes_or_no
from bot.listening.contact import contact_details
from bot.listening.wishes import is_of_those_shown

PREFIX = "request_"
# What "can they come to us?" is heard as where nobody was sent for yet.
MERELY_A_VISIT = frozenset({"request_assessment", "request_talk_to_person"})
NOBODY_CAN = "nothing"  # get in touch: no way was given


class HandOver(KindAction):
    """Makes the hand-off; its words depend on why."""

    called = "action_hand_over"
    # Once on disk it is passed on: nothing may say otherwise while a slow disk is waited for.
    longest_seconds = 20.0

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say the reference first; contact details are asked for afterwards."""
        if asks_about_promise(self.desk, turn):
            tell_next_step(self.desk, say, turn)
            return [FollowupAction(turn.active_form or "action_listen")]
        if asks_about_visit(turn):
            amend(self.desk, turn, {})
            say.utter_message(response="utter_ask_visit")
            return [FollowupAction(turn.active_form or "action_listen")]
        reason, request = why(turn)
        new: dict[str, Any] = (
            {"contact_safe": False} if turn.asked == "contact_safe" and _unsafe(turn) else {}
        )
        new |= who_facts(turn)
        handoff = pass_on(self.desk, turn, reason, request, new)
        name = words_for(reason, request)
        again = alerted_again(turn)
        if again:
            name = f"{name}_again"
        elif reason == "risk":
            name = self.desk.office.words(f"{name}_now" if alerted_now(turn) else name)
        custom = {
            "handoff": {"reference": handoff.reference},
            "record": record_of(self.desk, turn, outcome="handed_off"),
        }
        made = {
            "reference": handoff.reference, "kind": handoff.kind, "reason": reason, "request": request,
            "at": self.desk.office.now().isoformat(timespec="seconds"),
        }  # fmt: skip
        # The same hour as the last words and the queue will name: two promises would be one too many.
        by = promise_of(self.desk, turn.with_slots({"handoff": made})).words
        fields = {**self.desk.office.fields(), "by": by}
        say.utter_message(response=name, reference=handoff.reference, json_message=custom, **fields)
        if reason == "risk" and asks_who_is_told(turn.latest.text):
            say.utter_message(response="utter_ask_who_is_told")
        shown = beside_alert(self.desk, say, turn) if reason == "risk" and not had_one(turn) else {}
        asked = "added" if again else "no"
        after = {"handoff": made, "asked_before": asked, "closed": False, "alert": None, **new, **shown}
        return [SlotSet(slot, value) for slot, value in after.items()]

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
        new: dict[str, Any] = {"contact_details": as_details(details)}
        if not details.given():
            new = {"contact_details": turn.slots.get("contact_details") or NOT_GIVEN}
            new["contact_how" if not_by_phone(turn.latest.text) else "contact_when"] = turn.latest.text
        handoff = amend(self.desk, turn, new)
        if handoff is None:
            say.utter_message(response="utter_anything_else")
            return [FollowupAction("action_listen")]
        say.utter_message(response="utter_contact_added", reference=handoff.reference)
        slots: list[EventType] = [SlotSet(name, value) for name, value in new.items()]
        return [*slots, FollowupAction("action_listen")]


class CloseHandedOver(KindAction):
    """The last words after a hand-off; nothing is final."""

    called = "action_close_handed_over"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What happens next and by when, what was told, and how to come back."""
        made = turn.slots.get("handoff") or {}
        if not made.get("reference"):
            say.utter_message(response="utter_hand_over_failed")
            return [SlotSet("closed", True)]
        way, promise = reached_by(turn), promise_of(self.desk, turn)
        if promise.by and way != NOBODY_CAN:
            amend(self.desk, turn, {"promised_by": promise.by.isoformat(timespec="seconds")})
        name = self.desk.office.words(f"utter_closed_handed_over_{way}")
        fields = {**self.desk.office.fields(), "by": promise.words}
        say.utter_message(response=name, reference=made["reference"], **fields)
        if turn.slots.get("contact_agreed") is False:
            say.utter_message(response="utter_details_stay")
        summarise(self.desk, say, turn)
        look = may_look(self.desk, turn)
        if look and look != FORM:
            say.utter_message(response=look)
        following = then_check(turn) or ([FollowupAction(FORM)] if look == FORM else [])
        known = {"closed": True, "look_meanwhile": None, "look_reason": None}
        return [*(SlotSet(name, value) for name, value in known.items()), *following]


def reached_by(turn: Turn) -> str:
    """phone, email, safely, or nothing: what the closing words say about how somebody will get in touch."""
    details = turn.slots.get("contact_details") or {}
    if turn.slots.get("contact_safe") is False:
        return "safely" if _safe_way_told(turn, details) else NOBODY_CAN
    return next((way for way in ("phone", "email") if details.get(way)), NOBODY_CAN)


def _safe_way_told(turn: Turn, details: Mapping[str, Any]) -> bool:
    """Did they say how it is safe? What they only ruled out is no way to reach them."""
    how = turn.slots.get("contact_how") or ""
    if not_by_phone(how):
        how = details.get("email")
    return bool(turn.slots.get("contact_other_way") or how)


def _unsafe(turn: Turn) -> bool:
    return yes_or_no(turn.latest.text, turn.latest.intent) is False or not_safe(turn.latest.text)


def asks_about_visit(turn: Turn) -> bool:
    """Is "can they come to our house?" about the people who were sent for already, and no new request?"""
    stands = (turn.slots.get("handoff") or {}).get("reference")
    text = turn.latest.text
    may_be = turn.latest.intent in MERELY_A_VISIT and "assess" not in text.lower()
    return bool(stands) and may_be and is_of_those_shown(text)


def had_one(turn: Turn) -> bool:
    """Was it passed on for the same reason before? Then what was shown stands above."""
    return (turn.slots.get("handoff") or {}).get("reason") == "risk"


def alerted_again(turn: Turn) -> bool:
    """Does this very message alert anew, where somebody was sent for because of an alert before?"""
    return turn.latest.intent == "risk_urgent" and had_one(turn)


def alerted_now(turn: Turn) -> bool:
    """Did this very message raise the alert? Then 999 and the duty team were told in the same breath."""
    confirmed = turn.slots.get("outcome") == "urgent" and turn.acted
    return turn.latest.intent.startswith("risk_") or confirmed


def why(turn: Turn) -> tuple[str, str | None]:
    """The reason of the hand-off and the id of the request that won, if one did."""
    intent, slots = turn.latest.intent, turn.slots
    if intent.startswith(PREFIX):
        heard = turn.latest.heard.get("request")
        named = intent.removeprefix(PREFIX)
        return "request", heard or (intent if named == "assessment" else named)
    accepted = slots.get("outcome") == "person" and slots.get("offer_reason") == "risk"
    if intent == "risk_urgent" or slots.get("outcome") == "urgent" or accepted:
        return "risk", None
    if slots.get("outcome") == "not_enough":
        return "not_enough", None
    return ("no_match" if slots.get("found") is False else "other"), None


def words_for(reason: str, request: str | None) -> str:
    """The name of the response in domain.yml."""
    if reason == "request" and request:
        return f"utter_handed_over_request_{request.removeprefix(PREFIX)}"
    return f"utter_handed_over_{reason if reason in {'risk', 'not_enough'} else 'other'}"
