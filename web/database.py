"""Opening the contacts store: the engine, short transactions to read or to write, and its migrations."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session

from directory.copying import Copied, copy_store
from directory.database import session_factory
from directory.postgresql import WAIT_SECONDS, open_server
from web.encryption import Keyring, give_keyring, keyring_of
from web.exceptions import SettingsError, StoreUnavailable
from web.models.tables import METADATA
from web.store.trail import write_down
from web.store.turns import Turns

Transaction: TypeAlias = Session  # what the rest of the web calls it, which need not know SQLAlchemy
_MIGRATIONS = Path(__file__).parent / "migrations"
_TURN = 712_026  # any number that nothing else in this database uses: held by whoever writes
_TURN_ENDS = "turn ends"
_POOL = 40  # one connection for every thread a web process may run


class ContactsStore:
    """The contacts store. A transaction is never held while something outside is called."""

    def __init__(self, url: str, keyring: Keyring) -> None:
        """`url`: a SQLAlchemy address; `keyring` opens its private columns."""
        self.engine = open_engine(url)
        give_keyring(self.engine, keyring)
        self._readers = session_factory(self.engine)
        self._writers = session_factory(self.engine.execution_options(writes=True))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the store; what it changes is not kept."""
        with self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or leaves no trace when the block raises."""
        with self._writers.begin() as session:
            yield session
            write_down(session)

    def close(self) -> None:
        """Gives back every connection."""
        self.engine.dispose()


def copy_to(store: ContactsStore, url: str) -> Copied:
    """Copies all of the store to the empty one at `url`, whose tables are made; StoreError when it cannot."""
    target = open_engine(url)
    give_keyring(target, keyring_of(store.engine.dialect))
    try:
        migrate(target)
        return copy_store(store.engine, target, METADATA, own=["number_due"])
    finally:
        target.dispose()


def keep_to_ourselves() -> None:
    """From here on, whatever file this process makes can be read by its own account alone."""
    os.umask(0o077)


def open_engine(url: str) -> Engine:
    """An engine for the contacts store; SQLite in WAL with foreign keys, waiting 5 s for a lock."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            return open_server(address, _TURN, pool_size=_POOL)
        if address.get_backend_name() != "sqlite":
            raise ArgumentError
    except (ArgumentError, ImportError):
        # Never the address itself: it may hold a password.
        raise SettingsError(
            "CONTACTS_DATABASE_URL must be an address such as sqlite:////srv/signpost/contacts.sqlite3 "
            "or postgresql+psycopg://signpost@localhost/contacts, with its driver installed."
        ) from None
    _make_file(url)
    # hide_parameters: an error message must not carry what a person wrote.
    engine = create_engine(url, pool_size=_POOL, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    _take_turns(engine, address.database)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Brings the store's tables to `revision` (`head`: the newest); safe to run at every start."""
    try:
        with engine.execution_options(writes=True).begin() as connection:
            command.upgrade(migration_config(connection), revision)
    except DatabaseError:
        raise StoreUnavailable(
            "The contacts store cannot be opened or written to. Check CONTACTS_DATABASE_URL, and that its "
            "file or server is there and is ours to change."
        ) from None


def migrate_back(engine: Engine, revision: str) -> None:
    """Takes the store's tables back to an earlier `revision` (`base`: none)."""
    with engine.execution_options(writes=True).begin() as connection:
        command.downgrade(migration_config(connection), revision)


def migration_config(connection: Connection) -> Config:
    """Alembic's settings, without an ini file: `connection` is what it works on."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _make_file(url: str) -> None:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Made before SQLite makes it, and its companions take after it: nobody else reads them.
        Path(path).touch(mode=0o600)
        Path(path).chmod(0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not start transactions by itself: _begin_sqlite says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _take_turns(engine: Engine, file: str | None) -> None:
    """Has writers take their lock at once, and in turn: see web/store/turns.py. Readers wait for nobody."""
    turns = Turns(Path(file)) if file and file != ":memory:" else None

    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("BEGIN")
            return
        if turns is not None and _TURN_ENDS not in connection.info:
            with suppress(PermissionError, FileNotFoundError):  # SQLite itself says what is wrong there
                connection.info[_TURN_ENDS] = _turn(turns)
        try:
            # At once: a reader that turns writer half-way fails without waiting.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            end(connection.info)
            raise

    def end(info: Any) -> None:
        if ends := info.pop(_TURN_ENDS, None):
            ends()

    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", lambda _connection, record: end(record.info))
    event.listen(engine, "invalidate", lambda _connection, record, _error: end(record.info))


def _turn(turns: Turns) -> Callable[[], None]:
    try:
        return turns.take(WAIT_SECONDS)
    except TimeoutError:
        refused = sqlite3.OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, refused, hide_parameters=True) from None
