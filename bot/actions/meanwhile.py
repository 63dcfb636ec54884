"""While somebody waits for a person: shall help near them be looked for as well? Never first."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.beside import newly_told
from bot.actions.desk import Desk
from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn
from bot.listening.answering import yes_or_no

FORM = "meanwhile_form"
# Requests after which help nearby may be offered too. Whoever has a team is not sent to the directory.
MAY_LOOK = frozenset({"request_assessment", "carers_assessment", "talk_to_person", "language_or_format"})
GOES_ON = frozenset(
    {"tell_situation", "give_place", "show_more", "narrow", "strengths", "carry_on", "that_helps"}
)


class AskLookMeanwhile(KindAction):
    """Asks by naming what was heard."""

    called = "action_ask_look_meanwhile"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The question; after an end it is about what was only hinted at."""
        if turn.slots.get("look_reason") == "hint":
            hint = self.desk.in_words([turn.slots["hinted"]])
            say.utter_message(response="utter_ask_look_hint", hint=hint)
            return []
        heard = self.desk.in_words(need.id for need in self.desk.needs_of(turn))
        say.utter_message(response="utter_ask_look_meanwhile", heard=heard)
        return []


class ValidateMeanwhile(KindAction):
    """Yes, and whatever tells more, looks; anything else leaves it."""

    called = "validate_meanwhile_form"
    form = FORM

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as a slot that the rules read."""
        if turn.asked != "look_meanwhile" or turn.is_digression():
            return []
        if turn.slots.get("handoff") and newly_told(self.desk, turn):
            return [SlotSet("look_meanwhile", "no")]  # action_pick_up looks for just that, without a question
        goes_on = turn.latest.intent in GOES_ON or yes_or_no(turn.latest.text, turn.latest.intent) is True
        hinted = turn.slots.get("hinted") if turn.slots.get("look_reason") == "hint" else None
        looks_for = [SlotSet("look_for", [hinted]), *_added(turn, hinted)] if hinted and goes_on else []
        return [SlotSet("look_meanwhile", "yes" if goes_on else "no"), *looks_for]


def _added(turn: Turn, need: str) -> list[EventType]:
    return [SlotSet("added_needs", [*(turn.slots.get("added_needs") or ()), need])]


def may_look(desk: Desk, turn: Turn) -> str | None:
    """How help nearby is offered while they wait: the form where a need was told, else a line, or none."""
    if turn.latest.intent == "thanks_bye":
        return None
    made = turn.slots.get("handoff") or {}
    if made.get("reason") != "request" or made.get("request") not in MAY_LOOK or turn.slots.get("offered"):
        return None
    return FORM if desk.needs_of(turn) else "utter_look_meanwhile"
