"""Queries about how somebody may be reached by a message: as staff put it right, or as it was given."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from web.handoffs.postal import letter_lines
from web.messages.choosing import Reach
from web.models.handoff import Handoff, Kind
from web.models.record import ContactRecord
from web.store import records


def by_id(session: Session, handoff_id: int | None) -> Handoff | None:
    """The hand-off of this number, whatever its kind: for programs, which show it to nobody."""
    return session.scalar(
        select(Handoff).where(Handoff.id == handoff_id).options(selectinload(Handoff.contact))
    )


def reach_of(session: Session, handoff: Handoff) -> Reach:
    """How the person of a hand-off may be reached now."""
    details = records.reach(handoff, session.get(ContactRecord, handoff.contact_id))
    return Reach(
        phone=details["contact_phone"],
        email=details["contact_email"],
        letter=letter_lines(details["contact_name"], details["contact_address"]),
        preferences=records.preferences(session, handoff),
        agreed=handoff.agreed_to_pass_on,
        apart=handoff.kind is Kind.SAFEGUARDING or handoff.contact.safeguarding_concern,
    )
