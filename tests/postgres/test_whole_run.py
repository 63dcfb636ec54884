"""Signpost on PostgreSQL from end to end, as a council sets it up: each store with a login of its own.

The real commands in processes of their own, the real server, and a move back to files at the end.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from tests.postgres.databases import Databases
from tests.web.handoff_json import handoff
from tests.web.real_site import ROOT, running

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
STORES = ("directory", "contacts")
PASSWORD = "correct-horse-battery-staple"
Run = Callable[..., str]


@pytest.fixture
def logins(on_server: Databases) -> Iterator[dict[str, str]]:
    """The address of each store with its own login, made as docs/operating/databases.md says."""
    made = {name: on_server.new() for name in STORES}
    owner = psycopg.connect(_plain(on_server.server), autocommit=True)
    for name, address in made.items():
        database = make_url(address).database
        owner.execute(f"CREATE ROLE test_{name} LOGIN PASSWORD '{PASSWORD}'")
        owner.execute(f'ALTER DATABASE "{database}" OWNER TO test_{name}')
        owner.execute(f'REVOKE CONNECT ON DATABASE "{database}" FROM PUBLIC')
    yield {name: _with_login(address, f"test_{name}") for name, address in made.items()}
    for name, address in made.items():
        on_server.drop(address)
        owner.execute(f"DROP ROLE test_{name}")
    owner.close()


@pytest.fixture
def environ(logins: dict[str, str], tmp_path: Path) -> dict[str, str]:
    addresses = {f"{name.upper()}_DATABASE_URL": address for name, address in logins.items()}
    folders = {"VAR_DIR": str(tmp_path / "var"), "BUILD_DIR": str(tmp_path / "build")}
    return {"PATH": os.environ["PATH"], **folders, **addresses}


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Runs a command to its good end; what it printed."""

    def run(room: str, *arguments: str, **more: str) -> str:
        command = [sys.executable, "-m", room, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env={**environ, **more}, capture_output=True, text=True, timeout=200
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_from_the_first_import_to_the_purge(
    run: Run, environ: dict[str, str], logins: dict[str, str], tmp_path: Path
) -> None:
    assert "services taken in (demonstration)" in run("directory", "demo")
    exported = run("directory", "export")
    assert len(json.loads(exported)["contents"]) > 150
    with running(tmp_path, **environ) as site:
        first, again = site.send(handoff()), site.send(handoff())
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["reference"] == again.json()["reference"]
        assert httpx.get(f"{site.url}/staff/sign-in", timeout=30).status_code == 200
    assert "0 hand-offs, 0 contacts" in run("web", "purge")
    with psycopg.connect(_plain(make_url(logins["contacts"]))) as connection:
        [(words,)] = connection.execute("SELECT words FROM handoff_word LIMIT 1").fetchall()
    assert words.startswith("v1:")
    file = f"sqlite:///{tmp_path / 'moved.sqlite3'}"
    assert "read back and the same" in run("directory", "copy-to", file)
    assert run("directory", "export", DIRECTORY_DATABASE_URL=file) == exported
    assert "read back and the same" in run("web", "copy-to", f"sqlite:///{tmp_path / 'people.sqlite3'}")


@pytest.mark.parametrize(("who", "where"), [("directory", "contacts"), ("contacts", "directory")])
def test_neither_login_opens_the_others_store(logins: dict[str, str], who: str, where: str) -> None:
    other = make_url(logins[where]).set(username=f"test_{who}")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(_plain(other))


def _plain(url: object) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _with_login(address: str, name: str) -> str:
    return make_url(address).set(username=name, password=PASSWORD).render_as_string(hide_password=False)
