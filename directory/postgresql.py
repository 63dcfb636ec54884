"""What a PostgreSQL server must be told, so that a store on it keeps the promises it keeps on SQLite.

Those who write take turns, those who read see one moment, nobody waits for ever, a moment comes back in UTC,
and no character that somebody typed makes the server refuse the whole message.
"""

from typing import Any
from weakref import finalize

from psycopg import Connection as ServerConnection
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

WAIT_SECONDS = 5  # for a lock, as SQLite's busy_timeout
_AT_CONNECT = f"SET TIME ZONE 'UTC'; SET lock_timeout = '{WAIT_SECONDS}s'"

# A reader sees the moment of its first question. A writer looks anew at each question: after waiting for its
# turn it sees what the one before it wrote. One message to the server says both.
_READING = "REPEATABLE READ"
_WRITING = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({turn:d})"


def open_server(url: URL, turn: int, **more: Any) -> Engine:
    """An engine for a store on PostgreSQL; `more` goes to SQLAlchemy. Connects to nothing yet.

    `turn`: the number of the advisory lock that this store's writers wait for, one at a time. Who writes says
    so by the execution option `writes`.
    """
    # hide_parameters: an error must not repeat what a person wrote. pre_ping: a server that was started anew
    # between two questions is not an error of the second.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, isolation_level=_READING, **more)

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(_WRITING.format(turn=turn))

    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", begin)
    _close_with(engine)
    return engine


def _close_with(engine: Engine) -> None:
    """Closes the connections of an engine that nobody has any more: the driver complains of open ones."""
    opened: set[ServerConnection[Any]] = set()

    def note(connection: ServerConnection[Any], _record: object) -> None:
        opened.add(connection)

    def forget(connection: ServerConnection[Any], _record: object) -> None:
        opened.discard(connection)

    def close() -> None:
        for connection in opened:
            connection.close()

    event.listen(engine, "connect", note)
    event.listen(engine, "close", forget)
    # Not at the end of the program: one that was forked would close its parent's.
    finalize(engine, close).atexit = False


class _WithoutNul(StrDumperUnknown):
    """Text for the server, which refuses the character NUL wherever it stands: � takes its place."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\x00", "\N{REPLACEMENT CHARACTER}"))


def _prepare(connection: ServerConnection[Any], _record: object) -> None:
    connection.adapters.register_dumper(str, _WithoutNul)
    was, connection.autocommit = connection.autocommit, True
    connection.execute(_AT_CONNECT)
    connection.autocommit = was
