"""How many requests of one address may be under way at once: a flood from one never holds every thread."""

from collections import Counter
from threading import Lock

from flask import Flask, g, request
from werkzeug.exceptions import TooManyRequests

from web.security.connection import stop_reading


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


def install(app: Flask, most: int) -> None:
    """Turns away, at once and cheaply, what goes over `most` at a time from one address."""
    places = InFlight(most)
    app.before_request(lambda: _enter(places))
    app.teardown_request(lambda _error: _leave(places))


def _enter(places: InFlight) -> None:
    address = request.remote_addr or "unknown"
    if not places.enter(address):
        stop_reading()
        raise TooManyRequests(retry_after=1)
    g.in_flight_address = address


def _leave(places: InFlight) -> None:
    if address := g.pop("in_flight_address", None):
        places.leave(address)
