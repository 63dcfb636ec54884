"""Every query about deliveries: put one in, hold it for one attempt, say what came of it."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from web.models.delivery import Delivery, DeliveryState, Target
from web.models.handoff import Handoff
from web.outbox.carrying import Fate, Package, Result
from web.store.rows import changed

FINISHED = {Fate.DELIVERED: DeliveryState.DELIVERED, Fate.NOT_WANTED: DeliveryState.DROPPED}
_TO_LOOK_AT = 20  # candidates, of which other workers may hold some


@dataclass(frozen=True)
class Announcement:
    """What is to be delivered. `key` names it: announced twice, it is delivered once."""

    key: str
    target: Target
    kind: str
    contact_id: int
    handoff_id: int | None = None
    version: int = 1
    payload: Any = None


def put(session: Session, what: Announcement, moment: datetime, not_before: datetime | None = None) -> bool:
    """Puts a delivery into the outbox, in the caller's transaction; False where its key is there already."""
    if session.scalar(select(Delivery.id).where(Delivery.key == what.key)):
        return False
    session.add(
        Delivery(
            number=secrets.token_hex(16), key=what.key, target=what.target, kind=what.kind,
            contact_id=what.contact_id, handoff_id=what.handoff_id, version=what.version,
            payload=what.payload, state=DeliveryState.WAITING, attempts=0, created_at=moment,
            next_try_at=not_before or moment,
        )
    )  # fmt: skip
    session.flush()
    return True


def version_before(session: Session, handoff_id: int, target: Target) -> int:
    """The newest version of a hand-off that was announced to this target; 0 for none."""
    newest = select(func.max(Delivery.version)).where(
        Delivery.handoff_id == handoff_id, Delivery.target == target
    )
    return session.scalar(newest) or 0


def waiting_for_file(session: Session, handoff_id: int) -> Delivery | None:
    """The line of a hand-off that is in no file yet."""
    return session.scalar(
        select(Delivery)
        .where(
            Delivery.handoff_id == handoff_id,
            Delivery.target == Target.FILE,
            Delivery.state == DeliveryState.WAITING,
            Delivery.file_drop_id.is_(None),
        )
        .with_for_update()
    )


def claim(session: Session, target: Target, moment: datetime, lease: timedelta) -> Package | None:
    """Takes the delivery that has been due longest, for this worker alone; None when none is due."""
    free = or_(Delivery.lease.is_(None), Delivery.leased_until < moment)
    due = select(Delivery).where(
        Delivery.state == DeliveryState.WAITING,
        Delivery.target == target,
        Delivery.next_try_at <= moment,
        free,
    )
    for found in session.scalars(due.order_by(Delivery.next_try_at, Delivery.id).limit(_TO_LOOK_AT)).all():
        held = secrets.token_hex(16)
        seen = Delivery.lease.is_(None) if found.lease is None else Delivery.lease == found.lease
        # Compare and set: of two workers that saw the same row, one changes it and the other changes none.
        took = (
            update(Delivery)
            .where(Delivery.id == found.id, Delivery.state == DeliveryState.WAITING, seen)
            .values(lease=held, leased_until=moment + lease, attempts=Delivery.attempts + 1)
        )
        if changed(session, took) == 1:
            return Package(
                found.id, found.number, found.kind, found.contact_id, found.handoff_id, found.version,
                found.payload, found.attempts + 1, found.lease is not None, found.created_at, held,
            )  # fmt: skip
    return None


def settle(
    session: Session, package: Package, result: Result, moment: datetime, again: datetime | None
) -> bool:
    """Writes what came of an attempt. `again`: when to try next; None makes what failed dead.

    What was delivered is so, whoever holds it now. False where another worker had settled it before.
    """
    ours = and_(Delivery.id == package.id, Delivery.state == DeliveryState.WAITING)
    values: dict[str, Any] = {"lease": None, "leased_until": None, "last_failure": result.code}
    if state := FINISHED.get(result.fate):
        values |= {"state": state, "finished_at": moment, "payload": None, "way": result.way}
        values |= {"receipt_id": result.receipt_id, "receipt_due_at": moment if result.receipt_id else None}
    elif again is None:
        values |= {"state": DeliveryState.DEAD, "finished_at": moment}
    else:
        values |= {"next_try_at": again}
        if result.fate is Fate.NOT_DUE:
            values |= {"attempts": package.attempts - 1}
    if result.fate is not Fate.DELIVERED:
        ours = and_(ours, Delivery.lease == package.lease)
    return changed(session, update(Delivery).where(ours).values(**values)) == 1


@dataclass(frozen=True)
class Standing:
    """How many deliveries of a target are in a state, and since when the longest of them is there."""

    target: Target
    state: DeliveryState
    count: int
    since: datetime


def standings(session: Session) -> list[Standing]:
    """The outbox in numbers."""
    counted = (
        select(Delivery.target, Delivery.state, func.count(), func.min(Delivery.created_at))
        .group_by(Delivery.target, Delivery.state)
        .order_by(Delivery.target, Delivery.state)
    )
    return [Standing(target, state, count, since) for target, state, count, since in session.execute(counted)]


def listed(
    session: Session, states: Collection[DeliveryState], *, offset: int, limit: int
) -> Sequence[tuple[Delivery, str | None]]:
    """Deliveries in these states, the longest there first, each with the reference of its hand-off."""
    found = (
        select(Delivery, Handoff.reference)
        .outerjoin(Handoff, Handoff.id == Delivery.handoff_id)
        .where(Delivery.state.in_(states))
        .order_by(Delivery.created_at, Delivery.id)
        .offset(offset)
        .limit(limit)
    )
    return [(delivery, reference) for delivery, reference in session.execute(found)]


def by_number(session: Session, number: str) -> Delivery | None:
    """The delivery that its receiver knows by this number."""
    return session.scalar(select(Delivery).where(Delivery.number == number))


def try_again(session: Session, moment: datetime, number: str | None = None) -> int:
    """Lets dead deliveries (or the one of this number) start afresh; how many did."""
    dead = update(Delivery).where(Delivery.state == DeliveryState.DEAD)
    if number is not None:
        dead = dead.where(Delivery.number == number)
    fresh = {"state": DeliveryState.WAITING, "attempts": 0, "next_try_at": moment, "finished_at": None}
    return changed(session, dead.values(**fresh))


def give_up(session: Session, number: str, reason: str, staff_user_id: int, moment: datetime) -> bool:
    """Ends a dead delivery for good, and erases what it held; False where it is not dead (any more)."""
    ended = (
        update(Delivery)
        .where(Delivery.number == number, Delivery.state == DeliveryState.DEAD)
        .values(
            state=DeliveryState.GIVEN_UP, reason=reason, settled_by=staff_user_id, finished_at=moment,
            payload=None,
        )
    )  # fmt: skip
    return changed(session, ended) == 1
