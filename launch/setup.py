"""Everything that must stand before Signpost can start: two environments, styles, a recogniser, a model.

Two streams run side by side, because neither waits for the other's processor: the application environment and
what it builds; the Rasa environment and what it trains.
"""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launch.commands import Commands
from launch.environments import make_app_env, make_rasa_env
from launch.settings import LaunchSettings


@dataclass(frozen=True)
class Step:
    """One piece of set-up: what is shown while it runs, and the work (quick when nothing is due)."""

    title: str
    work: Callable[[], None]


def set_up(settings: LaunchSettings, *, dev: bool = False) -> None:
    """Bring the machine to where `run` and `test` can start; quick when all is there already.

    Raises LaunchError with one sentence; a second call goes on where the first was cut off.
    """
    with _stoppable(settings) as (commands, started):
        _show(Step("the application's packages", lambda: make_app_env(settings, commands, dev=dev)), started)
        streams = [
            [
                Step("the pages' styles", lambda: _style(settings, commands)),
                Step("the recogniser of needs and the postcode index", lambda: _build(settings, commands)),
                Step("the second opinion on danger", lambda: _learn(settings, commands)),
            ],
            [
                Step("Rasa's packages", lambda: make_rasa_env(settings, commands)),
                Step("the dialogue's model", lambda: _train(settings, commands)),
            ],
        ]
        _side_by_side(streams, commands, started)


def set_up_app_env(settings: LaunchSettings) -> None:
    """Make the application environment with its tools, and nothing else: what the checks need."""
    with _stoppable(settings) as (commands, started):
        _show(Step("the application's packages", lambda: make_app_env(settings, commands, dev=True)), started)


@contextmanager
def _stoppable(settings: LaunchSettings) -> Iterator[tuple[Commands, float]]:
    """One set-up at a time in a checkout; whatever ends it early ends its commands too."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    commands = Commands()
    with (settings.root / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield commands, time.monotonic()
        finally:
            commands.stop()


def _side_by_side(streams: list[list[Step]], commands: Commands, started: float) -> None:
    with ThreadPoolExecutor(max_workers=len(streams)) as pool:
        jobs = [pool.submit(_stream, stream, started) for stream in streams]
        try:
            for job in as_completed(jobs):
                job.result()
        except BaseException:
            commands.stop()  # the other stream must not keep a person waiting for a sentence
            raise


def _stream(steps: list[Step], started: float) -> None:
    for step in steps:
        _show(step, started)


def _style(settings: LaunchSettings, commands: Commands) -> None:
    _in_room(settings, commands, settings.app_env, ["-m", "web.front_end"], "styles.log")


def _build(settings: LaunchSettings, commands: Commands) -> None:
    _in_room(settings, commands, settings.app_env, ["-m", "directory", "build"], "build.log")


def _learn(settings: LaunchSettings, commands: Commands) -> None:
    opinion = ["-m", "bot.safeguarding.second_opinion"]
    _in_room(settings, commands, settings.app_env, opinion, "second-opinion.log")


def _train(settings: LaunchSettings, commands: Commands) -> None:
    _in_room(settings, commands, settings.rasa_env, ["-m", "bot.train"], "train.log")


def _in_room(
    settings: LaunchSettings, commands: Commands, environment: Path, arguments: list[str], log_name: str
) -> None:
    command = [str(environment / "bin" / "python"), *arguments]
    doing = f"do `python {' '.join(arguments)}`"
    commands.run(
        command, settings.logs / log_name, doing, folder=settings.root, environ=settings.child_environ()
    )


_screen = threading.Lock()


def _show(step: Step, started: float) -> None:
    """Run one step; say so only when it takes long enough for a person to wonder."""
    slow = threading.Timer(1.5, _say, [f"  setting up {step.title} ..."])
    slow.start()
    begun = time.monotonic()
    try:
        step.work()
    finally:
        slow.cancel()
    if time.monotonic() - begun > 1.5:
        _say(f"  done: {step.title} ({time.monotonic() - started:.0f} s so far)")


def _say(line: str) -> None:
    with _screen:
        print(line, flush=True)
