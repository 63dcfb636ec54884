"""`make run`: sets up what is missing, starts the four programs, prints the address, keeps them running."""

from __future__ import annotations

import fcntl
import json
import signal
import time
import types
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from launch.commands import Commands, last_line
from launch.problems import LaunchError
from launch.processes import Process, stop_all
from launch.programs import four_programs, why_not_free
from launch.settings import LaunchSettings
from launch.setup import set_up

READY_SECONDS = 120.0
LOOK_EVERY = 0.2


class Stop(Exception):
    """Somebody asked the launcher to end (Ctrl-C or SIGTERM)."""


def run(settings: LaunchSettings) -> None:
    """Run Signpost until asked to stop. Raises LaunchError with one sentence when it cannot start."""
    _refuse_a_port_that_is_not_free(settings)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    settings.var_dir.chmod(0o700)  # people's words rest below it
    with _only_one(settings), _stopping_on_signals():
        began = time.monotonic()
        set_up(settings)
        processes = [Process(program) for program in four_programs(settings)]
        try:
            _start(settings, processes)
            _announce(settings, time.monotonic() - began)
            _keep_running(settings, processes)
        except Stop:
            print("\nStopping ...", flush=True)
        finally:
            stop_all(processes)
            _processes_file(settings).unlink(missing_ok=True)


def _start(settings: LaunchSettings, processes: Sequence[Process]) -> None:
    """Start Rasa, which loads longest; prepare the stores meanwhile; then start the rest and wait for all."""
    first, *others = processes
    first.start()
    _prepare_stores(settings)
    for process in others:
        process.start()
    _write_pids(settings, processes)
    _wait_until_ready(settings, processes)


def _prepare_stores(settings: LaunchSettings) -> None:
    """Bring both stores up to date side by side; a fresh directory gets the demonstration."""
    commands = Commands()
    python = str(settings.app_env / "bin" / "python")
    with ThreadPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(
                commands.run,
                [python, "-m", *arguments],
                settings.logs / f"prepare-{arguments[0]}.log",
                f"do `python -m {' '.join(arguments)}`",
                folder=settings.root,
                environ=settings.child_environ(),
            )
            for arguments in (["directory", "demo"], ["web", "migrate"])
        ]
        try:
            for job in jobs:
                job.result()
        except BaseException:
            commands.stop()
            raise


def _wait_until_ready(settings: LaunchSettings, processes: Sequence[Process]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        for process in processes:
            if process.exit_code is not None:
                said = last_line(process.program.log)
                raise LaunchError(
                    f"The {process.program.name} process did not start: {said} (see {process.program.log})."
                )
        if health(settings) == "ok":
            return
        time.sleep(LOOK_EVERY)
    raise LaunchError(f"Signpost did not answer within {READY_SECONDS:.0f} seconds: see {settings.logs}.")


def health(settings: LaunchSettings) -> str | None:
    """Return the status that GET /health gives ("ok", "degraded"), or None while nothing answers."""
    # A council's proxy is for other machines: this one is asked directly.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{settings.address}/health", timeout=5) as answer:
            return str(json.load(answer).get("status"))
    except (OSError, ValueError):
        return None


def _announce(settings: LaunchSettings, seconds: float) -> None:
    print(f"Signpost answers at {settings.address}  (ready in {seconds:.0f} s; Ctrl-C stops it)", flush=True)


def _keep_running(settings: LaunchSettings, processes: Sequence[Process]) -> None:
    ended: set[str] = set()
    while True:
        for process in processes:
            name = process.program.name
            if process.exit_code is not None and name not in ended:
                ended.add(name)
                print(f"The {name} process ended (code {process.exit_code}); starting it again.", flush=True)
            if process.start_again_if_due():
                ended.discard(name)
                _write_pids(settings, processes)
        time.sleep(LOOK_EVERY)


def _write_pids(settings: LaunchSettings, processes: Sequence[Process]) -> None:
    """Leave a note of what runs, for the operator (and for tests that pull the plug)."""
    pids = {process.program.name.lower(): process.pid for process in processes}
    fresh = _processes_file(settings).with_suffix(".tmp")
    fresh.write_text(json.dumps(pids) + "\n")
    fresh.replace(_processes_file(settings))


def _processes_file(settings: LaunchSettings) -> Path:
    return settings.var_dir / "processes.json"


def _refuse_a_port_that_is_not_free(settings: LaunchSettings) -> None:
    wanted = {"PORT": settings.port, "RASA_PORT": settings.rasa_port, "ACTIONS_PORT": settings.actions_port}
    for name, port in wanted.items():
        host = settings.host if name == "PORT" else "127.0.0.1"
        if port is not None and (reason := why_not_free(host, port)):
            raise LaunchError(f"Port {port} {reason}: free it, or run with {name}=<another>.")


@contextmanager
def _only_one(settings: LaunchSettings) -> Iterator[None]:
    """Two launchers on one VAR_DIR would write over each other: the second is refused."""
    with (settings.var_dir / "launch.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LaunchError(f"Signpost already runs with {settings.var_dir}: stop it first.") from None
        yield


@contextmanager
def _stopping_on_signals() -> Iterator[None]:
    def stop(_number: int, _frame: types.FrameType | None) -> None:
        raise Stop

    before = {which: signal.signal(which, stop) for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, handler)
