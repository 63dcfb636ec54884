"""The base of every action: off the event loop, in limited time, never failing without a kind word."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.desk import Desk
from bot.actions.turn import Turn

log = logging.getLogger(__name__)

LONGEST_SECONDS = 5.0


class KindAction(Action):  # type: ignore[misc]  # Rasa publishes no types
    """A named action. Subclasses set `called` and write `answer`; `after_failure` is for when it fails."""

    called = ""
    form: str | None = None
    longest_seconds = LONGEST_SECONDS

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name in domain.yml."""
        return self.called

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        """Answer within the time allowed; a failure is logged by name alone and told kindly."""
        own = CollectingDispatcher()
        try:
            turn = Turn.of(tracker, domain, self.form)
            work = asyncio.to_thread(self.answer, own, turn)
            events = await asyncio.wait_for(work, self.longest_seconds)
        except Exception as error:
            log.error("%s failed: %s", self.called, type(error).__name__)
            return self.after_failure(dispatcher)
        dispatcher.messages.extend(own.messages)
        return events

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what there is to say; the events that follow."""
        raise NotImplementedError

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """Words that are always true and lead to a person."""
        say.utter_message(response="utter_something_failed")
        return []
