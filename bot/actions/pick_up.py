"""What a message leads to when no question is open: before the first one, and after an end."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.another_door import OUTSIDE, RUDE, point_there
from bot.actions.answer_question import answer_to, needs_asked_about
from bot.actions.beside import newly_told, show_beside
from bot.actions.checking import FORM, then_check
from bot.actions.find_services import where_it_stands
from bot.actions.kind_action import KindAction
from bot.actions.passing_on import amend
from bot.actions.places import as_slot
from bot.actions.turn import Turn
from bot.listening.wishes import HOME, wishes_in

SEARCH_AGAIN = frozenset({"show_more", "narrow", "none_of_these", "not_right_for_me", "tried"})
# Whoever has a team already is not sent to the directory, unless they ask for it themselves.
HAVE_A_TEAM = frozenset({"existing_client", "chase"})
TELLS = frozenset({"tell_situation", "correct", "strengths"})
SAYS_SOMETHING = 3  # words
SETTLING = "settling_form"
LISTEN, OFFER, CONTACT = "listening_form", "offering_form", "action_add_contact"
OTHER_HELP, REFUSE_ONE = "action_other_help", "action_refuse_one"
GOODBYE, ANYTHING_ELSE = "action_say_goodbye", "utter_anything_else"


class PickUp(KindAction):
    """Takes up the thread. The rules cannot know what went before; this looks."""

    called = "action_pick_up"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """At most one line, and what comes next."""
        facts = self._facts(turn)
        if (taken := self._taken_in(say, turn, facts)) is not None:
            return taken
        if is_question(turn.latest.intent):
            answer_to(self.desk, say, turn)
            asked_about = needs_asked_about(turn)
            following = "action_listen" if turn.slots.get("closed") else next_step(turn, facts)
        else:
            asked_about = []
            if turn.latest.intent in {OUTSIDE, RUDE}:
                point_there(self.desk, say, turn)
            following = next_step(turn, facts)
        if following == ANYTHING_ELSE:
            say.utter_message(response=ANYTHING_ELSE)
            following = "action_listen"
        if following == "action_listen" and then_check(turn):
            following = FORM
        events: list[EventType] = [SlotSet(name, value) for name, value in facts.items()]
        return [*events, *asked_about, FollowupAction(following)]

    def _taken_in(
        self, say: CollectingDispatcher, turn: Turn, facts: dict[str, Any]
    ) -> list[EventType] | None:
        """What is told to people who wait already: added, and met where it is a need. None: it goes on."""
        if asks_for_a_visit(turn):
            amend(self.desk, turn, facts)
            say.utter_message(response="utter_ask_visit")
            return [FollowupAction("action_listen")]
        if not turn.slots.get("handoff") or not adds(turn):
            return None
        amend(self.desk, turn, facts)
        for_team = (turn.slots["handoff"] or {}).get("request") in HAVE_A_TEAM
        say.utter_message(response="utter_added_for_team" if for_team else "utter_added_that")
        if for_team or turn.latest.intent not in TELLS:
            return [*(SlotSet(name, value) for name, value in facts.items()), *_then(turn)]
        shown = show_beside(self.desk, say, turn, newly_told(self.desk, turn), asked_about=True)
        return _settle(turn, shown) if shown else None

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again next time."""
        say.utter_message(response="utter_something_failed")
        return [FollowupAction("action_listen")]

    def _facts(self, turn: Turn) -> dict[str, Any]:
        """A place that is told now replaces an earlier one: the search goes on there."""
        if turn.latest.intent != "give_place" or not (place := self.desk.finder.place(turn.latest.text)):
            return {}
        return {"place": as_slot(place), "elsewhere": None}


def asks_for_a_visit(turn: Turn) -> bool:
    """ "Can they come to us?" where nobody but whoever was sent for can be meant."""
    slots = turn.slots
    alone = bool(slots.get("handoff")) and bool(slots.get("closed")) and not slots.get("offered")
    return alone and turn.latest.intent == "narrow" and HOME in wishes_in(turn.latest.text)


def adds(turn: Turn) -> bool:
    """Does the message tell whoever has it something, be it only "no police please"?"""
    unclear = turn.latest.intent == "unclear" and len(turn.latest.text.split()) >= SAYS_SOMETHING
    return turn.latest.intent in TELLS or (unclear and bool(turn.slots.get("closed")))


def _settle(turn: Turn, shown: dict[str, Any]) -> list[EventType]:
    """Events that ask whether what was just shown for a new need is enough."""
    known = {"situation": turn.slots.get("situation") or turn.latest.text, "playing_back": "done", **shown}
    slots: list[EventType] = [SlotSet(name, value) for name, value in known.items()]
    return [*where_it_stands(found=True), *slots, FollowupAction(SETTLING)]


def _then(turn: Turn) -> list[EventType]:
    return then_check(turn) or [FollowupAction("action_listen")]


def is_question(intent: str) -> bool:
    """Is it a question about Signpost?"""
    return intent.startswith("ask_") or intent == "bot_meta"


def next_step(turn: Turn, facts: dict[str, Any]) -> str:
    """The action that the message leads to."""
    intent, slots = turn.latest.intent, turn.slots
    if slots.get("alert"):
        return OFFER
    if intent == "thanks_bye" or (intent == "that_helps" and slots.get("closed")):
        return GOODBYE
    if intent == "another_need":
        return OTHER_HELP
    if intent == "refuse_one" and slots.get("offered"):
        return REFUSE_ONE
    if not slots.get("closed") or intent in TELLS:
        return LISTEN
    if intent in {"give_contact", "contact_preference"} and slots.get("handoff"):
        return CONTACT
    told = bool(slots.get("situation"))
    if intent in SEARCH_AGAIN or intent == "give_place" or facts:
        return LISTEN if told or slots.get("handoff") else ANYTHING_ELSE
    return ANYTHING_ELSE


class SayAgain(KindAction):
    """When no rule knows what comes next: the open question again, or one kind line, once."""

    called = "action_say_again"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Never repeated in a turn: what follows is the question, or to listen."""
        if turn.active_form:
            return [FollowupAction(turn.active_form)]
        say.utter_message(response="utter_tell_me_more")
        return [FollowupAction("action_listen")]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The line."""
        say.utter_message(response="utter_tell_me_more")
        return [FollowupAction("action_listen")]
