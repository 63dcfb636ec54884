"""Every query about "did it help?": whom to ask, what became of it, the answers, and whom to ring."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from web.models.contact import Contact
from web.models.delivery import Delivery, DeliveryState, Target
from web.models.handoff import Handoff, HandoffOutcome, Kind, State
from web.models.help_check import AskedBy, HelpCheck

# Messages that Notify handed over and that never arrived.
LOST = frozenset({"permanent-failure", "temporary-failure", "technical-failure", "cancelled"})


def due(
    session: Session, moment: datetime, after: timedelta, longest: timedelta, most: int
) -> Sequence[Handoff]:
    """Closed hand-offs whose contact is to be asked about now, once for a contact, the newest of each.

    Not where a safeguarding concern was heard, and not while another hand-off of the contact is open. One
    that closed longer than `longest` ago is left alone: by then the question comes out of the blue.
    """
    other = aliased(Handoff)
    is_open = select(other.id).where(other.contact_id == Contact.id, other.state != State.CLOSED)
    newest = select(func.max(other.id)).where(other.contact_id == Contact.id)
    asked_before = select(HelpCheck.id).where(HelpCheck.contact_id == Contact.id)
    asked_for = (
        select(Handoff)
        .join(Contact, Contact.id == Handoff.contact_id)
        .where(
            Handoff.kind == Kind.SUPPORT,
            Handoff.state == State.CLOSED,
            Handoff.outcome_at <= moment - after,
            Handoff.outcome_at > moment - longest,
            Handoff.outcome != HandoffOutcome.DUPLICATE,
            Handoff.id == newest.correlate(Contact).scalar_subquery(),
            Contact.safeguarding_concern.is_(False),
            ~exists(is_open.correlate(Contact)),
            ~exists(asked_before.correlate(Contact)),
        )
        .options(selectinload(Handoff.contact))
        .order_by(Handoff.outcome_at, Handoff.id)
        .limit(most)
    )
    return session.scalars(asked_for).all()


def plan(
    session: Session, handoff: Handoff, asked_by: AskedBy, why_not: str | None, moment: datetime
) -> HelpCheck:
    """Notes that this contact is asked, or why not."""
    check = HelpCheck(
        contact_id=handoff.contact_id, handoff_id=handoff.id, planned_at=moment, asked_by=asked_by,
        why_not=why_not, wants_person=False, tries=0,
    )  # fmt: skip
    session.add(check)
    session.flush()
    return check


def settled(session: Session, most: int) -> Sequence[tuple[HelpCheck, Delivery]]:
    """Questions by message whose message went out, or did not, and that do not say so yet."""
    never_sent = Delivery.state.in_([DeliveryState.DROPPED, DeliveryState.GIVEN_UP])
    lost = and_(Delivery.state == DeliveryState.DELIVERED, Delivery.receipt.in_(LOST))
    sent = and_(Delivery.state == DeliveryState.DELIVERED, HelpCheck.asked_at.is_(None))
    found = (
        select(HelpCheck, Delivery)
        .join(Delivery, and_(Delivery.handoff_id == HelpCheck.handoff_id, Delivery.target == Target.PERSON))
        .where(
            Delivery.kind == "message.help_check",
            HelpCheck.asked_by.in_([AskedBy.TEXT, AskedBy.EMAIL]),
            HelpCheck.answer.is_(None),
            or_(never_sent, lost, sent),
        )
        .order_by(HelpCheck.id)
        .limit(most)
    )
    return [(check, delivery) for check, delivery in session.execute(found)]


def by_id(session: Session, check_id: int, *, to_change: bool = False) -> HelpCheck | None:
    """The question of this number; `to_change` holds it until the transaction ends."""
    return session.get(HelpCheck, check_id, with_for_update=True if to_change else None)


def to_ring(session: Session, *, offset: int, limit: int) -> Sequence[tuple[HelpCheck, Handoff]]:
    """Who is to be rung, the longest waiting first."""
    found = (
        select(HelpCheck, Handoff)
        .join(Handoff, Handoff.id == HelpCheck.handoff_id)
        .where(_to_ring())
        .order_by(HelpCheck.tries, HelpCheck.planned_at, HelpCheck.id)
        .offset(offset)
        .limit(limit)
    )
    return [(check, handoff) for check, handoff in session.execute(found)]


def count_to_ring(session: Session) -> int:
    """How many are to be rung."""
    return session.scalar(select(func.count()).select_from(HelpCheck).where(_to_ring())) or 0


def _to_ring() -> ColumnElement[bool]:
    return and_(HelpCheck.asked_by == AskedBy.CALL, HelpCheck.answer.is_(None), HelpCheck.ended_at.is_(None))
