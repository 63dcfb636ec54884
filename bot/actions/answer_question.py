"""Answers a question in between; the rule then asks the open question again."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn


class AnswerQuestion(KindAction):
    """Each question's answer is the response in domain.yml that bears its name."""

    called = "action_answer_question"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say utter_<the question>."""
        say.utter_message(response=f"utter_{turn.latest.intent}")
        return []
