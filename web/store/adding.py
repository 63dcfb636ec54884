"""Adds to many rows of whole numbers at once, making those that are not there yet.

By the driver itself: a row of the sums has some ninety columns, and SQLAlchemy would take longer to prepare
it than the store takes to write it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session


def add_all(
    session: Session, table: Table, key: Sequence[str], numbers: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Adds `rows`, each the values of `key` and then of `numbers`; days are given as text, YYYY-MM-DD."""
    found = list(rows)
    if not found:
        return
    connection = session.connection()
    place = {"qmark": "?", "pyformat": "%s"}[connection.dialect.paramstyle]
    names, name = (*key, *numbers), table.name
    connection.exec_driver_sql(
        f"INSERT INTO {name} ({', '.join(names)}) "  # noqa: S608 - names of our own columns
        f"VALUES ({', '.join([place] * len(names))}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET "
        + ", ".join(f"{each} = {name}.{each} + excluded.{each}" for each in numbers),
        found,
    )
