"""Every query about the nightly files: which lines go into which, and that each was written."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from web.models.delivery import Delivery, DeliveryState, FileDrop, Target
from web.store.rows import changed

_BATCH = 500  # what every database takes in one list


def gather(session: Session, day: date, name: str, before: datetime) -> bool:
    """Fixes which lines the file of `day` holds: all from before `before` that are in none yet.

    Once for a day, also where there are none: an empty file says that all is well. False where it was done.
    """
    if session.scalar(select(FileDrop.id).where(FileDrop.day == day)):
        return False
    free = select(Delivery.id).where(
        Delivery.target == Target.FILE,
        Delivery.state == DeliveryState.WAITING,
        Delivery.file_drop_id.is_(None),
        Delivery.created_at < before,
    )
    ids = session.scalars(free.order_by(Delivery.id).with_for_update()).all()
    drop = FileDrop(day=day, name=name, lines=len(ids))
    session.add(drop)
    session.flush()
    for some in batched(ids):
        changed(session, update(Delivery).where(Delivery.id.in_(some)).values(file_drop_id=drop.id))
    return True


def unwritten(session: Session, moment: datetime) -> Sequence[FileDrop]:
    """Files that were gathered and are not known to be written, oldest day first."""
    free = or_(FileDrop.lease.is_(None), FileDrop.leased_until < moment)
    return session.scalars(
        select(FileDrop).where(FileDrop.written_at.is_(None), free).order_by(FileDrop.day)
    ).all()


def claim(session: Session, drop: FileDrop, moment: datetime, lease: timedelta) -> str | None:
    """Takes a file for this worker alone; None where another has it."""
    held = secrets.token_hex(16)
    seen = FileDrop.lease.is_(None) if drop.lease is None else FileDrop.lease == drop.lease
    took = (
        update(FileDrop)
        .where(FileDrop.id == drop.id, FileDrop.written_at.is_(None), seen)
        .values(lease=held, leased_until=moment + lease)
    )
    return held if changed(session, took) == 1 else None


def lines(session: Session, drop_id: int) -> list[Any]:
    """What the file holds, in the order it was announced; not what was erased while it waited."""
    found = select(Delivery.payload).where(Delivery.file_drop_id == drop_id).order_by(Delivery.id)
    return [each for each in session.scalars(found) if each is not None]


def note_written(session: Session, drop_id: int, held: str, sha256: str, moment: datetime) -> bool:
    """The file is there: its lines are delivered, and erased here. False where another worker noted it."""
    noted = (
        update(FileDrop)
        .where(FileDrop.id == drop_id, FileDrop.lease == held, FileDrop.written_at.is_(None))
        .values(written_at=moment, sha256=sha256, lease=None, leased_until=None)
    )
    if changed(session, noted) != 1:
        return False
    lines_of_it = update(Delivery).where(Delivery.file_drop_id == drop_id)
    changed(session, lines_of_it.values(state=DeliveryState.DELIVERED, finished_at=moment, payload=None))
    return True


def last_written(session: Session) -> FileDrop | None:
    """The newest file that was written."""
    return session.scalar(
        select(FileDrop).where(FileDrop.written_at.is_not(None)).order_by(FileDrop.day.desc()).limit(1)
    )


def purge(session: Session, before: datetime) -> None:
    """Forgets files that were written before, once all their lines are gone with their contacts."""
    line = select(Delivery.id).where(Delivery.file_drop_id == FileDrop.id)
    changed(session, delete(FileDrop).where(FileDrop.written_at < before, ~exists(line)))


def batched(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """The same in pieces that a query can name."""
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
