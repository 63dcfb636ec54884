"""Programs that a measurement starts, and ends whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 300.0


class ProgramFailed(Exception):
    """A program ended badly or never answered; the text is the end of what it said."""


def run(command: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path) -> None:
    """Run one program to its end."""
    with log.open("ab") as out:
        done = subprocess.run(  # noqa: S603 -- our own commands
            list(command), cwd=folder, env=dict(environ), stdout=out, stderr=subprocess.STDOUT, timeout=900
        )
    if done.returncode != 0:
        raise ProgramFailed(_end_of(log))


@contextmanager
def started(
    command: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs for the length of the block, in a process group of its own."""
    with log.open("ab") as out:
        running = subprocess.Popen(  # noqa: S603 -- our own commands
            list(command),
            cwd=folder,
            env=dict(environ),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield running
    finally:
        _end(running)


def wait_for(
    answers: Callable[[], None], trouble: type[Exception], running: subprocess.Popen[bytes], log: Path
) -> None:
    """Ask again and again until it answers, that is until `trouble` is no longer raised."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return answers()
        except trouble:
            if running.poll() is not None or time.monotonic() > deadline:
                raise ProgramFailed(_end_of(log)) from None
        time.sleep(0.05)


def _end(running: subprocess.Popen[bytes]) -> None:
    if running.poll() is None:
        running.terminate()
    try:
        running.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _end_of(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]
