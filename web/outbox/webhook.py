"""Hands one contact to the case system's address, and reads from its answer whether it took it.

Redirects are not followed, and no more of an answer is read than its head.
"""

import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import httpx

from web.outbox import signing
from web.outbox.carrying import Fate, Package, Result
from web.outbox.settings import Webhook

LARGEST = 512 * 1024  # bytes; fifty messages of four thousand characters, all of them long ones
# Wrong for good: the same again would be refused again.
REFUSED = frozenset({400, 410, 413, 415, 422, 451})
TAKEN_BEFORE = 409
BUSY = frozenset({408, 425, 429, 502, 503, 504})


class WebhookCarrier:
    """Delivers over HTTP. Safe between threads."""

    def __init__(self, settings: Webhook, clock: Callable[[], float] = time.time) -> None:
        self._settings, self._clock = settings, clock

    def carry(self, package: Package) -> Result:
        """One attempt, at most as long as the settings say from end to end."""
        if package.payload is None:
            return Result(Fate.NOT_WANTED, "gone")  # the contact was erased while it waited
        body = json.dumps(package.payload, ensure_ascii=False).encode()
        if len(body) > LARGEST:
            return Result(Fate.NEVER, "too_large")
        head = signing.headers(package.number, int(self._clock()), body, self._settings.keys)
        try:
            return told(*self._post(body, head))
        except httpx.TimeoutException:
            return Result(Fate.LATER, "too_slow", down=True)
        except httpx.HTTPError:
            return Result(Fate.LATER, "no_connection", down=True)

    def _post(self, body: bytes, head: dict[str, str]) -> tuple[int, str | None]:
        """Status and Retry-After. An answer that drips is cut off when the time is over."""
        # A proxy of the machine may carry what is encrypted; it never sees what goes to this machine itself.
        encrypted = self._settings.url.startswith("https:")
        client = httpx.Client(timeout=self._settings.seconds, trust_env=encrypted, follow_redirects=False)
        over = threading.Event()

        def cut() -> None:
            over.set()
            with suppress(Exception):
                client.close()

        watch = threading.Timer(self._settings.seconds, cut)
        watch.start()
        try:
            sent = {**head, "Content-Type": "application/json", "User-Agent": "Signpost"}
            with client.stream("POST", self._settings.url, content=body, headers=sent) as answer:
                return answer.status_code, answer.headers.get("Retry-After")
        except (httpx.HTTPError, RuntimeError, OSError) as error:
            if over.is_set():
                raise httpx.ReadTimeout("too slow") from error
            raise
        finally:
            watch.cancel()
            client.close()


def told(status: int, retry_after: str | None = None) -> Result:
    """What a status means for a delivery."""
    code = f"status_{status}"
    if 200 <= status < 300 or status == TAKEN_BEFORE:
        return Result(Fate.DELIVERED)
    if status in REFUSED:
        return Result(Fate.NEVER, code)
    down = status in BUSY or status >= 500
    return Result(Fate.LATER, code, wait=_seconds(retry_after) if down else None, down=down)


def _seconds(retry_after: str | None) -> timedelta | None:
    """Retry-After in seconds; as a date it is left alone, our own pauses do."""
    if retry_after is None or not retry_after.isdecimal() or len(retry_after) > 6:
        return None
    return timedelta(seconds=int(retry_after))
