"""The gentle question about what was only half heard: asked beside the answer; a yes makes it an alert."""

from typing import Any

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.offering import asked_afresh
from bot.actions.passing_on import amend
from bot.actions.turn import Turn
from bot.listening.alerts import alert_kind
from bot.listening.checks import check_for, confirmed, due_check, number_line

QUESTION = "check"
FORM = "checking_form"
WINS = ("risk_", "request_")


class AskCheck(KindAction):
    """The question of the category that was half heard, with its numbers."""

    called = "action_ask_check"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The safeguarding lead's words; which they are, the slot `checking` says."""
        category = str(turn.slots.get("checking"))
        asked, check = self.desk.gentle_question(category), check_for(category)
        numbers = "\n".join(number_line(one.label, one.display) for one in asked.numbers)
        name = "utter_ask_check_open" if check and check.open else "utter_ask_check"
        say.utter_message(response=name, question=asked.text, numbers=numbers)
        return []


class RaiseAlert(KindAction):
    """They said that it is so: from here on it is an alert like any other."""

    called = "action_raise_alert"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What to do first and whom to ring; the record hears of it, and a hand-off that was made as well."""
        risk = turn.slots["confirmed"]
        amend(self.desk, turn, {})
        told = self.desk.alarm(risk["category"], risk["level"])
        numbers = "\n".join(number_line(one.label, one.display) for one in told.listed)
        record = {"record": {"risk": {name: risk[name] for name in ("category", "level")}}}
        say.utter_message(response="utter_alert", words=told.text, numbers=numbers, json_message=record)
        outcome = "urgent" if risk["level"] == "urgent" else "danger"
        stays_with = SlotSet("alert", alert_kind(risk["category"], risk["level"]))
        return [SlotSet("outcome", outcome), stays_with, *asked_afresh("risk")]


class ValidateChecking(KindAction):
    """The question asked by itself, when nothing else is open."""

    called = "validate_checking_form"
    form = FORM

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Asked at first; whatever the answer is, the form then ends and the conversation goes on."""
        if turn.asked != QUESTION:
            return ask_check(turn) or [SlotSet("requested_slot", None)]
        if turn.latest.intent.startswith(WINS):
            return []
        return weighed(turn) or [SlotSet("checking", None), SlotSet("requested_slot", None)]


def ask_check(turn: Turn) -> list[EventType]:
    """Events that make the open form ask the gentle question that is due; none where none is."""
    asked = list(turn.slots.get("checks_asked") or ())
    category = due_check(turn.messages, asked)
    if category is None or turn.slots.get("alert"):
        return []
    return [
        SlotSet("checking", category),
        SlotSet("checks_asked", [*asked, category]),
        SlotSet("requested_slot", QUESTION),
    ]


def then_check(turn: Turn) -> list[EventType]:
    """The same where no form is open: a form of its own asks."""
    asked = turn.slots.get("checks_asked") or ()
    due = due_check(turn.messages, asked) is not None and not turn.slots.get("alert")
    return [FollowupAction(FORM)] if due else []


def weighed(turn: Turn) -> list[EventType]:
    """The events that leave the form and raise the alert, if the answer says that it is so."""
    category = str(turn.slots.get("checking"))
    if not says_so(turn):
        return []
    return [
        SlotSet("confirmed", confirmed(category)),
        SlotSet("checking", None),
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        FollowupAction(RaiseAlert.called),
    ]


def says_so(turn: Turn) -> bool | None:
    """True where the answer confirms the danger, False where it denies it, None where it says neither."""
    check = check_for(str(turn.slots.get("checking")))
    return None if check is None else check.confirms(turn.latest.text, turn.latest.intent)


class FormAnswers(KindAction):
    """A form's answers. Subclasses write `take_in`; the gentle question stands in any form's next place."""

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The facts of the message; the gentle question next, if one is due and the form goes on."""
        wins = turn.latest.intent.startswith(WINS)
        if turn.asked == QUESTION and not wins and not turn.acted:
            if alert := weighed(turn):
                return alert
            if not turn.is_digression():
                return [SlotSet("checking", None), *self._after_check(say, turn)]
        events = self.take_in(say, turn)
        return [*events, *self._check(turn, events)]

    def take_in(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The answer as slots; nothing when a rule must answer."""
        raise NotImplementedError

    def _after_check(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """A bare no is done with; what tells of more is taken in like anything else."""
        bare = turn.latest.intent in {"affirm", "deny", "skip", "unsure", "unclear", "safe_now"}
        return [] if bare else self.take_in(say, turn.without_question())

    def _check(self, turn: Turn, events: list[EventType]) -> list[EventType]:
        """Not while a rule has yet to answer, and not in place of what a full form leads to."""
        if turn.is_digression() and not turn.acted:
            return []
        known: dict[str, Any] = {one["name"]: one["value"] for one in events if one.get("event") == "slot"}
        return [] if turn.is_full(known) or "requested_slot" in known else ask_check(turn)
