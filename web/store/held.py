"""Queries of "what do you hold about me?": found by a code, and by a reference where somebody was asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from web.models.call import Call, CallOverride
from web.models.call_tools import WarmHandover
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.models.return_code import ReturnCode
from web.store import call_tools, contacts
from web.store.call_tools import Given

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
    """What may be told to whoever has the code.

    `told`: what an adviser wrote in a chat. `lists`: services an adviser gave them, and how; `put_by`: ids of
    those that wait in a call. `decided`: how often an adviser in a call decided otherwise than Signpost; of
    what, and why, is told only to whoever was made sure of. `given`: which details are held, without them;
    `noted`: likewise those that an adviser noted in a call. `rung`: when somebody was handed over while on
    the line, and to which line of web/handoffs/lines.yml.
    """

    since: datetime
    said: tuple[str, ...]
    told: tuple[str, ...]
    services: tuple[str, ...]
    lists: tuple[Given, ...]
    put_by: tuple[str, ...]
    decided: int
    place: str | None
    given: tuple[str, ...]
    noted: tuple[str, ...]
    rung: tuple[tuple[datetime, str], ...]
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
        said=tuple(contacts.every_word(session, contact)),
        told=tuple(contacts.adviser_words(session, contact)),
        services=tuple(each.service_name for each in contact.offered),
        lists=tuple(call_tools.given(session, contact.id)),
        put_by=tuple(call_tools.pinned(session, contact.id)),
        decided=_decided(session, contact.id),
        place=contact.place_label or contact.place_district,
        given=tuple(field for field in _GIVEN if handoff and getattr(handoff, field)),
        noted=_noted(session, contact.id),
        rung=_rung(session, contact.id),
        for_people=found.for_people,
    )


def _decided(session: Session, contact_id: int) -> int:
    """In how many things advisers decided otherwise, as far as it is known of what."""
    query = select(func.count()).select_from(CallOverride).join(Call, Call.id == CallOverride.call_id)
    return session.scalar(query.where(Call.contact_id == contact_id, CallOverride.subject.is_not(None))) or 0


def _noted(session: Session, contact_id: int) -> tuple[str, ...]:
    """Which details advisers noted in calls, each once."""
    kept = session.scalars(select(Call.details).where(Call.contact_id == contact_id).order_by(Call.id))
    return tuple(dict.fromkeys(name for details in kept for name, value in (details or {}).items() if value))


def _rung(session: Session, contact_id: int) -> tuple[tuple[datetime, str], ...]:
    """When somebody else took over on the line, and who that was: the team, not the name."""
    query = select(WarmHandover.at, WarmHandover.line).where(WarmHandover.contact_id == contact_id)
    return tuple((row.at, row.line) for row in session.execute(query.order_by(WarmHandover.id)))
