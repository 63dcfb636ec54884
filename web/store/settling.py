"""Keeps what a contact counts as, and since when it is over, true after every change to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.clock import now
from web.handoffs.standing import Standing, finalised, is_request
from web.models.contact import Contact
from web.models.handoff import Handoff, State
from web.models.record import ContactRecord
from web.store.contacts import ENDED_BY_ITSELF


def settle(session: Session, contact: Contact) -> None:
    """Works out `finalised_at` and `request_at` of a contact anew.

    To be called whenever a hand-off of it came, was closed or opened again, or its record changed.
    """
    session.flush()
    handoffs = session.scalars(select(Handoff).where(Handoff.contact_id == contact.id)).all()
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
    """The first hand-off that is about support decides what was asked for, else the first of all."""
    names = [each.contact_name for each in handoffs]
    if record is not None:
        names += [record.contact_name, record.about_name, record.case_number]
    asked = next((each.request for each in handoffs), None)
    return Standing(bool(handoffs), any(names), asked, bool(record and record.void))
