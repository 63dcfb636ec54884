"""The client of Rasa's own channel: a message in, the bot's messages out, or RasaUnavailable."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.secrets import SecretError
from web.rasa_pause import Pause

# Together well under the three seconds in which a resident has an answer, be it only a kind one.
CONNECT_SECONDS = 0.4
READ_SECONDS = 2.2
# So long before that Rasa itself gives the turn up, so that it never keeps what the resident did not see.
GIVEN_UP_BEFORE = 0.1
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
        self._patience = read_seconds - GIVEN_UP_BEFORE
        self._pause = Pause()
        self._http = httpx.Client(
            base_url=base_url,
            timeout=httpx.Timeout(read_seconds, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=64, keepalive_expiry=60),
            trust_env=False,  # loopback only: a proxy of the machine must never see a resident's words
        )

    def send(self, sender: str, text: str, metadata: dict[str, Any]) -> tuple[BotMessage, ...]:
        """Give one typed message to the dialogue and return what it says.

        `metadata` carries what was heard, the channel and the message id. Anything but a
        well-formed answer with at least one message raises RasaUnavailable: the channel has
        no other way to say that it failed.
        """
        if not self._pause.may_ask():
            raise RasaUnavailable("left alone for a moment")
        body = {"sender": sender, "message": text, "metadata": metadata}
        answer = self._post({**body, "answer_by": time.time() + self._patience})
        if answer.status_code != httpx.codes.OK:
            raise RasaUnavailable(f"status {answer.status_code}")
        return _messages(answer)

    def _post(self, body: dict[str, Any]) -> httpx.Response:
        try:
            answer = self._http.post(CHANNEL_PATH, json=body, headers=self._bearer())
        except httpx.TimeoutException as error:
            self._pause.kept_waiting()
            raise RasaUnavailable(type(error).__name__) from None
        except httpx.HTTPError as error:
            self._pause.answered()
            # `from None`: an httpx error can carry the request, and the request carries the words.
            raise RasaUnavailable(type(error).__name__) from None
        if answer.status_code == httpx.codes.GATEWAY_TIMEOUT:
            self._pause.kept_waiting()  # its actions hang
        else:
            self._pause.answered()
        return answer

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
