"""Every query about a summary that somebody has sent to themselves."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.handoffs.preferences import Preferences
from web.models.contact import Contact, Message
from web.models.delivery import Delivery, Target
from web.models.handoff import Handoff, Kind
from web.outbox.announcing import OWN_SUMMARY
from web.store import outbox, records
from web.store.outbox import Announcement

MOST = 3  # of one conversation, and to one number or address in a day
A_DAY = timedelta(days=1)


def key_of(mark: str, contact_id: int, nonce: str) -> str:
    """The delivery's key. `mark`: a keyed hash of where it goes, so that sends to one place are counted."""
    return f"summary:{mark}:{contact_id}:{nonce}"


def is_asked(session: Session, key: str) -> bool:
    """Was this asked for before?"""
    return session.scalar(select(Delivery.id).where(Delivery.key == key)) is not None


def is_too_often(session: Session, contact_id: int, mark: str, moment: datetime) -> bool:
    """Has this conversation been sent often enough, or has this place had enough today?"""
    ours = select(func.count()).where(Delivery.target == Target.PERSON, Delivery.kind == OWN_SUMMARY)
    of_contact = session.scalar(ours.where(Delivery.contact_id == contact_id)) or 0
    today = ours.where(Delivery.created_at > moment - A_DAY, Delivery.key.startswith(f"summary:{mark}:"))
    return of_contact >= MOST or (session.scalar(today) or 0) >= MOST


def ask(session: Session, contact_id: int, key: str, payload: Any, moment: datetime) -> None:
    """Puts it into the outbox, once for a key."""
    what = Announcement(key, Target.PERSON, OWN_SUMMARY, contact_id, payload=payload)
    try:
        with session.begin_nested():
            outbox.put(session, what, moment)
    except IntegrityError:
        return  # the same form came twice at the same moment, and the other was quicker


def last_said(session: Session, contact_id: int) -> int:
    """The number of the newest thing said; 0 where nothing is there."""
    return session.scalar(select(func.max(Message.id)).where(Message.contact_id == contact_id)) or 0


def preferences_of(session: Session, contact: Contact) -> tuple[bool, list[Preferences]]:
    """Is there a safeguarding concern, and how may the person be reached, as each hand-off has it?"""
    handoffs = session.scalars(select(Handoff).where(Handoff.contact_id == contact.id)).all()
    apart = contact.safeguarding_concern or any(each.kind is Kind.SAFEGUARDING for each in handoffs)
    return apart, list(records.preferences_of_all(session, handoffs).values())


def forget(session: Session, contact_id: int) -> None:
    """Takes the mark of where it went out of the keys of a contact's summaries."""
    ours = update(Delivery).where(Delivery.contact_id == contact_id, Delivery.kind == OWN_SUMMARY)
    session.execute(ours.values(key=literal("erased:") + Delivery.number))
