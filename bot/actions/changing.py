"""Changing one's mind: putting right, going back, starting again."""

from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk.events import AllSlotsReset, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.another_door import point_beside
from bot.actions.contact_facts import as_details
from bot.actions.kind_action import KindAction
from bot.actions.narrowing import without_nearer
from bot.actions.passing_on import amend
from bot.actions.places import as_slot
from bot.actions.turn import Turn
from bot.listening.contact import ContactDetails, contact_details
from bot.listening.correcting import put_right
from bot.listening.whose import whose

SETTLING = "settling_form"
MERELY_WRONG = 5  # "you've got that wrong" says no more than this
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
        correcting = turn.latest.intent == "correct"
        facts = self._facts(turn, put_right(turn.latest.text) if correcting else turn.latest.text)
        if not correcting:
            point_beside(self.desk, say, turn)
            return [SlotSet(name, value) for name, value in facts.items()]
        if turn.slots.get("handoff"):
            amend(self.desk, turn, facts)
        merely = not says_more(turn.latest.text)
        say.utter_message(response="utter_what_is_wrong" if merely and not facts else "utter_put_right")
        events: list[EventType] = [SlotSet(name, value) for name, value in facts.items()]
        # Nothing to look for anew: the open question is asked again.
        same_search = merely and "place" not in facts and turn.active_form == SETTLING
        return [*events, FollowupAction(SETTLING)] if same_search else events

    def _facts(self, turn: Turn, meant: str) -> dict[str, Any]:
        """Whom it is about, where, and how to reach them, as far as the words say so."""
        facts: dict[str, Any] = {}
        if turn.latest.intent == "correct" and (found := whose(meant, asked=True)):
            facts |= {"who_for": found.who_for, "about_whom": found.whom, "and_self": found.and_self}
        if place := self.desk.finder.place(meant):
            facts |= {"place": as_slot(place), "elsewhere": None}
        details = contact_details(meant)
        if turn.slots.get("contact_details") and details.reachable():
            facts["contact_details"] = {**turn.slots["contact_details"], **_told(details)}
        return facts


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


class OtherHelp(KindAction):
    """They need help with something else as well: it is asked about, and looked for first."""

    called = "action_other_help"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What was told stays in the record; the question of what is going on is open again."""
        opened: dict[str, Any] = {
            "situation": None,
            "need": None,
            "asked_before": "another",
            "look_from": turn.latest.at,
        }
        # "Nearer" was nearer than what was shown for the first need.
        opened["wishes"] = without_nearer(turn.slots.get("wishes") or {})
        return [*(SlotSet(name, value) for name, value in opened.items()), FollowupAction("listening_form")]


class StartAgain(KindAction):
    """Forgets what was told; an alert and a hand-off that was made stay in the record."""

    called = "action_start_again"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Everything as at the beginning; words up to now are not looked at again."""
        if turn.slots.get("alert"):
            # Only "I want to carry on" brings the questions back after an alert.
            return [FollowupAction("offering_form")]
        say.utter_message(response="utter_started_again")
        kept = [SlotSet(name, turn.slots.get(name)) for name in ("handoff", "refused")]
        return [AllSlotsReset(), SlotSet("words_from", turn.latest.at), *kept]


def says_more(text: str) -> bool:
    """Does a correction say more than that something is wrong?"""
    return len(text.split()) > MERELY_WRONG


def _told(details: ContactDetails) -> dict[str, Any]:
    return {name: value for name, value in as_details(details).items() if value}


def last_answered(events: Iterable[Mapping[str, Any]], open_now: str | None) -> str | None:
    """The question asked last before the open one."""
    asked = [
        str(event["value"])
        for event in events
        if event.get("event") == "slot" and event.get("name") == "requested_slot" and event.get("value")
    ]
    earlier = [name for name in asked if name in QUESTIONS and name != open_now]
    return earlier[-1] if earlier else None
