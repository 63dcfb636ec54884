"""A conversation as an adviser in it reads it: who said what, when, and which danger was heard in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.live.telling import is_told_of
from web.models.contact import Author, Message
from web.models.live import LiveChat
from web.resident.answer import Answer
from web.risk import ALERT_LEVELS


@dataclass(frozen=True)
class Line:
    """One thing said. `shown`: names of services; `danger`: the category heard, `alert`: is it an alert."""

    number: int
    author: str
    text: str
    at: datetime
    name: str = ""
    shown: tuple[str, ...] = ()
    danger: str | None = None
    alert: bool = False
    safety: bool = False


def of_chat(messages: Iterable[Message], chat: LiveChat) -> list[Message]:
    """What of these is for the adviser of this chat: all until it was over, and that it is over."""
    over = chat.ended_at
    return [each for each in messages if over is None or each.said_at <= over or is_told_of(each, chat)]


def lines_of(messages: Iterable[Message]) -> list[Line]:
    """Messages as lines. What was heard in a message stands with Signpost's answer to it, however short."""
    return [each for each in map(_line, messages) if each.text or each.shown or each.danger]


def _line(message: Message) -> Line:
    if message.author is not Author.SIGNPOST:
        name = (message.replies or {}).get("name") or ""
        return Line(message.id, message.author.value, message.words or "", message.said_at, name)
    return _answer(message, Answer.from_stored(message.replies or {"replies": []}))


def _answer(message: Message, answer: Answer) -> Line:
    risk: Any = answer.risk or {}
    return Line(
        message.id,
        message.author.value,
        "\n\n".join(each.text for each in answer.replies if each.text),
        message.said_at,
        shown=tuple(str(service["name"]) for each in answer.replies for service in each.services),
        danger=risk.get("category"),
        alert=risk.get("level") in ALERT_LEVELS,
        safety=any(each.safety for each in answer.replies),
    )
