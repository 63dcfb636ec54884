"""The server of the tests leaves nothing behind, and says why where it cannot start."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.postgres import server

ROOT = Path(__file__).parents[2]
START = """
import sys, time
from tests.postgres.server import postgres
with postgres() as address:
    print(address.query["host"], flush=True)
    sys.stdin.readline()
"""
pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def environ() -> dict[str, str]:
    """As on a machine that has no server of its own."""
    return {name: value for name, value in os.environ.items() if name != "TEST_POSTGRES_URL"}


def start(environ: dict[str, str]) -> tuple["subprocess.Popen[str]", Path]:
    command = [sys.executable, "-c", START]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    program = subprocess.Popen(command, cwd=ROOT, env=environ, **pipes)
    assert program.stdout is not None
    return program, Path(program.stdout.readline().strip())


def is_gone(folder: Path) -> bool:
    until = time.monotonic() + 30
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return not folder.exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_however_the_tests_end(environ: dict[str, str], how: signal.Signals) -> None:
    program, folder = start(environ)
    data = (folder / "data").resolve()
    running = int((data / "postmaster.pid").read_text().split()[0])
    program.send_signal(how)
    program.communicate()
    assert is_gone(folder)
    assert is_gone(data)
    assert not Path(f"/proc/{running}").exists()


def test_without_the_wheel_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(server, "find_spec", lambda _name: None)
    with pytest.raises(server.NoServer, match="set TEST_POSTGRES_URL"), server.postgres():
        pass


def test_a_server_that_does_not_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.setitem(server.SETTINGS, "max_connections", "many")
    with pytest.raises(server.NoServer, match="max_connections"), server.postgres():
        pass
