"""Seals private values anew under the newest key, a few rows at a time, while the site goes on.

Which columns are private is read from the models, so a new one is never forgotten. A run that was killed is
simply begun again: what is under the newest key is passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnClause, CursorResult, Text, and_, column, func, or_, select, table
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import ColumnElement, TableClause

from web.encryption import Keyring, PrivateJson, PrivateText, keyring_of
from web.exceptions import UnreadableSecret
from web.models.tables import METADATA

AT_ONCE = 200  # one short transaction: whoever writes meanwhile waits for a few milliseconds


@dataclass(frozen=True)
class Sealed:
    """A table with private columns, as they are on the disk: sealed text."""

    name: str
    rows: TableClause
    key: ColumnClause[Any]
    columns: tuple[ColumnClause[str], ...]


@dataclass(frozen=True)
class Batch:
    """What one transaction did. `last`: the key of its last row; None when there was nothing left to do."""

    resealed: int
    unreadable: int
    last: Any


def sealed_tables() -> Iterator[Sealed]:
    """Every table with private columns."""
    for each in METADATA.sorted_tables:
        private = [one for one in each.columns if isinstance(one.type, PrivateText | PrivateJson)]
        if private:
            (key,) = each.primary_key.columns
            names: tuple[ColumnClause[str], ...] = tuple(column(one.name, Text) for one in private)
            plain: ColumnClause[Any] = column(key.name, key.type)
            yield Sealed(each.name, table(each.name, plain, *names), plain, names)


def reseal_some(session: Session, sealed: Sealed, after: Any = None) -> Batch:
    """Seals the next rows behind the key `after` that hold a value under an older key.

    A value that changed since it was read is left for the next run; one that no key of ours opens is counted.
    """
    keyring = _keyring(session)
    query = select(sealed.key, *sealed.columns).where(_is_old(sealed, keyring)).order_by(sealed.key)
    query = query.limit(AT_ONCE) if after is None else query.where(sealed.key > after).limit(AT_ONCE)
    resealed = unreadable = 0
    rows = session.execute(query).all()
    for row in rows:
        before = dict(zip(sealed.columns, row[1:], strict=True))
        try:
            values = {each: _anew(keyring, value) for each, value in before.items() if value is not None}
        except UnreadableSecret:
            unreadable += 1
            continue
        unchanged = and_(*(each == before[each] for each in values))
        update = sealed.rows.update().where(sealed.key == row[0], unchanged)
        done = session.execute(update.values({each.name: value for each, value in values.items()}))
        resealed += cast(CursorResult[Any], done).rowcount
    return Batch(resealed, unreadable, rows[-1][0] if rows else None)


def left(session: Session, sealed: Sealed) -> int:
    """How many rows of this table hold a value under an older key."""
    query = select(func.count()).select_from(sealed.rows).where(_is_old(sealed, _keyring(session)))
    return session.scalar(query) or 0


def _is_old(sealed: Sealed, keyring: Keyring) -> ColumnElement[bool]:
    newest = f"{keyring.newest}:"
    return or_(*(func.substr(each, 1, len(newest)) != newest for each in sealed.columns))


def _anew(keyring: Keyring, value: str) -> str:
    return value if value.startswith(f"{keyring.newest}:") else keyring.seal(keyring.open(value))


def _keyring(session: Session) -> Keyring:
    return keyring_of(session.get_bind().dialect)
