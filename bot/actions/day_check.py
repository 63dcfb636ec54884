"""The two-minute check through an ordinary day: optional, stopped at any word, never an end."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.checking import WINS, FormAnswers
from bot.actions.kind_action import KindAction
from bot.actions.notes import day_note
from bot.actions.passing_on import amend
from bot.actions.turn import Turn
from bot.listening.day import SKIPPED, YES, day


class StartDay(KindAction):
    """Begins the check afresh."""

    called = "action_start_day"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What it is, and that it can be left."""
        if turn.slots.get("alert"):
            return [FollowupAction("offering_form")]
        say.utter_message(response="utter_day_begins")
        return [SlotSet(name, None) for name in day().questions]


class ValidateDay(FormAnswers):
    """Takes in the answers; what answers nothing is asked once more and then left."""

    called = "validate_day_form"
    form = "day_form"

    def take_in(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as a slot; every question closed where they want to stop."""
        asked = str(turn.asked)
        if asked not in day().questions:
            return [SlotSet("asked_before", "no")]
        text, intent = turn.latest.text, turn.latest.intent
        if day().wants_to_stop(text, intent):
            return [SlotSet(one, SKIPPED) for one in day().questions if turn.slots.get(one) is None]
        answer = day().answer(asked, text, intent)
        if turn.is_digression() and (answer is None or intent.startswith(("ask_", *WINS))):
            return []
        if answer is None and turn.slots.get("asked_before") == "no":
            return [SlotSet("asked_before", "once")]
        return [SlotSet(asked, answer or SKIPPED), SlotSet("asked_before", "no")]


class AfterDay(KindAction):
    """Plays back what is hard, and goes on: to services where something is, to listening where nothing is."""

    called = "action_after_day"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Says nothing about what anybody is given; an assessment can be asked for in any case."""
        answers = {name: turn.slots.get(name) for name in day().questions}
        hard, needs = day().what_is_hard(answers), day().to_look_for(answers)
        lately = str(answers[day().lately])
        if not hard:
            say.utter_message(response="utter_day_all_right")
            return [FollowupAction("listening_form")]
        say.utter_message(response="utter_day_hard", hard="; ".join(hard))
        if lately == YES:
            say.utter_message(response="utter_back_on_your_feet")
        facts: dict[str, Any] = {
            "day_note": day_note(hard, lately),
            "added_needs": list(dict.fromkeys([*(turn.slots.get("added_needs") or ()), *needs])),
            "look_for": needs,
            "need": needs,
            "situation": turn.slots.get("situation") or "; ".join(hard),
        }
        amend(self.desk, turn.with_slots(facts), facts)
        return [*(SlotSet(name, value) for name, value in facts.items()), FollowupAction("listening_form")]
