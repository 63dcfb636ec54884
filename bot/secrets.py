"""Secrets made once and kept in a file that its owner alone can read."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class SecretError(Exception):
    """A secret's file is missing its protection or its content; the message says what to do."""


def read_or_create(path: Path, nbytes: int = 32) -> str:
    """The secret kept in `path`, made now if there is none.

    Safe when several processes start together: each writes its own draft, and one of them wins, whole.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        _create(path, secrets.token_urlsafe(nbytes))
        return _read(path)


def _read(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        if os.fstat(file.fileno()).st_mode & READABLE_BY_OTHERS:
            raise SecretError(f"{path} can be read by others. Run: chmod 600 {path}")
        secret = file.read().strip()
    if not secret:
        raise SecretError(f"{path} is empty. Delete it and start again, and a new secret is made.")
    return secret


def _create(path: Path, secret: str) -> None:
    """Put `secret` at `path` in one step, unless somebody else was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # mkstemp makes it 0600
    try:
        with os.fdopen(draft, "w", encoding="utf-8") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first: its secret is the one
    finally:
        Path(name).unlink()
