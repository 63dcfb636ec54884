"""Runs the commands of set-up, each with a log, and ends them all when somebody will not wait."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.problems import LaunchError


class Commands:
    """Commands under way in one or more threads. After `stop` none runs and none can be started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(
        self,
        command: Sequence[str],
        log: Path,
        doing: str,
        *,
        folder: Path | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Run one command to its end; raises LaunchError with what it said last, or when stopped."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            running = self._start(command, out.fileno(), folder, environ)
            try:
                code = running.wait()
            finally:
                with self._lock:
                    self._running.discard(running)
        if code != 0:
            raise LaunchError(f"Could not {doing}: {last_line(log)} (the whole story is in {log}).")

    def stop(self) -> None:
        """End every command and what it started; harmless when called twice."""
        with self._lock:
            self._stopped = True
            for running in self._running:
                try:
                    os.killpg(running.pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue  # it has just ended by itself

    def _start(
        self, command: Sequence[str], out: int, folder: Path | None, environ: Mapping[str, str] | None
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise LaunchError("Set-up was stopped; the next start goes on from here.")
            running = subprocess.Popen(
                list(command),
                cwd=folder,
                env=None if environ is None else dict(environ),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self._running.add(running)
            return running


def last_line(log: Path) -> str:
    """Return the last sentence in a log: what a program said before it gave up, not what its server noted."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    sentences = [line for line in lines if not line.startswith("{")]
    return (sentences or lines or ["it said nothing"])[-1]
