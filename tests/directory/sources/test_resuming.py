"""An import that was stopped goes on where it was; one that was killed leaves the directory as it was."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from directory.exceptions import DirectoryError
from directory.listings import load_listings
from directory.queries import sources
from tests.directory.feeds import v3_service
from tests.directory.sources.conftest import Import
from tests.directory.sources.council import Asked, Council, Directory, Reply, council
from tests.stores import directory_here

CLUBS = [v3_service(f"s{n:02}", name=f"Club {n}") for n in range(20)]
ROOT = Path(__file__).parents[3]
TO_HEAR_IT = 3.0  # seconds in which a program on a busy machine has heard a signal


def breaks_after(count: int) -> Callable[[Asked], Reply]:
    """A source that answers so many requests for single services and then no more."""
    return after(count, Directory(CLUBS, short=True), lambda _: Reply(status=503))


def holds_back_after(count: int, answer: Callable[[Asked], Reply], go_on: Event) -> Callable[[Asked], Reply]:
    """A source that answers so many requests for single services, and the others once `go_on` is set."""

    def slowly(asked: Asked) -> Reply:
        assert go_on.wait(60)
        return answer(asked)

    return after(count, answer, slowly)


def after(
    count: int, answer: Callable[[Asked], Reply], then: Callable[[Asked], Reply]
) -> Callable[[Asked], Reply]:
    """`answer`, until so many single services were asked for; `then` for those that come later."""
    left = iter(range(count))

    def choose(asked: Asked) -> Reply:
        is_late = "/services/" in asked.path and next(left, None) is None
        return then(asked) if is_late else answer(asked)

    return choose


def singles(server: Council) -> list[str]:
    return [path for path in server.paths() if "/services/" in path]


def test_what_was_fetched_is_not_asked_for_again(take: Import, shown: Any) -> None:
    with council(breaks_after(8)) as server:
        with pytest.raises(DirectoryError):
            take(server.url, {"attempts": 1, "connections": 1})
        assert shown() == {}
        server.asked.clear()
        server.answer = Directory(CLUBS, short=True)
        assert take(server.url).added == 20
        assert len(singles(server)) == 12


def test_after_a_good_run_everything_is_asked_for_anew(take: Import, shown: Any) -> None:
    rows = [dict(row) for row in CLUBS]
    with council(Directory(rows, short=True)) as server:
        take(server.url)
        rows[3]["name"] = "A new name"
        assert take(server.url).changed == 1


def test_answers_that_are_too_old_are_thrown_away(take: Import) -> None:
    with council(breaks_after(8)) as server:
        with pytest.raises(DirectoryError):
            take(server.url, {"attempts": 1, "connections": 1})
        server.asked.clear()
        server.answer = Directory(CLUBS, short=True)
        take(server.url, {"kept_hours": 0.0})
        assert len(singles(server)) == 20


def test_answers_of_another_address_are_not_used(take: Import) -> None:
    with council(breaks_after(8)) as server:
        with pytest.raises(DirectoryError):
            take(server.url, {"attempts": 1, "connections": 1})
        server.asked.clear()
        server.answer = Directory(CLUBS, short=True)
        take(f"{server.url}/services")
        assert len(singles(server)) == 20


def test_a_torn_file_is_asked_for_again(take: Import, tmp_path: Path, shown: Any) -> None:
    with council(breaks_after(8)) as server:
        with pytest.raises(DirectoryError):
            take(server.url, {"attempts": 1, "connections": 1})
        kept = [path for path in (tmp_path / "feeds" / "council" / "run").iterdir() if len(path.name) == 64]
        for path in kept:
            path.write_bytes(path.read_bytes()[:-20])
        server.answer = Directory(CLUBS, short=True)
        assert take(server.url).added == 20
    assert all(found.phones for found in shown().values())


def command(tmp_path: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """The real command line, in a process of its own, which hears Ctrl-C however the tests were started."""
    env = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "BUILD_DIR": str(tmp_path / "build")}
    run = [sys.executable, "-m", "directory", *arguments]
    heard = signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell's `  # a shell's `&` hands down deafness to it` hands down deafness
    try:
        return subprocess.Popen(run, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, heard)


def wait_until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not there():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.stores("sqlite", "postgresql")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_in_the_middle_and_started_again(
    tmp_path: Path,
    directory_url: str,
    monkeypatch: pytest.MonkeyPatch,
    north_lincolnshire: Path,
    how: signal.Signals,
) -> None:
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", directory_url)
    rows = json.loads(north_lincolnshire.read_text("utf-8"))[:60]
    go_on = Event()
    with council(holds_back_after(15, Directory(rows, short=True), go_on)) as server:
        first = command(tmp_path, "import", server.url, "--source", "council")
        wait_until(lambda: len(singles(server)) > 15)
        first.send_signal(how)
        with suppress(subprocess.TimeoutExpired):
            first.wait(TO_HEAR_IT)  # it may wait for answers that are on their way
        go_on.set()
        _, err = first.communicate(timeout=60)
        assert first.returncode != 0
        assert stored() == []
        fetched = len(singles(server))
        second = command(tmp_path, "import", server.url, "--source", "council")
        out, _ = second.communicate(timeout=120)
        # Answers that were on their way when it stopped may be asked for twice, one a connection.
        assert len(singles(server)) <= 60 + 4 < fetched + 60
    assert second.returncode == 0 and b"60 new, 0 changed" in out
    if how == signal.SIGINT:
        assert err.decode().strip().endswith("Stopped; the directory is as it was.")
    assert stored() == sorted(row["id"] for row in rows)
    with directory_here() as opened, opened() as session:
        assert [run.outcome for run in sources.runs(session, "council", 9)] == ["done", "stopped"]


def stored() -> list[str]:
    with directory_here() as opened, opened() as session:
        return sorted(found.id for found in load_listings(session))
