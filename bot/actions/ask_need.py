"""Asks what help is needed with: where something was half heard, by three plain things it may be."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn


class AskNeed(KindAction):
    """The likeliest needs as buttons, in a resident's words, and "something else"; else the open question."""

    called = "action_ask_need"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The question. What is pressed comes back as words, like anything that is typed."""
        choices = self.desk.choices(turn.messages) if turn.slots.get("asked_before") == "no" else ()
        if not choices:
            say.utter_message(response="utter_ask_need")
            return []
        labels = [*(_capital(one.label) for one in choices), self.desk.finder.something_else]
        buttons = [{"title": label, "payload": label} for label in labels]
        # The web puts aside, for people to look at, what had to be asked about so.
        asked = {"choices": len(choices)}
        say.utter_message(response="utter_which_need", buttons=buttons, json_message=asked)
        return []

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """The open question."""
        say.utter_message(response="utter_ask_need")
        return []


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
