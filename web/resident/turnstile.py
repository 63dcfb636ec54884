"""Lets one message at a time through per conversation, so that answers never cross."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from typing import cast

from flask import current_app
from flask.blueprints import BlueprintSetupState

from web.resident.said import NotTaken

WAIT_SECONDS = 6.0  # twice the longest turn (what web/rasa.py allows, and what surrounds it)


class Turnstile:
    """One a process. A second process is kept out by the store: a nonce is unique in its contact."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        self._wait = wait_seconds
        self._inside: set[str] = set()
        self._changed = Condition()

    @contextmanager
    def enter(self, conversation_id: str) -> Iterator[None]:
        """Holds the conversation for the length of the block; NotTaken("busy") after waiting in vain."""
        with self._changed:
            if not self._changed.wait_for(lambda: conversation_id not in self._inside, self._wait):
                raise NotTaken("busy")
            self._inside.add(conversation_id)
        try:
            yield
        finally:
            with self._changed:
                self._inside.discard(conversation_id)
                self._changed.notify_all()


def install_turnstile(state: BlueprintSetupState) -> None:
    """Gives the app that takes in a blueprint its one turnstile."""
    state.app.extensions.setdefault("turnstile", Turnstile())


def turnstile() -> Turnstile:
    """The turnstile of the app that answers the present request."""
    return cast(Turnstile, current_app.extensions["turnstile"])
