"""The tables of the directory: made by migrations, equal to the models, and never at the cost of data."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from directory.database import is_migrated, migrate, migration_config, open_engine
from directory.models.tables import metadata
from tests.stores import Addresses


@pytest.fixture
def engine(addresses: Addresses) -> Iterator[Engine]:
    engine = open_engine(addresses.without_tables("new/directory.sqlite3"))
    yield engine
    engine.dispose()


def move(engine: Engine, revision: str) -> None:
    """Up or down to a revision, keeping what the step leaves."""
    with engine.connect() as connection, connection.begin():
        step = command.downgrade if revision == "base" or revision == "0001" else command.upgrade
        step(migration_config(connection), revision)


def shape(engine: Engine) -> dict[str, list[str]]:
    found = inspect(engine)
    return {
        table: [column["name"] for column in found.get_columns(table)] for table in found.get_table_names()
    }


def test_it_works(engine: Engine) -> None:
    assert not is_migrated(engine)
    migrate(engine)
    assert is_migrated(engine)


def test_head_equals_the_models(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata()) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    before = shape(engine)
    migrate(engine)
    assert shape(engine) == before


def test_up_down_up_leaves_the_same_shape(engine: Engine) -> None:
    migrate(engine)
    before = shape(engine)
    move(engine, "base")
    assert set(shape(engine)) == {"alembic_version"}
    migrate(engine)
    assert shape(engine) == before


def test_services_survive_going_down_a_step_and_up_again(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO service (id, name, description, status, source, national, fingerprint)"
                " VALUES ('s1', 'Lunch club', '', 'active', 'import', false, 'x')"
            )
        )
    move(engine, "0001")
    migrate(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT name FROM service WHERE id = 's1'")) == "Lunch club"
        assert connection.scalar(text("SELECT revision FROM directory_state")) == 0


def test_what_hangs_on_a_service_survives_the_step_to_sources_both_ways(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin():
        command.upgrade(migration_config(connection), "0002")
        connection.execute(
            text(
                "INSERT INTO service (id, name, description, status, source, national, fingerprint)"
                " VALUES ('s1', 'Lunch club', '', 'active', 'import', false, 'x')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO phone (service_id, id, position, number) VALUES ('s1', 'p1', 0, '01632 960123')"
            )
        )
    migrate(engine)
    with engine.connect() as connection, connection.begin():
        assert connection.scalar(text("SELECT count(*) FROM phone")) == 1
        command.downgrade(migration_config(connection), "0002")
        assert connection.scalar(text("SELECT count(*) FROM phone")) == 1


def test_a_failed_migration_leaves_no_table_behind(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("alembic.op.create_index", fall_over)
    with pytest.raises(KeyboardInterrupt):
        migrate(engine)
    assert shape(engine) == {}
