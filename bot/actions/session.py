"""The beginning of a conversation: what this is, said once."""

from rasa_sdk.events import ActionExecuted, EventType, SessionStarted
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn
from bot.handoff.kind import ALERTS


class SessionStart(KindAction):
    """Says what Signpost is and is not, before the first answer, where no page has said it."""

    called = "action_session_start"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The welcome; Rasa needs the two events to begin."""
        began = turn.slots.get("session_started_metadata") or {}
        risk = (began.get("heard") or {}).get("risk") or {}
        # Never on top of an alert: the web has said what to do, and nothing may push it out of sight.
        if not began.get("welcomed") and risk.get("level") not in ALERTS:
            say.utter_message(response="utter_what_this_is")
        return [SessionStarted(), ActionExecuted("action_listen")]

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """A conversation begins in any case."""
        return [SessionStarted(), ActionExecuted("action_listen")]
