"""The last words of a part of the conversation, and what the record keeps of it."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.checking import then_check
from bot.actions.desk import TOLD, Desk
from bot.actions.hints import hinted_need
from bot.actions.kind_action import KindAction
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.listening.said import only_says_unaware

MEANWHILE = "meanwhile_form"
CLOSED, GOODBYE = "utter_closed_resolved", "utter_goodbye_for_now"
SUMMARIES = frozenset({"utter_summary", "utter_summary_heard"})


def out_of_forms(turn: Turn) -> list[EventType]:
    """Events that end whatever was being asked, and wait for the next message."""
    following = then_check(turn) or [FollowupAction("action_listen")]
    return [ActiveLoop(None), SlotSet("requested_slot", None), *following]


def summarise(desk: Desk, say: CollectingDispatcher, turn: Turn) -> None:
    """What was told and what they can ring, to keep; nothing where nothing was told or shown."""
    heard = desk.in_words((need.id for need in desk.needs_of(turn)), TOLD)
    shown = turn.slots.get("last_shown") or ()
    places = "; ".join(f"{one['name']} {one['phone']}" for one in shown if one.get("phone"))
    if heard and places:
        say.utter_message(response="utter_summary", heard=heard, places=places)
    elif heard:
        say.utter_message(response="utter_summary_heard", heard=heard)


def was_said(turn: Turn, name: str) -> bool:
    """Whether these words were said before in this conversation."""
    return any(_utter_of(event) == name for event in turn.events)


def summed_up(turn: Turn) -> bool:
    """Whether the last summary still holds: no places were shown after it."""
    for event in reversed(turn.events):
        if _utter_of(event) in SUMMARIES:
            return True
        if ((event.get("data") or {}).get("custom") or {}).get("services"):
            return False
    return False


def _utter_of(event: Mapping[str, Any]) -> str | None:
    return (event.get("metadata") or {}).get("utter_action")


def offer_hint(need: str) -> list[EventType]:
    """Events that lead to the question whether to look for what was only hinted at."""
    return [SlotSet("hinted", need), SlotSet("look_reason", "hint"), FollowupAction(MEANWHILE)]


class CloseResolved(KindAction):
    """They said that it is enough for now: a summary to keep, and the record says so."""

    called = "action_close_resolved"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """How to come back, and what was heard and shown."""
        record = {"record": record_of(self.desk, turn, outcome="resolved")}
        if was_said(turn, CLOSED):
            # It is all above already; only what was shown since is summed up.
            say.utter_message(response="utter_closed_again", json_message=record)
        else:
            say.utter_message(response=CLOSED, json_message=record)
        if not summed_up(turn):
            summarise(self.desk, say, turn)
        closed = [SlotSet("closed", True)]
        if following := then_check(turn):
            return [*closed, *following]
        hint = hinted_need(self.desk, turn)
        return [*closed, *offer_hint(hint)] if hint else closed


class CloseUnmet(KindAction):
    """They did not want a person: what was told is noted, and nothing is called resolved."""

    called = "action_close_unmet"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """That it is noted, and that a person can be had at any time."""
        # Not asked just now, because it was before: no answer is taken for a refusal.
        said_so = turn.latest.asked == "wants_person" and not only_says_unaware(turn.latest.text)
        words = "utter_no_person_now" if said_so else "utter_person_any_time"
        say.utter_message(response=words, json_message={"record": record_of(self.desk, turn)})
        return [SlotSet("closed", True), *then_check(turn)]


class SayGoodbye(KindAction):
    """They go, in the middle of something. Resolved only when they say that it helps."""

    called = "action_say_goodbye"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The words for going; the question that was open is not asked any more."""
        if turn.latest.intent == "that_helps":
            return self._pleased(say, turn)
        said = was_said(turn, GOODBYE) or was_said(turn, CLOSED)
        say.utter_message(response="utter_goodbye_again" if said else GOODBYE)
        if turn.slots.get("offered") and not turn.slots.get("closed") and not summed_up(turn):
            summarise(self.desk, say, turn)
        # Nothing shown and nobody asked: when they come back, the question they left is asked again.
        settled = bool(turn.slots.get("offered") or turn.slots.get("handoff"))
        return [SlotSet("closed", settled), *out_of_forms(turn)]

    def _pleased(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        if not turn.slots.get("offered"):
            say.utter_message(response="utter_glad")
            return [FollowupAction("listening_form")]
        return [*CloseResolved(self.desk).answer(say, turn), *out_of_forms(turn)]
