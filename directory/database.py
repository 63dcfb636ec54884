"""Opening the directory's database, and bringing its tables up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from directory.exceptions import StoreError
from directory.postgresql import open_server

SessionFactory = sessionmaker[Session]

# Any number will do, as long as nothing else in this database uses it: held by whoever writes.
_TURN = 5_190_321


def open_engine(url: str) -> Engine:
    """An engine for the address; the folder of a SQLite file is made. Connects to nothing yet."""
    address = make_url(url)
    try:
        if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
            Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
        if address.get_backend_name() == "postgresql":
            return open_server(address, _TURN)
        engine = create_engine(address, hide_parameters=True)  # an error never repeats what was written
    except OSError as error:
        raise StoreError(f"The directory's folder cannot be made ({error.strerror}).") from error
    except (ImportError, SQLAlchemyError) as error:
        raise StoreError(f"No driver is installed for {address.get_backend_name()} databases.") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def session_factory(engine: Engine) -> SessionFactory:
    """Where sessions come from. Objects stay readable after commit; a closed one raises when it is asked."""
    # By default it would open another connection, which nobody gives back.
    return sessionmaker(engine, expire_on_commit=False, close_resets_only=False)


def open_sessions(url: str) -> SessionFactory:
    """Sessions on the store at this address; StoreError where there are no tables yet."""
    engine = open_engine(url)
    if not is_migrated(engine):
        raise StoreError("The directory's store has no tables yet: run python -m directory migrate")
    return session_factory(engine)


@contextmanager
def begin_writing(sessions: SessionFactory) -> Iterator[Session]:
    """A session that will write: committed whole at the end, or not at all.

    It waits for its turn at once: on SQLite for the lock of the file, on PostgreSQL for one of the same kind.
    A transaction that reads first and writes later could otherwise be refused half way, without waiting.
    """
    with sessions.begin() as session:
        session.connection(execution_options={"writes": True})
        yield session


def is_writing(session: Session) -> bool:
    """Whether the session came from `begin_writing`."""
    return bool(session.connection().get_execution_options().get("writes", False))


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest shape, in one transaction; safe when two programs start at once."""
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                command.upgrade(migration_config(connection), "head")
    except (SQLAlchemyError, CommandError) as error:
        raise StoreError(
            f"The directory's database could not be prepared ({type(error).__name__})."
        ) from error


def migration_config(connection: Connection) -> Config:
    """Alembic's settings, without an ini file: `connection` is what it works on."""
    config = Config()
    config.set_main_option("script_location", "directory:migrations")
    config.attributes["connection"] = connection
    return config


def is_migrated(engine: Engine) -> bool:
    """Whether the tables are there at all."""
    try:
        return inspect(engine).has_table("directory_state")
    except SQLAlchemyError as error:
        raise StoreError(f"The directory's database could not be opened ({type(error).__name__}).") from error


def _prepare_sqlite(connection: SQLiteConnection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins, not the driver
    for pragma in ("busy_timeout = 5000", "journal_mode = WAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
