"""Answers a question in between; the rule then asks the open question again."""

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.about_service import tell_about
from bot.actions.desk import Desk
from bot.actions.kind_action import KindAction
from bot.actions.promise import promise_of, tell_next_step
from bot.actions.turn import Turn

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
        return [SlotSet("asked_before", "no")] if again else []


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
    fields = {"by": promise_of(desk, turn).words} if turn.latest.intent == "ask_when" else {}
    if turn.latest.intent == "ask_cost" and (costs := _costs(turn)):
        name, fields = "utter_ask_cost_shown", {"costs": costs}
    if turn.latest.intent == "ask_why" and (reasons := _reasons(turn)):
        name, fields = "utter_ask_why_shown", {"reasons": reasons}
    risk = turn.worst_risk or {}
    if turn.latest.intent == "ask_what_to_do" and risk.get("category") in HOME:
        name = "utter_ask_what_to_do_unsafe"
    if turn.latest.intent == "other_language" and turn.active_form == CONTACT:
        name = "utter_added_that"
    say.utter_message(response=name, **fields)


HOME = frozenset({"domestic_abuse", "violence_now", "abuse_or_neglect_of_adult", "exploitation"})


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
