"""The conversation that the present browser holds, by the id in its session cookie."""

from flask import session

from web.parts import parts
from web.resident.hold import usable

# All of a resident that the cookie holds.
CONVERSATION = "conversation"


def conversation() -> str:
    """The id of this browser's conversation; a new one when there is none, or when it has ended."""
    held: str = usable(parts(), session.get(CONVERSATION))
    if session.get(CONVERSATION) != held:
        session[CONVERSATION] = held
    return held
