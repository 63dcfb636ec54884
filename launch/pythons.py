"""Finds the two Pythons Signpost needs; knows nothing of what they will run."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from launch.problems import LaunchError

RASA_PYTHON = (3, 10)
SYSTEM_FOLDERS = ("/usr/bin", "/usr/local/bin", "/opt/python3.10/bin")  # where a bare PATH may not look
NO_RASA_PYTHON = (
    "Signpost needs Python 3.10 beside the newer one (Rasa 3.6 runs on no other): install it, for example "
    "with `pyenv install 3.10` or `uv python install 3.10`, or name it with RASA_PYTHON, and run this again."
)


def find_rasa_python(environ: Mapping[str, str], uv: Path) -> Path:
    """Return a Python 3.10 that starts.

    Looks at RASA_PYTHON, then PATH, then every version pyenv has (whether or not pyenv puts it on PATH), then
    what uv knows or can fetch. Raises LaunchError with one sentence where there is none.
    """
    for candidate in _candidates(environ):
        if version_of(candidate) == RASA_PYTHON:
            return candidate
    from_uv = _ask_uv(uv, ["python", "find", "--no-project", "3.10"], environ)
    if from_uv is None:
        print("No Python 3.10 on this machine: asking uv to fetch one.", flush=True)
        _ask_uv(uv, ["python", "install", "3.10"], environ)
        from_uv = _ask_uv(uv, ["python", "find", "--no-project", "3.10"], environ)
    if from_uv is None or version_of(from_uv) != RASA_PYTHON:
        raise LaunchError(NO_RASA_PYTHON)
    return from_uv


def version_of(python: Path) -> tuple[int, int] | None:
    """Return (major, minor) as that interpreter itself reports it; None where it does not start.

    A pyenv shim exists for every version ever installed and refuses to run most of them: only asking tells.
    """
    ask = "import sys, venv, ssl, sqlite3; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    # A site's own start-up code may print before us: the last line is ours.
    major, minor = done.stdout.strip().splitlines()[-1].split()
    return int(major), int(minor)


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    if named := environ.get("RASA_PYTHON"):
        yield Path(named)
    if on_path := shutil.which("python3.10", path=environ.get("PATH")):
        yield Path(on_path)
    home = Path(environ.get("HOME", "/nonexistent"))
    roots = [Path(environ["PYENV_ROOT"])] if environ.get("PYENV_ROOT") else []
    for root in [*roots, home / ".pyenv"]:
        yield from sorted(root.glob("versions/3.10*/bin/python3.10"), key=_patch_level, reverse=True)
    yield from (Path(folder) / "python3.10" for folder in SYSTEM_FOLDERS)


def _patch_level(python: Path) -> tuple[int, ...]:
    """The numbers in a pyenv folder's name, so that 3.10.13 comes after 3.10.9."""
    return tuple(int(part) for part in re.findall(r"\d+", python.parent.parent.name))


def _ask_uv(uv: Path, arguments: list[str], environ: Mapping[str, str]) -> Path | None:
    try:
        done = subprocess.run(
            [str(uv), *arguments], capture_output=True, text=True, timeout=300, env=dict(environ)
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.strip().splitlines()
    return Path(lines[-1]) if done.returncode == 0 and lines else None
