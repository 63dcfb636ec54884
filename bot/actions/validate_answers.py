"""Takes in the answers to the two plain questions: is it enough, and shall a person be asked."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.about_service import name_one
from bot.actions.checking import FormAnswers
from bot.actions.on_behalf import UNAWARE
from bot.actions.turn import Turn
from bot.listening.alerts import CALL_999, SAFE
from bot.listening.answering import is_weak_yes, nothing_helps, refuses_help, wants_help, yes_or_no
from bot.listening.contact import contact_details
from bot.listening.over import says_it_is_over
from bot.listening.said import Said, only_says_unaware

TELLS = "tell_situation"
GIVES_UP = frozenset({"deny", "none_of_these", "not_right_for_me", "tried", "unclear", "tell_situation"})
MOST_WORDS = 12
NEXT_TRY = {"no": "once", "once": "twice", "twice": "once", "stays": "once"}


class ValidateSettling(FormAnswers):
    """Is it enough for now? An unclear answer is asked about once in other words, and then again."""

    called = "validate_settling_form"
    form = "settling_form"

    def take_in(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as a slot; nothing on the way in, or when a rule must answer."""
        if turn.asked not in ("enough", "missing"):
            return []
        if not turn.acted and wants_it_passed_on(turn.latest):
            return [SlotSet("enough", "no"), SlotSet("missing", turn.latest.text)]
        if turn.is_digression():
            return [SlotSet("playing_back", "done")] if turn.acted else []
        enough = yes_or_no(turn.latest.text, turn.latest.intent)
        if turn.asked == "missing":
            return self._missing(turn, enough)
        if enough is None and name_one(self.desk, say, turn):
            return [SlotSet("playing_back", "done")]
        if enough is None:
            return unclear(turn)
        if enough:
            return [SlotSet("enough", "yes"), SlotSet("missing", "")]
        return [SlotSet("enough", "no")]  # and asked once what is missing

    def _missing(self, turn: Turn, answered: bool | None) -> list[EventType]:
        """What is missing in their words, for whoever takes it; a change of mind counts."""
        if answered and turn.latest.intent == "that_helps":
            return [SlotSet("enough", "yes"), SlotSet("missing", "")]
        return [SlotSet("missing", turn.latest.text)]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again."""
        return [SlotSet("asked_before", "once")]


def unclear(turn: Turn) -> list[EventType]:
    """Asked once more in other words; then a person is offered instead."""
    if turn.slots.get("asked_before") == "once":
        return [SlotSet("enough", "unsure"), SlotSet("missing", "")]
    return [SlotSet("asked_before", "once"), SlotSet("playing_back", "done")]


def wants_it_passed_on(said: Said) -> bool:
    """Nothing here will do, or a number to be rung on: a person takes it, without another question."""
    if said.intent == "give_contact":
        return contact_details(said.text).reachable()
    is_plain = said.intent in GIVES_UP and len(said.text.split()) <= MOST_WORDS
    return is_plain and nothing_helps(said.text)


class ValidateOffering(FormAnswers):
    """Shall somebody contact them? After an alert, only a plain word of theirs ends the offer."""

    called = "validate_offering_form"
    form = "offering_form"
    yes = frozenset({"give_contact", "contact_preference", "request_talk_to_person"})
    no = frozenset({"none_of_these", "skip", "thanks_bye"})
    more = frozenset(
        {"carry_on", "give_place", "narrow", "show_more", "strengths", "tell_situation", "who_for"}
    )

    def take_in(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as a slot; nothing on the way in, or when a rule must answer."""
        if turn.asked != "wants_person":
            return self._on_the_way_in(turn)
        if turn.is_digression():
            is_over = turn.acted and turn.slots.get("alert") == SAFE
            return [SlotSet("asked_before", "once")] if is_over else []
        if turn.slots.get("offer_reason") == "risk":
            return self._after_alert(say, turn)
        if self._accepts(turn):
            return [SlotSet("wants_person", "yes")]
        return self._without_alert(say, turn)

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again."""
        return [SlotSet("asked_before", "once")]

    def _on_the_way_in(self, turn: Turn) -> list[EventType]:
        """Asked once in a conversation: what was asked and not taken up then is not asked again.

        After an alert it always is, and of whoever does not write English, who may not have understood.
        """
        if turn.slots.get("offer_reason") in ("risk", "language"):
            return []
        if turn.slots.get("person_offered"):
            return [SlotSet("wants_person", "no")]
        return [SlotSet("person_offered", True)]

    def _accepts(self, turn: Turn) -> bool:
        text, intent = turn.latest.text, turn.latest.intent
        answered = yes_or_no(text, intent)
        if answered is not None:
            return answered
        return intent in self.yes or wants_help(text)

    def _refuses(self, turn: Turn) -> bool:
        if refuses_help(turn.latest.text):
            return True
        return turn.latest.intent in self.no or yes_or_no(turn.latest.text, turn.latest.intent) is False

    def _without_alert(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """More that is told is looked into; after two answers that say nothing, it goes on without."""
        if only_says_unaware(turn.latest.text):
            # Said of the person they help: no answer, and nothing to ask the same question for again.
            say.utter_message(response="utter_person_unaware")
            return [SlotSet("person_knows", UNAWARE), SlotSet("wants_person", "no")]
        in_english = turn.slots.get("offer_reason") != "language" or turn.latest.intent == TELLS
        if turn.latest.intent in self.more and in_english:
            return [SlotSet("wants_person", "carry_on")]
        if turn.latest.intent == "other_language" and turn.slots.get("asked_before") == "once":
            # Twice written to us and not understood: a person must have it.
            return [SlotSet("wants_person", "yes")]
        if self._refuses(turn) or turn.slots.get("asked_before") == "once":
            return [SlotSet("wants_person", "no")]
        return [SlotSet("asked_before", "once")]

    def _after_alert(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Help at any word that takes it; on with the questions only at "I want to carry on"."""
        if turn.slots.get("alert") == SAFE:
            return self._when_over(say, turn)
        if turn.latest.intent == "carry_on":
            return [SlotSet("wants_person", "carry_on")]
        if says_it_is_over(turn.latest):
            return [SlotSet("alert", SAFE), SlotSet("asked_before", "no")]
        waiting_for_999 = turn.slots.get("alert") == CALL_999 and is_weak_yes(turn.latest.text)
        if self._accepts(turn) and not waiting_for_999:
            return [SlotSet("wants_person", "yes")]
        if not self._refuses(turn):
            return [SlotSet("asked_before", NEXT_TRY[str(turn.slots.get("asked_before") or "no")])]
        # Two refusals, or a goodbye: the numbers stay, and they can go on talking here.
        stays = turn.slots.get("declined") == "once" or turn.latest.intent == "thanks_bye"
        return [SlotSet("declined", "once"), SlotSet("asked_before", "stays" if stays else "once")]

    def _when_over(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The danger is over: a person is offered as at any other time, and a no ends it."""
        if self._accepts(turn) and not says_it_is_over(turn.latest):
            return [SlotSet("wants_person", "yes")]
        events = self._without_alert(say, turn)
        return [*events, SlotSet("alert", None)] if events == [SlotSet("wants_person", "no")] else events
