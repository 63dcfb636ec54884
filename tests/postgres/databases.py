"""Databases for single tests, each a copy of one that was prepared before, on the server of the tests."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from psycopg import connect
from sqlalchemy import URL

from tests.postgres.server import postgres


class Databases:
    """Makes databases, and takes them away. `Prepare` gets the address of an empty one."""

    def __init__(self, server: URL) -> None:
        self.server = server
        self._prepared: dict[str, str] = {}
        self._there: set[str] = set()
        self._numbers = itertools.count()
        plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
        self._owner = connect(plain, autocommit=True)

    def new(self, like: str = "template0") -> str:
        """The address of a new database: a copy of that one, else empty."""
        # Ours among those of other workers, and of other runs, on a server that is shared with them.
        name = f"signpost_{os.getpid()}_{next(self._numbers)}"
        # Files are copied rather than pages written to the log: three times as quick for one so small.
        self._owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY FILE_COPY')
        self._there.add(name)
        return self.server.set(database=name).render_as_string(hide_password=False)

    def new_prepared(self, kind: str, prepare: Callable[[str], None]) -> str:
        """A new database as `prepare` leaves one; it is asked once for each kind."""
        if kind not in self._prepared:
            address = self.new()
            prepare(address)
            self._prepared[kind] = _name(address)
        return self.new(like=self._prepared[kind])

    def drop(self, address: str) -> None:
        """Takes a database away, whoever still has a connection to it."""
        self._drop(_name(address))

    def close(self) -> None:
        """Takes away what is left, for a server that stays."""
        for name in tuple(self._there):
            self._drop(name)
        self._owner.close()

    def _drop(self, name: str) -> None:
        self._owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._there.discard(name)


@contextmanager
def databases() -> Iterator[Databases]:
    """The server of the tests, for the length of the block."""
    with postgres() as server:
        made = Databases(server)
        try:
            yield made
        finally:
            made.close()


def _name(address: str) -> str:
    return address.rpartition("?")[0].rpartition("/")[2] or address.rpartition("/")[2]
