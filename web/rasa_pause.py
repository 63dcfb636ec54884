"""When to leave Rasa alone: whoever kept everybody waiting is asked seldom until it answers again.

Without it a server that hangs would hold a thread for every message, and then keep those waiting who do not
even need it.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic

SILENCES = 3  # in a row, before it is left alone
PAUSE_SECONDS = 2.0


class Pause:
    """Counts silences in a row. One for each server that is asked; safe between threads."""

    def __init__(
        self,
        silences: int = SILENCES,
        seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._most = silences
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._silences = 0
        self._next_try = 0.0

    def may_ask(self) -> bool:
        """Is it worth asking? After some silences only one may, every few seconds."""
        with self._lock:
            if self._silences < self._most:
                return True
            now = self._clock()
            if now < self._next_try:
                return False
            self._next_try = now + self._seconds
            return True

    def answered(self) -> None:
        """It spoke, well or badly: nobody was kept waiting."""
        with self._lock:
            self._silences = 0

    def kept_waiting(self) -> None:
        """It said nothing in the time it had."""
        with self._lock:
            self._silences += 1
            self._next_try = self._clock() + self._seconds
