"""Every query about a summary that somebody has sent to themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.handoffs.preferences import Preferences
from web.models.contact import Contact, Message
from web.models.delivery import Delivery, Target, Way
from web.models.handoff import Handoff, Kind
from web.outbox.announcing import OWN_SUMMARY
from web.store import message_marks, outbox, records
from web.store.outbox import Announcement

MOST = 3  # of one conversation


def key_of(contact_id: int, nonce: str) -> str:
    """The delivery's key."""
    return f"summary:{contact_id}:{nonce}"


def is_asked(session: Session, key: str) -> bool:
    """Was this asked for before?"""
    return session.scalar(select(Delivery.id).where(Delivery.key == key)) is not None


def ask(
    session: Session, contact_id: int, key: str, payload: dict[str, Any], rate: str, moment: datetime
) -> bool:
    """Puts it into the outbox, once for a key. False where this conversation or that place had enough.

    It counts against `rate` from now on, not only when it goes: the page says that it is on its way.
    """
    what = Announcement(key, Target.PERSON, OWN_SUMMARY, contact_id, payload=payload)
    ours = select(func.count()).where(Delivery.contact_id == contact_id, Delivery.kind == OWN_SUMMARY)
    if (session.scalar(ours) or 0) >= MOST:
        return False
    try:
        with session.begin_nested() as tried:
            outbox.put(session, what, moment)
            made = session.scalars(select(Delivery.id).where(Delivery.key == key)).one()
            if message_marks.take_turn(session, made, Way(payload["way"]), (payload["to"],), rate, moment):
                return True
            tried.rollback()
            return False
    except IntegrityError:
        return True  # the same form came twice at the same moment, and the other was quicker


def last_said(session: Session, contact_id: int) -> int:
    """The number of the newest thing said; 0 where nothing is there."""
    return session.scalar(select(func.max(Message.id)).where(Message.contact_id == contact_id)) or 0


def preferences_of(session: Session, contact: Contact) -> tuple[bool, list[Preferences]]:
    """Is there a safeguarding concern, and how may the person be reached, as each hand-off has it?"""
    handoffs = session.scalars(select(Handoff).where(Handoff.contact_id == contact.id)).all()
    apart = contact.safeguarding_concern or any(each.kind is Kind.SAFEGUARDING for each in handoffs)
    return apart, list(records.preferences_of_all(session, handoffs).values())
