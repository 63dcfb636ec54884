"""Every query about the national return: the requests that ended in a period, and what was drawn of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from web.clock import local_day
from web.models.contact import Contact
from web.models.figures import ReturnExtract
from web.models.handoff import Handoff, Kind
from web.models.record import ContactRecord
from web.outbox.client_level.periods import Period
from web.outbox.client_level.rows import Ended
from web.store.rows import changed


@dataclass(frozen=True)
class Around:
    """What a period has beside its rows: requests that began by its end and were still open then."""

    still_open: int


def ended(session: Session, period: Period, zone: str) -> Iterator[Ended]:
    """Every request that ended on a day of the period, in the order of contacts."""
    within = _ended_within(period, zone)
    contacts = session.execute(
        select(
            Contact.id, Contact.channel, Contact.started_at, Contact.finalised_at,
            ContactRecord.route_of_access, ContactRecord.unpaid_carer, ContactRecord.case_number,
        )
        .outerjoin(ContactRecord, ContactRecord.contact_id == Contact.id)
        .where(*within)
        .order_by(Contact.id)
    )  # fmt: skip
    handoffs = session.execute(
        select(Handoff.contact_id, Handoff.reference, Handoff.kind, Handoff.outcome, Handoff.request)
        .join(Contact, Handoff.contact_id == Contact.id)
        .where(*within)
        .order_by(Handoff.contact_id, Handoff.id)
    )
    by_contact = {key: list(rows) for key, rows in groupby(handoffs, key=lambda row: row.contact_id)}
    for contact in contacts:
        yield _ended(contact, by_contact.get(contact.id, []), zone)


def around(session: Session, period: Period, zone: str) -> Around:
    """What is not in the rows of a period."""
    _first, end = _moments(period, zone)
    still_open = select(func.count()).where(
        Contact.request_at.is_not(None),
        Contact.started_at < end,
        Contact.finalised_at.is_(None) | (Contact.finalised_at >= end),
    )
    return Around(session.scalar(still_open) or 0)


def note_extract(session: Session, extract: ReturnExtract) -> ReturnExtract:
    """Keeps that rows were drawn: by whom, of which days, how many, and the file's checksum."""
    session.add(extract)
    session.flush()
    return extract


def newest_extracts(session: Session, limit: int) -> Sequence[ReturnExtract]:
    """What was drawn, newest first."""
    return session.scalars(select(ReturnExtract).order_by(ReturnExtract.id.desc()).limit(limit)).all()


def purge(session: Session, limit: datetime) -> int:
    """Forgets what was drawn before `limit`, as the trail does. How many."""
    return changed(session, delete(ReturnExtract).where(ReturnExtract.made_at < limit))


def _ended_within(period: Period, zone: str) -> tuple[ColumnElement[bool], ...]:
    first, end = _moments(period, zone)
    return Contact.request_at.is_not(None), Contact.finalised_at >= first, Contact.finalised_at < end


def _moments(period: Period, zone: str) -> tuple[datetime, datetime]:
    """From the first midnight to the last, by the council's clock."""
    return _midnight(period.first, zone), _midnight(period.last + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _ended(contact: Any, handoffs: Sequence[Any], zone: str) -> Ended:
    # The reference by which staff and the person know it: that of support, where there is one.
    first = min(handoffs, key=lambda each: each.kind is Kind.SAFEGUARDING, default=None)
    return Ended(
        reference=first.reference if first else "",
        channel=contact.channel.value,
        started=local_day(contact.started_at, zone),
        ended=local_day(contact.finalised_at, zone),
        outcomes=tuple(each.outcome.value for each in handoffs if each.outcome is not None),
        requests=frozenset(each.request for each in handoffs if each.request),
        route=contact.route_of_access,
        unpaid_carer=contact.unpaid_carer,
        case_number=contact.case_number,
    )
