"""Every query about an adviser's tools: pins, lists that were given, hand-overs on the line."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.models.call_tools import GivenList, PinnedService, WarmHandover
from web.models.delivery import Delivery, Target
from web.models.staff import StaffUser
from web.store import outbox
from web.store.outbox import Announcement
from web.store.rows import changed

MOST_SENT = 6  # lists that leave the house for one contact: more is a slip of the hand
MOST_PINNED = 12  # what fits on a screen, a letter and in a head


@dataclass(frozen=True)
class Given:
    """A list that was given, as pages show it. `delivery`: what carries it, where something does."""

    at: datetime
    way: str
    services: tuple[str, ...]
    by: str
    delivery: Delivery | None


@dataclass(frozen=True)
class Taken:
    """A hand-over on the line, as pages show it. `took_by` is None once it was erased."""

    at: datetime
    line: str
    took_by: str | None
    by: str


def pinned(session: Session, contact_id: int) -> list[str]:
    """The ids of the services that are pinned to a contact, in the order in which they were."""
    return [each.service_id for each in _pins(session, contact_id)]


def pin(session: Session, contact_id: int, service_id: str, moment: datetime) -> bool:
    """Pins a service, once however often; False where there are as many as there may be."""
    there = pinned(session, contact_id)
    if service_id in there:
        return True
    if len(there) >= MOST_PINNED:
        return False
    # Nobody else writes meanwhile, on either database: it is there once (directory/postgresql.py).
    session.add(PinnedService(contact_id=contact_id, service_id=service_id, pinned_at=moment))
    session.flush()
    return True


def unpin(session: Session, contact_id: int, service_id: str) -> None:
    """Takes a pin away, if it is there."""
    for each in _pins(session, contact_id):
        if each.service_id == service_id:
            session.delete(each)
    session.flush()


def forget_pins(session: Session, limit: datetime) -> None:
    """Forgets what was pinned before `limit`: it served one call, and goes with that call's words."""
    changed(session, delete(PinnedService).where(PinnedService.pinned_at < limit))


def is_given(session: Session, contact_id: int, nonce: str) -> bool:
    """Was the list of this form given before?"""
    mine = select(GivenList.id).where(GivenList.contact_id == contact_id, GivenList.nonce == nonce)
    return session.scalar(mine) is not None


def give(
    session: Session,
    contact_id: int,
    nonce: str,
    way: str,
    services: Iterable[Mapping[str, str]],
    staff_user_id: int,
    moment: datetime,
    delivery_key: str | None = None,
) -> None:
    """Notes that a list was given, once for a form. `delivery_key`: what brings it."""
    delivery_id = (
        session.scalar(select(Delivery.id).where(Delivery.key == delivery_key)) if delivery_key else None
    )
    row = GivenList(
        contact_id=contact_id, nonce=nonce, at=moment, way=way, services=[dict(each) for each in services],
        staff_user_id=staff_user_id, delivery_id=delivery_id,
    )  # fmt: skip
    _add_once(session, row)


def send(
    session: Session, kind: str, contact_id: int, key: str, payload: Mapping[str, object], moment: datetime
) -> None:
    """Puts a message to the caller into the outbox, once for a key."""
    what = Announcement(key, Target.PERSON, kind, contact_id, payload=dict(payload))
    try:
        with session.begin_nested():
            outbox.put(session, what, moment)
    except IntegrityError:
        return  # the same form came twice at the same moment, and the other was quicker


def is_sent_often(session: Session, kind: str, contact_id: int) -> bool:
    """Have as many lists of this contact left the house as may?"""
    ours = select(func.count()).where(Delivery.contact_id == contact_id, Delivery.kind == kind)
    return (session.scalar(ours) or 0) >= MOST_SENT


def sent_by(
    session: Session, staff_user_id: int, ways: Collection[str], since: datetime, most: int
) -> Sequence[datetime]:
    """When this account gave lists in one of these ways after `since`: the newest `most`, newest first."""
    theirs = (GivenList.staff_user_id == staff_user_id, GivenList.way.in_(ways), GivenList.at > since)
    return session.scalars(
        select(GivenList.at).where(*theirs).order_by(GivenList.at.desc()).limit(most)
    ).all()


def given(session: Session, contact_id: int) -> list[Given]:
    """The lists that were given in a contact, oldest first."""
    rows = session.execute(
        select(GivenList, StaffUser.name, Delivery)
        .join(StaffUser, StaffUser.id == GivenList.staff_user_id)
        .outerjoin(Delivery, Delivery.id == GivenList.delivery_id)
        .where(GivenList.contact_id == contact_id)
        .order_by(GivenList.id)
    )
    return [
        Given(row.at, row.way, tuple(each["name"] for each in row.services or ()), name, delivery)
        for row, name, delivery in rows
    ]


def hand_over(
    session: Session,
    contact_id: int,
    nonce: str,
    line: str,
    took_by: str,
    staff_user_id: int,
    moment: datetime,
) -> bool:
    """Notes who took a contact over on the line, once for a form. Is it new?"""
    return _add_once(
        session,
        WarmHandover(
            contact_id=contact_id, nonce=nonce, line=line, took_by=took_by, staff_user_id=staff_user_id,
            at=moment,
        ),
    )  # fmt: skip


def handed_over(session: Session, contact_id: int) -> Sequence[Taken]:
    """The hand-overs on the line of a contact, oldest first."""
    rows = session.execute(
        select(WarmHandover, StaffUser.name)
        .join(StaffUser, StaffUser.id == WarmHandover.staff_user_id)
        .where(WarmHandover.contact_id == contact_id)
        .order_by(WarmHandover.id)
    )
    return [Taken(row.at, row.line, row.took_by, name) for row, name in rows]


def _pins(session: Session, contact_id: int) -> Sequence[PinnedService]:
    mine = select(PinnedService).where(PinnedService.contact_id == contact_id)
    return session.scalars(mine.order_by(PinnedService.id)).all()


def _add_once(session: Session, row: object) -> bool:
    """Adds a row; False where another was quicker with the same."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
