"""Wrong passwords, counted by account and line together: guessing locks the guesser out, not the person.

Kept in memory, so that no address is ever stored. The whole account closes only after a far higher number,
which the store counts.
"""

from flask import Flask, current_app
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from web.settings import Limits

_EXTENSION = "signpost.wrong_passwords"


class WrongPasswords:
    """So many wrong tries at one account from one line, then none for a while. Safe between threads."""

    def __init__(self, limits: Limits) -> None:
        self._rate: RateLimitItem = parse(f"{limits.failed_sign_ins} per {limits.lock_minutes} minutes")
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def enough(self, name: str, line: str) -> bool:
        """Has this line tried this account too often?"""
        return not self._limiter.test(self._rate, name, line)

    def note(self, name: str, line: str) -> None:
        """One more wrong try."""
        self._limiter.hit(self._rate, name, line)

    def forgive(self, name: str, line: str) -> None:
        """The right password came."""
        self._limiter.clear(self._rate, name, line)


def install(app: Flask, limits: Limits) -> None:
    """Gives the app its one count."""
    app.extensions[_EXTENSION] = WrongPasswords(limits)


def wrong_passwords() -> WrongPasswords:
    """The count of the app that answers the present request."""
    counted: WrongPasswords = current_app.extensions[_EXTENSION]
    return counted
