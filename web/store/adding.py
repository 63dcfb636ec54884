"""Adds to many rows of whole numbers at once, making those that are not there yet.

By the driver itself: a row of the sums has some hundred columns, and SQLAlchemy would take longer to prepare
it than the store takes to write it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session


def add_all(
    session: Session, table: Table, key: Sequence[str], numbers: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Adds `rows`, each the values of `key` and then of `numbers`; days are given as text, YYYY-MM-DD."""
    found = list(rows)
    if not found:
        return
    connection, names = session.connection(), (*key, *numbers)
    sums = ", ".join(f"{each} = {table.name}.{each} + excluded.{each}" for each in numbers)
    insert = f"INSERT INTO {table.name} ({', '.join(names)})"
    conflict = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sums}"
    if connection.dialect.name == "postgresql":
        # One statement and a list for each column: a statement for each row takes several times as long.
        lists = ", ".join(f"%s::{_type(connection, table, name)}[]" for name in names)
        columns = tuple(list(column) for column in zip(*found, strict=True))
        # Without WHERE the word ON might begin the condition of a join.
        source = f"SELECT * FROM unnest({lists}) WHERE true"  # noqa: S608 - names of our own columns
        connection.exec_driver_sql(f"{insert} {source} {conflict}", columns)
    else:
        places = ", ".join(["?"] * len(names))
        connection.exec_driver_sql(f"{insert} VALUES ({places}) {conflict}", found)


def _type(connection: Connection, table: Table, name: str) -> str:
    return table.c[name].type.compile(connection.dialect)
