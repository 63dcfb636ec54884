"""Copying a whole store from one database to another: every row as it lies there, all of them or none.

What is encrypted stays as it is, so no key is needed. Each row is read back and held against the one it was
copied from before anything is committed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    cast,
    delete,
    func,
    select,
    text,
)
from sqlalchemy import column as bare
from sqlalchemy import table as bare_table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from directory.exceptions import StoreError

AT_ONCE = 500
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Copied:
    """How much went over."""

    tables: int
    rows: int


def copy_store(source: Engine, target: Engine, metadata: MetaData, own: Sequence[str] = ()) -> Copied:
    """Copies every table of `metadata`; StoreError when the target holds something already, or it fails.

    Both stores have the newest tables. `own`: tables into which the store itself puts rows, when it is made
    or by a trigger; they are copied last, over what is in them. Nobody may write to the source meanwhile: it
    is read as it is at one moment, and what comes later stays behind.
    """
    tables = sorted(metadata.sorted_tables, key=lambda each: each.name in own)
    try:
        with source.connect() as old, target.execution_options(writes=True).begin() as new:
            _refuse_full(new, [each for each in tables if each.name not in own])
            return Copied(len(tables), sum(_copy(old, new, each) for each in tables))
    except SQLAlchemyError as error:
        raise StoreError(
            f"The store could not be copied ({type(error).__name__}); nothing was written."
        ) from error


def _refuse_full(new: Connection, tables: Sequence[Table]) -> None:
    for each in tables:
        if new.execute(select(*each.primary_key).limit(1)).first():
            raise StoreError("There is something in that store already; copy into an empty one.")


def _copy(old: Connection, new: Connection, table: Table) -> int:
    """Copies a table and returns how many rows it has; StoreError when they are not the same afterwards."""
    plain = bare_table(table.name, *(bare(each.name, _written(each.type)) for each in table.columns))
    read, written = _Sum(), _Sum()
    new.execute(delete(plain))
    for rows in _portions(old, table):
        read.add(rows)
        new.execute(plain.insert(), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
    for rows in _portions(new, table):
        written.add(rows)
    if read != written:
        raise StoreError(f"What was copied of {table.name} is not what was there; nothing was written.")
    _go_on_counting(new, table)
    return read.count


def _portions(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """The rows as they lie there, some at a time; moments in UTC, without a zone."""
    query = select(*(_read(each) for each in table.columns)).order_by(*table.primary_key)
    with connection.execute(query.execution_options(yield_per=AT_ONCE)) as found:
        for rows in found.partitions():
            yield [tuple(_in_utc(value) for value in row) for row in rows]


class _Sum:
    """A sum over rows that is the same in whatever order they come."""

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, rows: Sequence[Row]) -> None:
        self.count += len(rows)
        for row in rows:
            self._sum ^= int.from_bytes(hashlib.sha256(repr(row).encode()).digest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sum) and (self.count, self._sum) == (other.count, other._sum)

    __hash__ = None  # type: ignore[assignment]


def _read(column: Column[Any]) -> Any:
    """A column as it lies there: what is encrypted stays so, and JSON stays the text it was written as."""
    kind = _inner(column.type)
    if isinstance(kind, JSON):
        return cast(column, Text)
    return bare(column.name, kind, _selectable=column.table)


def _written(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    # Without a type of its own, text for a JSON column is taken as the JSON it is.
    inner = _inner(kind)
    return NullType() if isinstance(inner, JSON) else inner


def _inner(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type below ours, which encrypt or look after zones; words of a list are text."""
    inner = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return String() if isinstance(inner, String) else inner


def _in_utc(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.utc).replace(tzinfo=None)
    return value


def _go_on_counting(new: Connection, table: Table) -> None:
    """On PostgreSQL the next number of a table comes from a counter, which copied rows do not move."""
    counted = table.autoincrement_column
    if counted is None or new.dialect.name != "postgresql":
        return
    last = new.scalar(select(func.max(counted)))
    if last is not None:
        new.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"),
            {"table": table.name, "column": counted.name, "last": last},
        )
