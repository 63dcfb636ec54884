"""Queries of "what do you hold about me?": found by a code, and by a reference where somebody was asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.models.contact import Contact
from web.models.handoff import Handoff
from web.models.return_code import ReturnCode
from web.store import contacts

_GIVEN = ("contact_name", "contact_phone", "contact_email", "contact_address", "contact_when")


@dataclass(frozen=True)
class Found:
    """A contact, and the hand-off whose reference was typed in; None where nothing was handed on."""

    contact: Contact
    handoff: Handoff | None

    @property
    def for_people(self) -> bool:
        """Must people decide what may go? Something was handed on, or somebody may be in danger."""
        return self.handoff is not None or self.contact.safeguarding_concern


@dataclass(frozen=True)
class Held:
    """What may be told to whoever has the code. `given`: which details are held, never what they say."""

    since: datetime
    said: tuple[str, ...]
    services: tuple[str, ...]
    place: str | None
    given: tuple[str, ...]
    for_people: bool


def find(session: Session, code_hash: str, reference: str | None, moment: datetime) -> Found | None:
    """The contact of a code that is good. `reference`: one of its hand-offs, where it has any; else none.

    None for every other pair, so that nobody learns which half was wrong.
    """
    good = select(ReturnCode).where(ReturnCode.code_hash == code_hash, ReturnCode.ends_at > moment)
    code = session.scalar(good)
    if code is None:
        return None
    contact = session.get_one(Contact, code.contact_id)
    of_contact = {
        each.reference: each
        for each in session.scalars(select(Handoff).where(Handoff.contact_id == contact.id))
    }
    if not of_contact:
        return None if reference else Found(contact, None)
    handoff = of_contact.get(reference or "")
    return Found(contact, handoff) if handoff else None


def held_of(session: Session, found: Found) -> Held:
    """What is held of a contact."""
    contact, handoff = found.contact, found.handoff
    return Held(
        since=contact.started_at,
        said=tuple(contacts.resident_words(session, contact)),
        services=tuple(each.service_name for each in contact.offered),
        place=contact.place_label or contact.place_district,
        given=tuple(field for field in _GIVEN if handoff and getattr(handoff, field)),
        for_people=found.for_people,
    )
