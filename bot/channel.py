"""The one door into Rasa: typed words come in from the web with a token, the bot's messages go out as JSON.

Unlike Rasa's own REST channel it asks for the token, takes no intents, has no reset command, says so when a
turn failed, and gives up a turn, of which then nothing is kept, when nobody waits for its answer any more.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

from bot.loopback import has_token
from bot.remote_actions import TurnFailed
from bot.replies import LastReplies

log = logging.getLogger(__name__)

LONGEST_MESSAGE = 4000
LONGEST_SENDER = 200
LONGEST_TURN = 30.0  # seconds, where the web does not say by when it wants its answer
# What a model must understand to be called ready: any model that was trained on bot/data/nlu does.
KNOWN_SENTENCE, KNOWN_INTENT = "I want to start again", "start_again"

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


@dataclass(frozen=True)
class Turn:
    """One message as the web sent it. After `answer_by` (seconds of the clock) nobody waits for it."""

    sender: str
    text: str
    metadata: dict[str, Any]
    answer_by: float | None = None

    def seconds_left(self) -> float:
        """How long the turn may still take: less than nothing for one that has been lying about."""
        return LONGEST_TURN if self.answer_by is None else min(LONGEST_TURN, self.answer_by - time.time())


class SignpostInput(RestInput):  # type: ignore[misc]  # Rasa publishes no types
    """Rasa's input channel at /webhooks/signpost."""

    def __init__(self, token: str, trained_at: str, forget: Callable[[str, list[str]], None]) -> None:
        """`forget`: takes a conversation back to before the first of these messages."""
        self._token = token
        self._trained_at = trained_at
        self._forget = forget
        self._replies = LastReplies()
        # One message at a time in a conversation, without the polling of Rasa's own lock.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        """The channel's name, and so its place in the address."""
        return "signpost"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The channel's two routes: the webhook, and whether the model answers."""
        routes = Blueprint("signpost")

        @routes.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not self._allowed(request):
                return _refusal(401, "The token is missing or wrong.")
            turn = read_turn(request.body)
            if turn is None:
                return _refusal(400, "Send sender, message and metadata as JSON.")
            return await self._take_in_time(turn, on_new_message)

        @routes.get("/ready")
        async def ready(request: Request) -> HTTPResponse:
            return await self.readiness(request)

        return routes

    async def readiness(self, request: Request) -> HTTPResponse:
        """200 only if the model understands a known sentence, and conversations are kept on disk."""
        agent = request.app.ctx.agent
        try:
            parsed = await agent.parse_message(KNOWN_SENTENCE)
        except Exception:
            log.exception("the model does not answer")
            return _refusal(503, "The model does not answer.")
        # Rasa falls back to memory in silence when its store fails: then a restart would forget everybody.
        if getattr(agent.tracker_store, "_fallback_tracker_store", None) is not None:
            return _refusal(503, "Conversations cannot be kept on disk.")
        if parsed.get("intent", {}).get("name") != KNOWN_INTENT:
            return _refusal(503, "The model does not know its own language.")
        return answer({"model": agent.model_name, "trained_at": self._trained_at})

    async def _take_in_time(self, turn: Turn, on_new_message: OnNewMessage) -> HTTPResponse:
        """Take the turn, or 504 when its time is over; then it is as if it had never come."""
        left = turn.seconds_left()
        try:
            if left > 0:
                return await asyncio.wait_for(self._take_once(turn, on_new_message), left)
        except asyncio.TimeoutError:
            pass
        log.error("a turn was given up, and nothing of it kept, since its time was over")
        return _refusal(504, "The turn took too long.")

    async def _take_once(self, turn: Turn, on_new_message: OnNewMessage) -> HTTPResponse:
        """Take the turn, or repeat what was replied if the web sends the same message again."""
        lock = self._turns.setdefault(turn.sender, asyncio.Lock())
        message_id = turn.metadata.get("message_id")
        message_id = message_id if isinstance(message_id, str) else None
        async with lock:
            messages = self._replies.to(turn.sender, message_id)
            if messages is None:
                if replaced := _replaced(turn):
                    self._forget(turn.sender, replaced)
                messages = await _take(turn, on_new_message)
        if messages is None:
            return _refusal(500, "The turn failed.")
        self._replies.keep(turn.sender, message_id, messages)
        return answer({"messages": messages})

    def _allowed(self, request: Request) -> bool:
        return has_token(request.headers.get("Authorization", ""), self._token)


def read_turn(body: bytes) -> Turn | None:
    """The turn in a request's body, or None. A leading "/" is taken off: typed words are never an intent."""
    try:
        sent = json.loads(body)
    except ValueError:
        return None
    if not isinstance(sent, dict):
        return None
    sender, text, metadata = sent.get("sender"), sent.get("message"), sent.get("metadata") or {}
    if not isinstance(sender, str) or not isinstance(text, str) or not isinstance(metadata, dict):
        return None
    words = text.lstrip("/ \t\r\n").strip()
    if not words or len(words) > LONGEST_MESSAGE or not 0 < len(sender) <= LONGEST_SENDER:
        return None
    answer_by = sent.get("answer_by")
    return Turn(sender, words, metadata, float(answer_by) if isinstance(answer_by, int | float) else None)


def _replaced(turn: Turn) -> list[str]:
    """The ids of earlier messages that the resident has said otherwise since."""
    named = turn.metadata.get("forget")
    return [each for each in named if isinstance(each, str)] if isinstance(named, list) else []


async def _take(turn: Turn, on_new_message: OnNewMessage) -> list[dict[str, Any]] | None:
    """Let the dialogue answer; None for a turn that failed, or in which nothing was said."""
    collector = CollectingOutputChannel()
    message = UserMessage(
        turn.text, collector, turn.sender, input_channel=SignpostInput.name(), metadata=turn.metadata
    )
    try:
        await on_new_message(message)
    except asyncio.CancelledError:
        raise
    except TurnFailed as failure:
        log.error("a turn was given up, and nothing of it kept, since %s failed", failure.action)
        return None
    except Exception:
        log.exception("a turn failed")
        return None
    if not collector.messages:
        log.error("a turn gave no answer")
        return None
    return _with_act([_shown(one) for one in collector.messages], turn.metadata.get("act"))


def _shown(message: dict[str, Any]) -> dict[str, Any]:
    return {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}


def _with_act(messages: list[dict[str, Any]], act: Any) -> list[dict[str, Any]]:
    """The messages, and beside the last one which act the words were taken for (bot/components/heard.py)."""
    last = messages[-1]
    return [*messages[:-1], {**last, "custom": {**last.get("custom", {}), "act": act}}] if act else messages


def _refusal(status: int, sentence: str) -> HTTPResponse:
    return answer({"error": {"message": sentence}}, status=status)
