"""Everything that must stand before Signpost can start: two environments, a recogniser, a trained model.

Two streams run side by side, because neither waits for the other's processor: the application environment and
what it builds; the Rasa environment and what it trains.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from launch.environments import last_line, make_app_env, make_rasa_env
from launch.problems import LaunchError
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
    started = time.monotonic()
    settings.logs.mkdir(parents=True, exist_ok=True)
    _show(Step("the application's packages", lambda: make_app_env(settings, dev=dev)), started)
    with ThreadPoolExecutor(max_workers=2) as streams:
        jobs = [
            streams.submit(
                _stream, [Step("the recogniser of needs and the postcode index", _build(settings))], started
            ),
            streams.submit(_stream, _rasa_steps(settings), started),
        ]
        for job in jobs:
            job.result()


def _rasa_steps(settings: LaunchSettings) -> list[Step]:
    return [
        Step("Rasa's packages", lambda: make_rasa_env(settings)),
        Step(
            "the dialogue's model",
            lambda: _in_room(settings, settings.rasa_env, ["-m", "bot.train"], "train.log"),
        ),
    ]


def _build(settings: LaunchSettings) -> Callable[[], None]:
    return lambda: _in_room(settings, settings.app_env, ["-m", "directory", "build"], "build.log")


def _stream(steps: list[Step], started: float) -> None:
    for step in steps:
        _show(step, started)


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


def _in_room(settings: LaunchSettings, environment: Path, arguments: list[str], log_name: str) -> None:
    log = settings.logs / log_name
    with log.open("a") as out:
        done = subprocess.run(
            [str(environment / "bin" / "python"), *arguments],
            cwd=settings.root,
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**settings.environ, "VAR_DIR": str(settings.var_dir), "BUILD_DIR": str(settings.build_dir)},
        )
    if done.returncode != 0:
        raise LaunchError(f"`python {' '.join(arguments)}` failed: {last_line(log)} (see {log}).")
