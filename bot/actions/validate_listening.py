"""Takes in what is told while listening: facts in any order, none asked for twice."""

from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.another_door import point_beside
from bot.actions.carers import NOT_ASKED, carer_known, carer_told
from bot.actions.checking import FormAnswers
from bot.actions.elsewhere import elsewhere_facts
from bot.actions.kind_action import KindAction
from bot.actions.narrowing import NARROW, wishes_after
from bot.actions.on_behalf import unaware_facts
from bot.actions.places import NOT_SAID, as_slot, names_a_place, place_told
from bot.actions.refusing import note_in_passing
from bot.actions.turn import Turn
from bot.actions.who import who_facts
from bot.listening.matters import says_alone, tells_of_trouble, wishes_for
from bot.listening.said import FEW_WORDS, NO_STORY, REFUSES, only_says_unaware, story_told
from bot.listening.whose import whose

BARELY_WORDS = 1  # "asdf" tells of nothing; the question is asked in other words
MERELY_WHO = 5  # "me and my wife" says whom it is about, and nothing of what matters
NEXT_TRY = {"no": "once", "another": "once", "once": "twice"}
REFUSALS = frozenset({"deny", "skip", "unsure"})
NOT_TOLD = "not said"
NO_SITUATION = NO_STORY | {"give_contact", "contact_preference", "show_more", "none_of_these"}

Facts = dict[str, Any]


class ValidateListening(FormAnswers):
    """Fills the slots of listening_form from the latest message and what was heard in it."""

    called = "validate_listening_form"
    form = "listening_form"

    def take_in(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The facts of this message as slots; none at all when a rule must answer it."""
        if not turn.messages or (turn.is_digression() and turn.asked):
            return []
        if turn.latest.intent == REFUSES and (noted := note_in_passing(self.desk, say, turn)):
            return noted
        facts = {**self._told_anywhere(turn), **self._told_to_question(turn)}
        facts |= unaware_facts(say, turn.with_slots(facts))
        facts |= elsewhere_facts(turn, facts.get("place") or turn.slots.get("place"))
        facts |= carer_known(turn.with_slots(facts), [need.id for need in self.desk.needs_of(turn)])
        if self._need_is_known(turn, facts):
            facts["need"] = [need.id for need in self.desk.needs_of(turn)]
        if "situation" in facts and turn.latest.intent not in NO_STORY and not turn.slots.get("situation"):
            self._thank(say, turn)
        point_beside(self.desk, say, turn)
        if facts.get("place") == NOT_SAID and _was_looked_for(turn):
            say.utter_message(response="utter_place_not_found")  # else "near you" would be believed
        return [SlotSet(name, value) for name, value in {**_tries(turn, facts), **facts}.items()]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The question is asked again; the words are kept by Rasa."""
        say.utter_message(response="utter_something_failed")
        return [SlotSet("asked_before", "no")]

    def _told_anywhere(self, turn: Turn) -> Facts:
        """Facts that may be in any message, whatever was asked."""
        facts: Facts = who_facts(turn)
        wish = turn.latest.intent == "strengths" or (turn.asked == "place" and wishes_for(turn.latest.text))
        told_what_matters = wish and turn.asked != "matters"
        not_yet = turn.slots.get("matters") in (None, NOT_TOLD)
        if told_what_matters and turn.slots.get("situation") and not_yet:
            facts["matters"] = turn.latest.text
        if not turn.slots.get("situation") and turn.asked is None and (told := _told_before(self, turn)):
            facts["situation"] = told
        if not turn.slots.get("place") and (place := place_told(self.desk.finder, turn)):
            facts["place"] = place
        if turn.latest.intent == NARROW:
            facts["wishes"] = wishes_after(turn)
        return facts

    def _told_to_question(self, turn: Turn) -> Facts:
        """What the message means as the answer to the question that is open."""
        text = turn.latest.text
        if turn.asked in (None, "situation"):
            return self._situation(turn)
        if turn.asked == "who_for" and whose(text, asked=True) is None:
            return {"who_for": "unknown"}
        if turn.asked == "matters":
            return self._matters(turn)
        if turn.asked == "place":
            return _no_place(self, turn)
        if turn.asked == "carer" and only_says_unaware(text):
            return {"carer": NOT_TOLD}
        if turn.asked == "carer":
            return carer_told(turn, self.desk.finder)
        if turn.asked == "need" and turn.slots.get("asked_before") == "twice":
            return {"need": []}
        return {}

    def _matters(self, turn: Turn) -> Facts:
        """What matters in their words; a bare place is where they live, not what matters."""
        text, intent = turn.latest.text, turn.latest.intent
        says_who = intent == "who_for" and whose(text, asked=True) is not None
        merely_yes = intent == "affirm" and len(text.split()) <= FEW_WORDS  # to what was said before
        if intent in REFUSALS or merely_yes or (says_who and len(text.split()) <= MERELY_WHO):
            return {"matters": NOT_TOLD}
        if says_alone(text) or only_says_unaware(text) or tells_of_trouble(text, intent):
            return {"matters": NOT_TOLD}  # heard in any case, and no answer to what matters
        bare = intent == "give_place" or len(text.split()) <= FEW_WORDS
        if bare and not turn.slots.get("place") and (place := self.desk.finder.place(text)):
            return {"matters": NOT_TOLD, "place": as_slot(place), "carer": NOT_ASKED}
        return {"matters": text}

    def _situation(self, turn: Turn) -> Facts:
        """The message as the situation; what matters need not be asked where only that was told."""
        facts = situation_told(turn)
        if facts and turn.latest.intent == "strengths" and not self.desk.needs_of(turn):
            facts["matters"] = turn.latest.text
        return facts

    def _need_is_known(self, turn: Turn, facts: Facts) -> bool:
        told = facts.get("situation") or turn.slots.get("situation")
        return bool(told and not turn.slots.get("need") and self.desk.needs_of(turn))

    def _thank(self, say: CollectingDispatcher, turn: Turn) -> None:
        """Play back what was heard, so that it can be put right."""
        heard = self.desk.in_words(need.id for need in self.desk.needs_of(turn))
        if heard:
            say.utter_message(response="utter_thanks_for_telling", heard=heard)
        else:
            say.utter_message(response="utter_thanks_for_telling_plain")


def _told_before(action: KindAction, turn: Turn) -> str | None:
    """What was told with a request or before this part began: it is not asked for again."""
    since = float(turn.slots.get("look_from") or 0.0)
    messages = [one for one in turn.messages if one.at > since]
    return story_told(messages) if action.desk.needs(messages) else None


def situation_told(turn: Turn) -> Facts:
    """The message as the situation; bare answers are none, until asking in other words has not helped."""
    text, intent = turn.latest.text, turn.latest.intent
    if turn.slots.get("situation") and intent != "tell_situation":
        return {}
    barely = intent == "unclear" and len(text.split()) <= BARELY_WORDS and not turn.latest.heard.get("risk")
    if intent not in NO_SITUATION and not barely:
        return {"situation": text}
    gave_up = turn.asked == "situation" and turn.slots.get("asked_before") == "twice"
    return {"situation": text, "need": []} if gave_up else {}


def _was_looked_for(turn: Turn) -> bool:
    """Was a place named, now or when asked before, that is not on our map?"""
    refused = turn.latest.intent in REFUSALS
    return names_a_place(turn) or (turn.slots.get("asked_before") == "once" and not refused)


def _no_place(action: KindAction, turn: Turn) -> Facts:
    """A place refused, or not found for the second time: looked for everywhere."""
    if place_told(action.desk.finder, turn):
        return {}
    if turn.latest.intent in REFUSALS or turn.slots.get("asked_before") != "no":
        return {"place": NOT_SAID}
    if names_a_place(turn):
        return {}
    return {"asked_before": "told"}  # what was told is taken in; asked once more


def _tries(turn: Turn, facts: Facts) -> Facts:
    """How often the open question has been asked in vain: its next wording depends on it."""
    if turn.asked not in turn.required_slots and turn.slots.get("asked_before") == "another":
        return {}  # asked anew by a rule, in words of its own
    if turn.asked is None or facts.get(turn.asked) is not None:
        return {"asked_before": "no"}
    return {"asked_before": NEXT_TRY.get(str(turn.slots.get("asked_before")), "twice")}
