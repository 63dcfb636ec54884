"""Migrations of both stores on both databases: up, down step by step, up again, with rows in every table."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, func, inspect, select, table

from directory.database import migration_config
from directory.models.tables import metadata as directory_metadata
from tests.postgres.filling import ROWS, fill
from tests.stores import Addresses, Kind, open_store
from web.database import migration_config as contacts_config
from web.models.tables import METADATA as CONTACTS

TABLES: dict[str, MetaData] = {"directory": directory_metadata(), "contacts": CONTACTS}
CONFIGS = {"directory": migration_config, "contacts": contacts_config}
VERSIONS = {"directory": "alembic_version", "contacts": "contacts_version"}


@pytest.fixture(params=["directory", "contacts"])
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def engine(kind: Kind, addresses: Addresses) -> Iterator[Engine]:
    """A store with rows in every table."""
    engine = open_store(kind, addresses.with_tables(kind))
    with engine.execution_options(writes=True).begin() as connection:
        filled = fill(connection, TABLES[kind])
    assert all(count >= ROWS for name, count in filled.items() if name != "directory_state"), filled
    yield engine
    engine.dispose()


def move(engine: Engine, kind: Kind, revision: str, *, up: bool) -> None:
    with engine.execution_options(writes=True).begin() as connection:
        (command.upgrade if up else command.downgrade)(CONFIGS[kind](connection), revision)


def steps_back(kind: Kind) -> list[str]:
    """Every revision but the newest, the newest first."""
    config = Config()
    config.set_main_option("script_location", f"{'web' if kind == 'contacts' else 'directory'}:migrations")
    found = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    return found[1:]


def rows(connection: Connection) -> dict[str, int]:
    names = [name for name in inspect(connection).get_table_names() if not name.endswith("_version")]
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}


def differences(connection: Connection, kind: Kind) -> list[object]:
    options = {"compare_type": True, "version_table": VERSIONS[kind]}
    found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), TABLES[kind])
    return found


def test_no_row_is_lost_on_the_way_down_and_up_again(engine: Engine, kind: Kind) -> None:
    with engine.connect() as connection:
        before = rows(connection)
    for revision in steps_back(kind):
        move(engine, kind, revision, up=False)
        with engine.connect() as connection:
            left = rows(connection)
        assert left == {name: before[name] for name in left}, revision
    move(engine, kind, "head", up=True)
    with engine.connect() as connection:
        assert {name: rows(connection)[name] for name in left} == left
        assert differences(connection, kind) == []


def test_down_to_nothing_and_up_again(engine: Engine, kind: Kind) -> None:
    move(engine, kind, "base", up=False)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == [VERSIONS[kind]]
    move(engine, kind, "head", up=True)
    with engine.connect() as connection:
        assert differences(connection, kind) == []
