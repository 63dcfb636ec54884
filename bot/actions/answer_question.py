"""Answers a question in between; the rule then asks the open question again."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.about_service import tell_about
from bot.actions.desk import Desk
from bot.actions.kind_action import KindAction
from bot.actions.promise import promise_of, tell_next_step
from bot.actions.turn import Turn
from bot.listening.plain_questions import INTENT as PLAIN_QUESTION
from bot.listening.plain_questions import question_of

CONTACT = "contact_form"
ENOUGH = "enough"


class AnswerQuestion(KindAction):
    """Each question's answer is the response in domain.yml that bears its name, or a fitter one."""

    called = "action_answer_question"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say the answer."""
        answer_to(self.desk, say, turn)
        # They were understood: the question that was open comes back without "I'm not sure what you'd like".
        again = turn.asked == ENOUGH and turn.slots.get("asked_before") == "once"
        return [*needs_asked_about(turn), *([SlotSet("asked_before", "no")] if again else [])]


def answer_to(desk: Desk, say: CollectingDispatcher, turn: Turn) -> None:
    """Say the answer to the question just asked, as far as this conversation knows it."""
    name = f"utter_{turn.latest.intent}"
    if turn.latest.intent == "ask_about_one" and tell_about(desk, say, turn):
        return
    reference = (turn.slots.get("handoff") or {}).get("reference")
    if turn.latest.intent in {"ask_next", "ask_when"} and reference:
        tell_next_step(desk, say, turn)
        return
    if turn.latest.intent == "ask_reference" and reference:
        named = desk.office.words("utter_ask_reference_made")
        say.utter_message(response=named, reference=reference)
        return
    fields = _fields(desk, turn)
    if turn.latest.intent == "ask_cost" and (costs := _costs(turn)):
        name, fields = "utter_ask_cost_shown", {"costs": costs}
    if turn.latest.intent == "ask_why" and (reasons := _reasons(turn)):
        name, fields = "utter_ask_why_shown", {"reasons": reasons}
    if turn.latest.intent == "ask_what_to_do" and (turn.worst_risk or {}).get("category") in HOME:
        name = "utter_ask_what_to_do_unsafe"
    if turn.latest.intent == "other_language" and turn.active_form == CONTACT:
        name = "utter_added_that"
    say.utter_message(response=name, **fields)


def needs_asked_about(turn: Turn) -> list[EventType]:
    """What is asked about is looked for from then on, as if it had been told ("do I get paid to care?")."""
    question = question_of(turn.latest.text) if turn.latest.intent == PLAIN_QUESTION else None
    if question is None or not question.needs:
        return []
    added = dict.fromkeys([*(turn.slots.get("added_needs") or ()), *question.needs])
    told = turn.slots.get("situation") or turn.latest.text
    return [SlotSet("added_needs", list(added)), SlotSet("situation", told)]


HOME = frozenset({"domestic_abuse", "violence_now", "abuse_or_neglect_of_adult", "exploitation"})


def _fields(desk: Desk, turn: Turn) -> dict[str, str]:
    """What an answer is completed with: by when they hear, or words with the numbers of numbers.yml."""
    if turn.latest.intent == PLAIN_QUESTION and (question := question_of(turn.latest.text)):
        numbers = {id_: number.display for id_, number in desk.safety.numbers.items()}
        return {"answer": question.says.format(**numbers)}
    return {"by": promise_of(desk, turn).words} if turn.latest.intent == "ask_when" else {}


def _reasons(turn: Turn) -> str:
    """Why each of what was shown last was shown, a line each; of one alone where its name is said."""
    shown = [one for one in turn.slots.get("last_shown") or () if one.get("because")]
    said = turn.latest.text.casefold()
    named = [one for one in shown if one["name"].casefold() in said]
    return "\n".join(f"{one['name']}: {one['because']}" for one in named or shown)


def _costs(turn: Turn) -> str:
    """What is known of the prices of what was shown last."""
    return "; ".join(
        f"{one['name']}: {one['cost']}" for one in turn.slots.get("last_shown") or () if one["cost"]
    )
