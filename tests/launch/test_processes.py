"""Programs are started, started again when they fall over, and none outlives the launcher."""

import os
import signal
import sys
import time

import pytest

from launch.processes import Process, Program, stop_all

STEADY = "import time; time.sleep(60)"
DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    " print('up', flush=True); time.sleep(60)"
)
FAMILY = (
    "import subprocess, sys, time;"
    " child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    " print(child.pid, flush=True); time.sleep(60)"
)


@pytest.fixture
def start(tmp_path):
    started = []

    def begin(code):
        program = Program(
            "pretend", [sys.executable, "-c", code], os.environ, tmp_path, tmp_path / "logs/pretend.log"
        )
        process = Process(program)
        process.start()
        started.append(process)
        return process

    yield begin
    stop_all(started)


def wait_for(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to pass")


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().split(")")[1].split()[0] != "Z"


def test_it_runs_and_logs(start):
    process = start("print('hello', flush=True); import time; time.sleep(60)")
    wait_for(lambda: process.program.log.read_text() == "hello\n")
    assert process.pid and process.exit_code is None


def test_one_that_is_killed_is_started_again(start):
    process = start(STEADY)
    first = process.pid
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: process.start_again_if_due())
    assert process.pid not in (None, first)
    assert process.restarts == 1


def test_one_that_runs_is_left_alone(start):
    process = start(STEADY)
    assert not process.start_again_if_due()


def test_the_pause_grows_when_it_keeps_falling_over(start):
    process = start("raise SystemExit(3)")
    wait_for(lambda: process.exit_code == 3)
    wait_for(lambda: process.start_again_if_due())
    wait_for(lambda: process.exit_code == 3)
    begun = time.monotonic()
    wait_for(lambda: process.start_again_if_due())
    assert time.monotonic() - begun >= 0.9


def test_stopping_ends_the_whole_family(start):
    process = start(FAMILY)
    wait_for(lambda: process.program.log.exists() and process.program.log.read_text().strip())
    child = int(process.program.log.read_text())
    stop_all([process])
    assert process.exit_code is not None
    wait_for(lambda: not alive(child))


def test_one_that_will_not_listen_is_ended_all_the_same(start, monkeypatch):
    monkeypatch.setattr("launch.processes.STOP_SECONDS", 0.3)
    process = start(DEAF)
    wait_for(lambda: process.program.log.read_text() == "up\n")
    stop_all([process])
    assert process.exit_code == -signal.SIGKILL
