"""Every query about the audit trail: add to its end, read it, and let go of what was kept long enough."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from web.encryption import keyring_of
from web.models.staff import AuditAnchor, AuditEvent
from web.security import chain
from web.security.chain import START, Anchor, Deed, Link, anchor, link
from web.security.hashing import HashKeys
from web.store.rows import changed

_WAITING = "deeds to write down"
_LOCK = 712027  # PostgreSQL's advisory lock under which the end of the trail moves
_AT_ONCE = 2000
_COLUMNS = (
    AuditEvent.position, AuditEvent.at, AuditEvent.staff_user_id, AuditEvent.action, AuditEvent.subject,
    AuditEvent.subject_id, AuditEvent.previous, AuditEvent.hash,
)  # fmt: skip


def remember(session: Session, deed: Deed) -> None:
    """Puts a deed aside; it is written to the trail as the last thing of this transaction, or not at all."""
    session.info.setdefault(_WAITING, []).append(deed)


def write_down(session: Session) -> None:
    """Writes what was remembered to the end of the trail; `ContactsStore.writing()` calls it at its end.

    Last of all, so that whoever holds the end of the trail waits for nothing else: no deadlock, and the
    others wait for as long as a commit takes. SQLite's one writer holds its lock already.
    """
    deeds: list[Deed] = session.info.pop(_WAITING, [])
    if not deeds:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    position, previous = _end(session)
    keys = keys_of(session)
    for place, deed in enumerate(deeds, start=position + 1):
        made = link(keys, place, deed, previous)
        session.add(_row(made))
        previous = made.hash
    session.flush()


def keys_of(session: Session) -> HashKeys:
    """The keys under which this store's trail is chained."""
    return keyring_of(session.get_bind().dialect).trail


def newest_anchor(session: Session) -> Anchor | None:
    """What stands for the rows that went; None while none has gone."""
    kept = session.scalar(select(AuditAnchor).order_by(AuditAnchor.position.desc()).limit(1))
    return None if kept is None else Anchor(kept.position, kept.hash, kept.at, kept.seal)


def links(session: Session, after: int = 0) -> Iterator[Link]:
    """The rows behind position `after`, in order, a few at a time in memory."""
    query = select(*_COLUMNS).where(AuditEvent.position > after).order_by(AuditEvent.position)
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield _link(row)


def newest(
    session: Session, *, offset: int, limit: int, staff_user_id: int | None = None, action: str | None = None
) -> Sequence[AuditEvent]:
    """Rows of the trail, newest first; of one person or one action where that is asked."""
    query = select(AuditEvent).order_by(AuditEvent.position.desc()).offset(offset).limit(limit)
    return session.scalars(_only(query, staff_user_id, action)).all()


def is_as_written(session: Session, row: AuditEvent) -> bool:
    """Does this row fit its own hash?"""
    return chain.is_as_written(keys_of(session), _link(row))


def count(session: Session, *, staff_user_id: int | None = None, action: str | None = None) -> int:
    """How many rows there are, of one person or one action where that is asked."""
    if staff_user_id is None and action is None:
        # Positions have no gap: where one were, `breaks` would tell.
        kept = newest_anchor(session)
        return _end(session)[0] - (kept.position if kept else 0)
    return session.scalar(_only(select(func.count()).select_from(AuditEvent), staff_user_id, action)) or 0


def done_by(
    session: Session, staff_user_id: int, action: str, since: datetime, most: int
) -> Sequence[datetime]:
    """When this account did something after `since`: the newest `most`, newest first."""
    query = select(AuditEvent.at).order_by(AuditEvent.position.desc()).limit(most)
    newest_first = session.scalars(_only(query, staff_user_id, action)).all()
    return [at for at in newest_first if at > since]


def actions(session: Session) -> list[str]:
    """Every action that stands in the trail, by name."""
    found: list[str] = []
    following = select(func.min(AuditEvent.action))
    one = session.scalar(following)
    while one is not None:  # from one to the next along the index: they are few, and the rows are many
        found.append(one)
        one = session.scalar(following.where(AuditEvent.action > one))
    return found


def head(session: Session) -> tuple[int, str] | None:
    """Position and hash of the newest row, or of the anchor where all went; None while nothing was done."""
    position, previous = _end(session)
    return (position, previous) if position else None


def key_versions_in_use(session: Session) -> list[str]:
    """The versions of our trail keys that some row was chained with: these must be kept."""
    versions = keys_of(session).versions
    anchors = {} if (kept := newest_anchor(session)) is None else {kept.seal.partition(":")[0]}
    rows = select(AuditEvent.id).limit(1)
    return [
        version
        for version in versions
        if version in anchors
        or session.scalar(rows.where(AuditEvent.hash.startswith(f"{version}:", autoescape=True)))
    ]


def stands(session: Session, position: int, hash_: str) -> bool:
    """Is a head that was noted earlier still in the trail? Yes also where it went in a purge."""
    kept = newest_anchor(session)
    if kept is not None and position <= kept.position:
        return position < kept.position or kept.hash == hash_
    return session.scalar(select(AuditEvent.hash).where(AuditEvent.position == position)) == hash_


def purge(session: Session, limit: datetime) -> int:
    """Deletes what is older than `limit` and leaves an anchor, so that what stays can still be checked.

    Only from the front: a row stays as long as any before it does. How many went.
    """
    first_kept = session.scalar(select(func.min(AuditEvent.position)).where(AuditEvent.at >= limit))
    query = select(AuditEvent).order_by(AuditEvent.position.desc()).limit(1)
    last = session.scalar(query if first_kept is None else query.where(AuditEvent.position < first_kept))
    if last is None:
        return 0
    made = anchor(keys_of(session), last.position, last.hash, limit)
    session.add(AuditAnchor(position=made.position, hash=made.hash, at=made.at, seal=made.seal))
    session.flush()
    return changed(session, delete(AuditEvent).where(AuditEvent.position <= last.position))


def _end(session: Session) -> tuple[int, str]:
    """Position and hash of the newest row, of the anchor when all went, or of the beginning."""
    newest_row = session.execute(
        select(AuditEvent.position, AuditEvent.hash).order_by(AuditEvent.position.desc()).limit(1)
    ).first()
    if newest_row is not None:
        return newest_row.position, newest_row.hash
    kept = newest_anchor(session)
    return (0, START) if kept is None else (kept.position, kept.hash)


def _only(query: Any, staff_user_id: int | None, action: str | None) -> Any:
    if staff_user_id is not None:
        query = query.where(AuditEvent.staff_user_id == staff_user_id)
    return query if action is None else query.where(AuditEvent.action == action)


def _row(made: Link) -> AuditEvent:
    deed = made.deed
    return AuditEvent(
        position=made.position, previous=made.previous, hash=made.hash, at=deed.at, action=deed.action,
        staff_user_id=deed.staff_user_id, subject=deed.subject, subject_id=deed.subject_id,
    )  # fmt: skip


def _link(row: Any) -> Link:
    deed = Deed(row.at, row.staff_user_id, row.action, row.subject, row.subject_id)
    return Link(row.position, deed, row.previous, row.hash)
