"""The client of Rasa's own channel: a message in, the bot's messages out, or RasaUnavailable."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.secrets import SecretError

CONNECT_SECONDS = 1.0
READ_SECONDS = 8.0
CHANNEL_PATH = "/webhooks/signpost/webhook"


class RasaUnavailable(Exception):
    """Rasa could not answer. The text says why in one word or two and holds nothing that anybody typed."""


@dataclass(frozen=True)
class BotMessage:
    """One message of the bot, as its channel sends it."""

    text: str = ""
    buttons: tuple[dict[str, str], ...] = ()
    custom: dict[str, Any] = field(default_factory=dict)


class RasaClient:
    """Speaks to one Rasa server. Safe to share between threads; `close` lets its connections go."""

    def __init__(self, base_url: str, token: Callable[[], str], read_seconds: float = READ_SECONDS) -> None:
        self._token = token
        self._http = httpx.Client(
            base_url=base_url,
            timeout=httpx.Timeout(read_seconds, connect=CONNECT_SECONDS),
            trust_env=False,  # loopback only: a proxy of the machine must never see a resident's words
        )

    def send(self, sender: str, text: str, metadata: dict[str, Any]) -> tuple[BotMessage, ...]:
        """Give one typed message to the dialogue and return what it says.

        `metadata` carries what was heard, the channel and the message id. Anything but a
        well-formed answer with at least one message raises RasaUnavailable: the channel has
        no other way to say that it failed.
        """
        body = {"sender": sender, "message": text, "metadata": metadata}
        try:
            answer = self._http.post(CHANNEL_PATH, json=body, headers=self._bearer())
        except httpx.HTTPError as error:
            # `from None`: an httpx error can carry the request, and the request carries the words.
            raise RasaUnavailable(type(error).__name__) from None
        if answer.status_code != httpx.codes.OK:
            raise RasaUnavailable(f"status {answer.status_code}")
        return _messages(answer)

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()

    def _bearer(self) -> dict[str, str]:
        try:
            return {"Authorization": f"Bearer {self._token()}"}
        except (OSError, SecretError):
            raise RasaUnavailable("no token") from None


def _messages(answer: httpx.Response) -> tuple[BotMessage, ...]:
    try:
        found = answer.json()["messages"]
        messages = tuple(_message(item) for item in found)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RasaUnavailable("unreadable answer") from None
    if not messages:
        raise RasaUnavailable("empty answer")
    return messages


def _message(item: dict[str, Any]) -> BotMessage:
    buttons = tuple(
        {"title": str(button["title"]), "payload": str(button["payload"])}
        for button in item.get("buttons") or ()
    )
    return BotMessage(
        text=str(item.get("text") or ""), buttons=buttons, custom=dict(item.get("custom") or {})
    )
