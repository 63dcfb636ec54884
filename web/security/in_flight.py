"""How many requests of one address may be under way at once: a flood from one never holds every thread."""

from collections import Counter
from threading import Lock

from flask import Flask, g, request
from werkzeug.exceptions import TooManyRequests

from web.security.access import bucket_of
from web.security.addresses import sender
from web.security.connection import stop_reading
from web.security.tokens import brings_token

BUSY_SECONDS = 1
# Open data with everything in it takes a quarter of a second a thousand entries: mirrors come one at a time.
MOST_HEAVY = 2
HEAVY = ("full", "full_service")


class InFlight:
    """Counts what is under way for each address. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._counts: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Takes a place for `address`; False when all its places are taken."""
        with self._lock:
            if self._counts[address] >= self._most:
                return False
            self._counts[address] += 1
            return True

    def leave(self, address: str) -> None:
        """Gives one place back; an address with nothing under way is forgotten."""
        with self._lock:
            self._counts[address] -= 1
            if self._counts[address] <= 0:
                del self._counts[address]

    def __len__(self) -> int:
        return len(self._counts)


def install(app: Flask, most: int, most_chats: int, handoff_token: str) -> None:
    """Turns away, at once and cheaply, what goes over `most` at a time from one address.

    Of these, `most_chats` may be turns of a conversation, which cost a hundred times what a page does, and
    MOST_HEAVY lists of open data with everything in them. The bot, which knows the `handoff_token`, is not
    counted: what it brings has been counted where it began.
    """
    everything, chats, heavy = InFlight(most), InFlight(most_chats), InFlight(min(most, MOST_HEAVY))

    def enter() -> None:
        if brings_token(handoff_token):
            return
        _enter(everything)
        if bucket_of(request.endpoint) == "chat":
            _enter(chats)
        if _is_heavy():
            _enter(heavy)

    app.before_request(enter)
    app.teardown_request(_leave)


def _is_heavy() -> bool:
    if bucket_of(request.endpoint) != "open_data":
        return False
    asks_for_all = any(request.args.get(name, "").lower() == "true" for name in HEAVY)
    return asks_for_all or request.endpoint == "open_referral.services_v1"  # which knows no short form


def _enter(places: InFlight) -> None:
    address = sender()
    if not places.enter(address):
        stop_reading()
        raise TooManyRequests(retry_after=BUSY_SECONDS)
    g.setdefault("in_flight", []).append((places, address))


def _leave(_error: BaseException | None) -> None:
    for places, address in g.pop("in_flight", ()):
        places.leave(address)
