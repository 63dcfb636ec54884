"""Turns of those who write to one SQLite file: who came first goes first, within a process and between them.

SQLite itself lets waiting writers try again now and then, and whoever happens to try at the right moment
wins: when many write, some wait until they are refused. Here those of one process stand in a line, and only
the first of each line competes for the turn. It does so through two locked files: who holds `next` waits for
`turn` and lets nobody in between, so that a busy process cannot go twice while another waits.

The system lets go of a lock whose process ended, however it ended.
"""

import fcntl
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock
from time import monotonic, sleep

_LOOK_AGAIN = 0.002  # seconds: between processes nobody calls the next one


class Turns:
    """The line of this process, and the locks it shares with others."""

    def __init__(self, file: Path) -> None:
        """`file`: the store's; two empty files are made beside it when somebody first writes."""
        self._next, self._turn = file.with_name(f"{file.name}-next"), file.with_name(f"{file.name}-turn")
        self._mutex, self._line, self._somebody = Lock(), deque[Event](), False

    def take(self, seconds: float) -> Callable[[], None]:
        """Waits for the turn; what comes back ends it. TimeoutError when it did not come within `seconds`.

        OSError where the files cannot be made or locked.
        """
        until = monotonic() + seconds
        self._stand_in_line(seconds)
        try:
            following = _lock(self._next, until)
            try:
                held = _lock(self._turn, until)
            finally:
                os.close(following)
        except BaseException:
            self._call_next()
            raise

        def end() -> None:
            os.close(held)
            self._call_next()

        return end

    def _stand_in_line(self, seconds: float) -> None:
        called = Event()
        with self._mutex:
            if not self._somebody:
                self._somebody = True
                return
            self._line.append(called)
        if called.wait(seconds):
            return
        with self._mutex:
            if called.is_set():
                return  # called while we gave up
            self._line.remove(called)
        raise TimeoutError

    def _call_next(self) -> None:
        with self._mutex:
            if self._line:
                self._line.popleft().set()
            else:
                self._somebody = False


def _lock(path: Path, until: float) -> int:
    """Locks a file for this thread alone, whoever else in this process has it open too; its descriptor."""
    opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return opened
            except BlockingIOError:
                if monotonic() > until:
                    raise TimeoutError from None
                sleep(_LOOK_AGAIN)
    except BaseException:
        os.close(opened)
        raise
