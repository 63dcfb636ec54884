"""Starting and stopping: a taken port, two at once, a broken model, Ctrl-C; one sentence each, no trace."""

import fnmatch
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from tests.journeys.conftest import processes_of
from tests.journeys.house import ROOT, House, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.rasa]


def launch(var_dir: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "launch", "run"],
        cwd=ROOT, env={**os.environ, "VAR_DIR": str(var_dir), **environ},
        capture_output=True, text=True, timeout=180,
    )  # fmt: skip


def assert_one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(said) == 1, done.stderr
    for word in words:
        assert word in said[0]


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_one_sentence(launch(tmp_path / "var", PORT=str(port)), str(port), "taken")


def test_a_port_that_is_none(tmp_path: Path) -> None:
    assert_one_sentence(launch(tmp_path / "var", PORT="eighty"), "PORT")


def test_a_second_one_on_the_same_folder(house: House) -> None:
    assert_one_sentence(launch(house.var_dir, PORT="8999"), "already runs")


def test_a_broken_model(tmp_path: Path) -> None:
    build = tmp_path / "build"
    shutil.copytree(ROOT / "build", build)
    for model in (build / "rasa").glob("*.tar.gz"):
        model.write_bytes(b"this is no model")
    done = launch(tmp_path / "var", BUILD_DIR=str(build), PORT="8998")
    assert_one_sentence(done, "model")
    assert processes_of(tmp_path / "var") == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda each: each.name)
def test_stopping_stops_everything(tmp_path: Path, how: signal.Signals) -> None:
    running = House(tmp_path / "var").start()
    assert len(processes_of(running.var_dir)) >= 4
    code = running.stop(how)
    assert code == (-how if how is signal.SIGKILL else 0)
    wait_for(lambda: processes_of(running.var_dir) == [], 20, lambda: str(processes_of(running.var_dir)))
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"{running.url}/health", timeout=1)


def test_stopping_and_starting_loses_nothing(tmp_path: Path) -> None:
    running = House(tmp_path / "var").start()
    begun = running.chat("my mum keeps falling and I'm worn out")
    running.stop()
    running.start()
    later = running.chat("that she can stay at home", begun["conversation_id"])
    later = running.chat("DN15 6NL", begun["conversation_id"])
    left_behind = unregistered_files(running.var_dir)
    running.stop()
    assert any(reply["services"] for reply in later["replies"]), later
    assert left_behind == []


def unregistered_files(var_dir: Path) -> list[str]:
    """Files below VAR_DIR that web/personal_data_files.yml does not know."""
    known = yaml.safe_load((ROOT / "web" / "personal_data_files.yml").read_text())
    written = [str(path.relative_to(var_dir)) for path in var_dir.rglob("*") if path.is_file()]
    assert written
    return [name for name in written if not any(fnmatch.fnmatch(name, pattern) for pattern in known)]
