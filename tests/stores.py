"""Stores for single tests, on SQLite and on PostgreSQL: where they lie, with their tables in them already."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import Engine

import directory.database
import web.database
from directory.settings import DirectorySettings
from tests.postgres.databases import Databases
from web.encryption import Keyring, give_keyring

Kind = Literal["directory", "contacts"]
ROOMS = {"directory": directory.database, "contacts": web.database}
KEYS = {"v1": "k" * 40}
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def migrate(kind: Kind, address: str) -> None:
    """Makes the tables of this kind of store at this address."""
    engine = open_store(kind, address)
    ROOMS[kind].migrate(engine)
    engine.dispose()


def open_store(kind: Kind, address: str) -> Engine:
    """An engine for it; one on contacts has a key."""
    engine = ROOMS[kind].open_engine(address)
    if kind == "contacts":
        give_keyring(engine, Keyring(KEYS))
    return engine


class Addresses:
    """Gives out addresses of new stores on one database or the other, and takes the stores away again."""

    def __init__(self, on_server: Callable[[], Databases] | None, folder: Path) -> None:
        """`on_server`: what makes databases on a server; without it, files are made in `folder`."""
        self._on_server, self.folder = on_server, folder
        self._made: list[str] = []

    @classmethod
    def on(cls, backend: str, request: pytest.FixtureRequest, folder: Path) -> "Addresses":
        """Those of this database; a server is started when the first store on one is asked for."""
        server = (lambda: request.getfixturevalue("on_server")) if backend == POSTGRESQL else None
        return cls(server, folder)

    def with_tables(self, kind: Kind, file: str = "") -> str:
        """A store with the newest tables and nothing in them; `file`: its name, where it is a file."""
        if self._on_server is None:
            path = self._path(file or f"{kind}.sqlite3")
            path.write_bytes(_migrated(kind))
            return f"sqlite:///{path}"
        return self._noted(self._on_server().new_prepared(kind, lambda address: migrate(kind, address)))

    def without_tables(self, file: str = "empty.sqlite3") -> str:
        """An address with no tables at all."""
        if self._on_server is None:
            return f"sqlite:///{self._path(file)}"
        return self._noted(self._on_server().new())

    def take_away(self) -> None:
        """Ends what was given out on a server; files go with their folder."""
        for address in self._made:
            if self._on_server is not None:
                self._on_server().drop(address)

    def _path(self, file: str) -> Path:
        path = self.folder / file
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def _noted(self, address: str) -> str:
        self._made.append(address)
        return address


@contextmanager
def directory_here() -> Iterator[directory.database.SessionFactory]:
    """The directory that the settings of this moment name, as a command line would open it."""
    engine = directory.database.open_engine(DirectorySettings.from_env().database_url)
    yield directory.database.session_factory(engine)
    engine.dispose()


@cache
def _migrated(kind: Kind) -> bytes:
    """An empty store's file: made once, since hundreds of them are wanted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.sqlite3"
        migrate(kind, f"sqlite:///{path}")
        return path.read_bytes()


def on_which(metafunc: pytest.Metafunc) -> list[object]:
    """On which databases a test runs: both, or those its mark `stores` names.

    A slow one (a browser, started processes) runs on SQLite alone unless it is marked.
    """
    marked = metafunc.definition.get_closest_marker("stores")
    slow = any(metafunc.definition.get_closest_marker(name) for name in ("slow", "browser", "rasa"))
    wanted = marked.args if marked else (SQLITE,) if slow else (SQLITE, POSTGRESQL)
    marks = (pytest.mark.postgres, pytest.mark.slow)
    kinds = {
        SQLITE: pytest.param(SQLITE, id=pytest.HIDDEN_PARAM),
        POSTGRESQL: pytest.param(POSTGRESQL, marks=marks),
    }
    return [kinds[each] for each in wanted]
