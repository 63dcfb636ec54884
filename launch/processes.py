"""One program that Signpost starts: how it is started, watched, started again and stopped."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

STOP_SECONDS = 10.0
LONGEST_PAUSE = 4.0  # residents wait for it
STEADY_SECONDS = 10.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """A name for people, the command, its environment, and the log that takes what it prints."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    folder: Path
    log: Path


@dataclass
class Process:
    """A program that is kept running. `restarts` counts the times it had to be started again."""

    program: Program
    restarts: int = 0
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _started: float = 0.0
    _not_before: float = 0.0

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._running.pid if self._running and self._running.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """What it ended with, or None while it runs or before it was started."""
        return self._running.poll() if self._running else None

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches it only through the launcher."""
        self.program.log.parent.mkdir(parents=True, exist_ok=True)
        with self.program.log.open("ab") as log:
            self._running = subprocess.Popen(
                list(self.program.command),
                cwd=self.program.folder,
                env=dict(self.program.environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_the_launcher,
            )
        self._started = time.monotonic()

    def start_again_if_due(self) -> bool:
        """Start it again when it has ended and the pause is over; return whether it was started.

        The pause doubles with each quick end and is forgotten after ten steady seconds.
        """
        if self.exit_code is None:
            return False
        now = time.monotonic()
        if not self._not_before:
            steady = now - self._started > STEADY_SECONDS
            self.restarts = 0 if steady else self.restarts
            self._not_before = now + min(LONGEST_PAUSE, 0.5 * 2**self.restarts)
        if now < self._not_before:
            return False
        self._not_before = 0.0
        self.restarts += 1
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the whole group: a server's own workers are meant too."""
        self._signal(signal.SIGTERM)

    def wait_until_stopped(self, deadline: float) -> None:
        """Wait until `deadline` (time.monotonic), then make an end of the whole group."""
        if self._running is None:
            return
        try:
            self._running.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        self._signal(signal.SIGKILL)
        self._running.wait()

    def _signal(self, which: signal.Signals) -> None:
        if self._running is None:
            return
        try:
            os.killpg(self._running.pid, which)
        except ProcessLookupError:
            pass  # the whole group has gone already


def stop_all(processes: Sequence[Process]) -> None:
    """Stop every process; none outlives this call."""
    for process in processes:
        process.ask_to_stop()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.wait_until_stopped(deadline)


def _end_with_the_launcher() -> None:
    """Ask the kernel to end this process when the launcher is killed outright (Linux; elsewhere nothing)."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        pass
