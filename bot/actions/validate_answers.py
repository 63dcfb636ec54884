"""Takes in the answers to the two plain questions: is it enough, and shall a person be asked."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn


class ValidateSettling(KindAction):
    """Is it enough for now? An unclear answer is asked about once in other words, and then again."""

    called = "validate_settling_form"
    form = "settling_form"
    yes = frozenset({"affirm", "that_helps"})
    no = frozenset({"deny"})

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as a slot; nothing on the way in, or when a rule must answer."""
        if turn.asked != "enough" or turn.is_digression():
            return []
        if turn.latest.intent in self.yes | self.no:
            return [SlotSet("enough", "yes" if turn.latest.intent in self.yes else "no")]
        return [SlotSet("asked_before", "once")]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again."""
        return [SlotSet("asked_before", "once")]


class ValidateOffering(KindAction):
    """Shall somebody contact them? After two answers that are neither yes nor no, it goes on without."""

    called = "validate_offering_form"
    form = "offering_form"
    yes = frozenset({"affirm", "give_contact", "that_helps"})
    no = frozenset({"carry_on", "deny", "none_of_these", "show_more", "skip", "thanks_bye"})

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as a slot; nothing on the way in, or when a rule must answer."""
        if turn.asked != "wants_person" or turn.is_digression():
            return []
        if turn.latest.intent in self.yes:
            return [SlotSet("wants_person", "yes")]
        if turn.latest.intent in self.no or turn.slots.get("asked_before") == "once":
            return [SlotSet("wants_person", "no"), SlotSet("asked_before", "no")]
        return [SlotSet("asked_before", "once")]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again."""
        return [SlotSet("asked_before", "once")]
