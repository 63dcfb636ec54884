"""Takes in contact details. Each may be left out, and goes to the hand-off as soon as it is told."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.another_door import is_elsewhere
from bot.actions.beside import beside_handoff
from bot.actions.checking import FormAnswers
from bot.actions.contact_facts import NO_CONTACT, contact_facts, left_open, told_early
from bot.actions.on_behalf import not_to_ask
from bot.actions.passing_on import amend
from bot.actions.promise import asks_about_promise
from bot.actions.turn import Turn
from bot.listening.wishes import HOME, wishes_in

ADDED = "utter_added_that"


class ValidateContact(FormAnswers):
    """Fills the slots of contact_form, and adds each answer to the hand-off."""

    called = "validate_contact_form"
    form = "contact_form"

    def take_in(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as slots; on the way in, only details that were already told."""
        if turn.asked not in NO_CONTACT:
            return self._on_the_way_in(turn)
        if turn.latest.intent == "thanks_bye":
            facts, words = left_open(turn), None
        elif turn.is_digression() or is_elsewhere(self.desk, turn):
            return []
        elif turn.latest.intent == "narrow" and HOME in wishes_in(turn.latest.text):
            say.utter_message(response="utter_ask_visit")  # of whoever was sent for: no answer, and told them
            amend(self.desk, turn, {})
            return []
        elif asks_about_promise(self.desk, turn):
            return []  # no answer: action_hand_over tells what was promised, and the question comes again
        else:
            facts, words = contact_facts(turn, self.desk.finder)
        amend(self.desk, turn, facts)
        # What is said at the end begins with thanks of its own.
        if words and not (words == ADDED and turn.is_full(facts)):
            say.utter_message(response=words)
        if words == ADDED:
            facts |= beside_handoff(self.desk, say, turn)
        return [SlotSet(name, value) for name, value in facts.items()]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again; what was told before is safe."""
        say.utter_message(response="utter_something_failed")
        return [SlotSet("asked_before", "no")]

    def _on_the_way_in(self, turn: Turn) -> list[EventType]:
        """A number told at any time before is not asked for again, nor one that must not be used."""
        facts = {**told_early(turn), **not_to_ask(turn)}
        if facts:
            amend(self.desk, turn, facts)
        return [SlotSet(name, value) for name, value in {"asked_before": "no", **facts}.items()]
