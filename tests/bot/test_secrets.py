"""A secret is made once, by whoever is first, and only its owner can read it."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.secrets import SecretError, read_or_create

ROOT = Path(__file__).parents[2]


def test_it_is_made_once_and_private(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "token"

    first = read_or_create(path)

    assert read_or_create(path) == first
    assert len(first) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("open to all", encoding="utf-8")
    path.chmod(0o644)

    with pytest.raises(SecretError, match="chmod 600"):
        read_or_create(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.touch(mode=0o600)

    with pytest.raises(SecretError, match="empty"):
        read_or_create(path)


def test_threads_agree(tmp_path: Path) -> None:
    path = tmp_path / "token"

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: read_or_create(path), range(32)))) == 1


def test_processes_agree_and_leave_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "token"
    code = "import sys, pathlib, bot.secrets as s; print(s.read_or_create(pathlib.Path(sys.argv[1])))"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(6)
    ]

    seen = {process.communicate(timeout=30)[0] for process in started}

    assert len(seen) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["token"]
