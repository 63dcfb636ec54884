"""Keeps what a contact counts as, and since when it is over, true after every change to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.clock import now
from web.handoffs.standing import Standing, finalised, is_request
from web.models.contact import Contact
from web.models.handoff import Handoff, HandoffOutcome, State
from web.models.record import ContactRecord
from web.store.contacts import ENDED_BY_ITSELF


def settle(session: Session, contact: Contact) -> None:
    """Works out `finalised_at` and `request_at` of a contact anew.

    To be called whenever a hand-off of it came, was closed or opened again, or its record changed.
    """
    session.flush()
    of_contact = select(Handoff).where(Handoff.contact_id == contact.id).order_by(Handoff.id)
    handoffs = session.scalars(of_contact).all()
    ended_at = contact.finalised_at if contact.outcome in ENDED_BY_ITSELF and not handoffs else None
    contact.finalised_at = finalised(ended_at, [_closed_at(each) for each in handoffs])
    record = session.get(ContactRecord, contact.id)
    if not is_request(_standing(handoffs, record)):
        contact.request_at = None
    elif contact.request_at is None:
        contact.request_at = now()
    session.flush()


def _closed_at(handoff: Handoff) -> datetime | None:
    return handoff.outcome_at if handoff.state is State.CLOSED else None


def _standing(handoffs: Sequence[Handoff], record: ContactRecord | None) -> Standing:
    """Names wherever they stand; the first hand-off decides what was asked for."""
    names = [each.contact_name for each in handoffs]
    if record is not None:
        names += [record.contact_name, record.about_name, record.case_number]
    asked = handoffs[0].request if handoffs else None
    void = bool(record and record.void) or _all_void(handoffs)
    return Standing(bool(handoffs), any(names), asked, void)


def _all_void(handoffs: Sequence[Handoff]) -> bool:
    return bool(handoffs) and all(each.outcome is HandoffOutcome.DUPLICATE for each in handoffs)
