"""Rows for every table there is, made up from the metadata: a new table or column is filled by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

ROWS = 3
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def fill(connection: Connection, metadata: MetaData) -> dict[str, int]:
    """Puts rows into every table, each value as long as its column allows; how many each has now."""
    for table in metadata.sorted_tables:
        keys = [column.name for column in table.primary_key]
        there = {
            tuple(row) for row in connection.execute(table.select().with_only_columns(*table.primary_key))
        }
        rows = [_row(table, number) for number in range(1, ROWS + 1)]
        new = [row for row in rows if tuple(row.get(key) for key in keys) not in there]
        if new:
            connection.execute(table.insert(), new)
    return counts(connection, metadata)


def counts(connection: Connection, metadata: MetaData) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: len(connection.execute(table.select().with_only_columns(*table.primary_key)).all())
        for table in metadata.sorted_tables
    }


def _row(table: Table, number: int) -> dict[str, Any]:
    """Numbers that the store gives itself are left to it: they come out as 1, 2 and 3."""
    given = table.autoincrement_column
    return {column.name: _value(column, number) for column in table.columns if column is not given}


def _value(column: Column[Any], number: int) -> Any:
    """Row 1 belongs to row 1 of the table it points at, and so on: a value never depends on another."""
    while column.foreign_keys:
        column = next(iter(column.foreign_keys)).column
    return _of_type(column.type, number, f"{column.table.name}.{column.name}")


def _of_type(kind: TypeEngine[Any], number: int, name: str) -> Any:
    if isinstance(kind, TypeDecorator):
        if kind.__class__.__name__ == "PrivateJson":
            return {"number": number}
        return _of_type(kind.impl_instance, number, name)
    if isinstance(kind, Enum):
        return list(kind.enum_class or kind.enums)[number % len(kind.enums)]
    simple = {
        Boolean: number % 2 == 0,
        Integer: number,
        Float: number / 2,
        Date: date(2026, 11, 20) + timedelta(days=number),
        DateTime: NOON + timedelta(minutes=number, microseconds=number),
        JSON: [f"ä{number}"],
        LargeBinary: bytes([number]),
        Uuid: None,
    }
    for known, value in simple.items():
        if isinstance(kind, known):
            return value
    assert isinstance(kind, String), f"{name} is of a kind that is not known here: {kind!r}"
    return f"{number}{'ö' * (kind.length or 60)}"[: kind.length]
