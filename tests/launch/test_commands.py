"""The commands of set-up: each leaves a log, a failure is one sentence, and stopping ends them at once."""

import sys
import threading
import time

import pytest

from launch.commands import Commands
from launch.problems import LaunchError

SLEEP = [sys.executable, "-c", "import time; print('asleep', flush=True); time.sleep(60)"]


def python(code):
    return [sys.executable, "-c", code]


def test_it_runs_and_leaves_a_log(tmp_path):
    Commands().run(python("print('made')"), tmp_path / "logs/setup.log", "make it")
    assert (tmp_path / "logs/setup.log").read_text() == "made\n"


def test_a_failure_is_one_sentence_with_what_was_said_last(tmp_path):
    with pytest.raises(LaunchError) as said:
        Commands().run(
            python("import sys; print('one'); sys.exit('no room left')"), tmp_path / "log", "make it"
        )
    assert str(said.value).startswith("Could not make it: no room left")


def test_stopping_ends_what_runs_and_starts_no_more(tmp_path):
    commands, ended = Commands(), []

    def run():
        with pytest.raises(LaunchError):
            commands.run(SLEEP, tmp_path / "log", "sleep")
        ended.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    while not (tmp_path / "log").exists() or not (tmp_path / "log").read_text():
        time.sleep(0.01)
    begun = time.monotonic()
    commands.stop()
    thread.join(5)
    assert ended and ended[0] - begun < 2
    with pytest.raises(LaunchError):
        commands.run(python("pass"), tmp_path / "log", "go on")
