"""Changing or deleting many rows at once, and hearing how many they were; asking for many by number."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, cast

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session


def changed(session: Session, statement: Update | Delete) -> int:
    """Runs it on the rows as the store has them, and not on what this session has loaded. How many it met."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast(CursorResult[Any], result).rowcount


def in_parts(ids: Iterable[int], most: int = 5000) -> Iterator[list[int]]:
    """The numbers in order, no more of them at once than a store takes in one question."""
    left = iter(sorted(ids))
    while some := list(islice(left, most)):
        yield some
