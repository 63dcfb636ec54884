"""Moving a store to the other database: every row as it lay, all or none, and it counts on from there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Table

from directory import copying
from directory.copying import Row, copy_store
from directory.exceptions import StoreError
from directory.models.tables import metadata as directory_metadata
from tests.postgres.databases import Databases
from tests.postgres.filling import NOON, ROWS, counts, fill
from tests.stores import POSTGRESQL, SQLITE, Addresses, Kind, open_store
from web.models.record import Person
from web.models.tables import METADATA as CONTACTS

TABLES = {"directory": directory_metadata(), "contacts": CONTACTS}
OWN = {"directory": ["directory_state"], "contacts": ["number_due"]}
pytestmark = [pytest.mark.postgres, pytest.mark.slow]
BOTH_WAYS = pytest.mark.parametrize("way", [(SQLITE, POSTGRESQL), (POSTGRESQL, SQLITE)], ids="-to-".join)


@pytest.fixture(params=["directory", "contacts"])
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def engines(
    kind: Kind, way: tuple[str, str], request: pytest.FixtureRequest, tmp_path: Path, on_server: Databases
) -> Iterator[list[Engine]]:
    """A full store on one database and an empty one on the other."""
    made = [Addresses.on(each, request, tmp_path / each) for each in way]
    engines = [open_store(kind, each.with_tables(kind)) for each in made]
    with engines[0].execution_options(writes=True).begin() as connection:
        fill(connection, TABLES[kind])
    yield engines
    for engine, addresses in zip(engines, made, strict=True):
        engine.dispose()
        addresses.take_away()


def everything(engine: Engine, kind: Kind) -> dict[str, list[list[object]]]:
    """Every value as a program reads it, decrypted; SQLite forgets the zone of some moments, which is UTC."""

    def plain(value: object) -> str:
        aware = isinstance(value, datetime) and value.tzinfo is not None
        return repr(value.astimezone(UTC).replace(tzinfo=None) if aware else value)

    with engine.connect() as connection:
        return {
            table.name: sorted([plain(value) for value in row] for row in connection.execute(table.select()))
            for table in TABLES[kind].sorted_tables
        }


@BOTH_WAYS
def test_every_row_goes_over(engines: list[Engine], kind: Kind) -> None:
    here, there = engines
    copied = copy_store(here, there, TABLES[kind], OWN[kind])
    assert copied.rows >= ROWS * (len(TABLES[kind].tables) - len(OWN[kind]))
    assert everything(there, kind) == everything(here, kind)


@BOTH_WAYS
def test_it_goes_into_an_empty_store_only(engines: list[Engine], kind: Kind) -> None:
    copy_store(*engines, TABLES[kind], OWN[kind])
    before = everything(engines[1], kind)
    with pytest.raises(StoreError, match="something in that store already"):
        copy_store(*engines, TABLES[kind], OWN[kind])
    assert everything(engines[1], kind) == before


@BOTH_WAYS
@pytest.mark.parametrize("kind", ["contacts"], indirect=True)
def test_the_next_row_gets_the_next_number(engines: list[Engine], kind: Kind) -> None:
    copy_store(*engines, TABLES[kind], OWN[kind])
    with engines[1].execution_options(writes=True).begin() as connection:
        given = connection.execute(Person.__table__.insert().values(created_at=NOON)).inserted_primary_key
    assert given is not None
    assert given[0] == ROWS + 1


@BOTH_WAYS
def test_what_fails_half_way_was_never_copied(
    engines: list[Engine], kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_one(connection: Connection, table: Table) -> Iterator[list[Row]]:
        rows = [row for portion in portions(connection, table) for row in portion]
        yield rows[1:] if connection.engine.url == engines[1].url else rows

    portions = copying._portions
    monkeypatch.setattr(copying, "_portions", lose_one)
    with pytest.raises(StoreError, match="is not what was there"):
        copy_store(*engines, TABLES[kind], OWN[kind])
    with engines[1].connect() as connection:
        left = counts(connection, TABLES[kind])
    assert {name: count for name, count in left.items() if name not in OWN[kind] and count} == {}
