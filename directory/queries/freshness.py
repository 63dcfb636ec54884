"""Who assured which entry and when, and the entries that may need asking about."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.models.access import Contact
from directory.models.freshness import Assurance
from directory.models.service import Organization, Service, Source, Status
from directory.models.source import FeedSource
from directory.queries.portions import in_portions

# Shown to residents, or about to be again.
KEPT_UP = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)


@dataclass(frozen=True)
class Entry:
    """What freshness needs to know of one service. `email` is the published address to ask at."""

    id: str
    name: str
    organization_id: str | None
    organisation: str
    email: str | None
    assured_date: date | None
    assurer: str | None
    assured_by: str | None
    source: str


def assurance(session: Session, key: str) -> Assurance | None:
    """What was said under this key before."""
    return session.get(Assurance, key)


def add_assurance(session: Session, said: Assurance) -> None:
    """Keep it, now: a service that is not there shows here and not later."""
    session.add(said)
    session.flush()


def shown_day(session: Session, service_id: str) -> date | None:
    """The day that the entry shows."""
    return session.scalars(select(Service.assured_date).where(Service.id == service_id)).first()


def show_assurance(
    session: Session, service_id: str, day: date | None, assurer: str | None, by: str | None
) -> None:
    """From now on this is who checked the entry last."""
    values = {"assured_date": day, "assurer": assurer, "assured_by": by}
    session.execute(update(Service).where(Service.id == service_id).values(**values))


def newest_assurances(session: Session, service_ids: Collection[str]) -> dict[str, Assurance]:
    """The last word of somebody here on each of these services."""
    newest: dict[str, Assurance] = {}
    for some in in_portions(sorted(set(service_ids))):
        query = select(Assurance).where(Assurance.service_id.in_(some)).order_by(Assurance.day, Assurance.at)
        newest |= {said.service_id: said for said in session.scalars(query)}
    return newest


def days_by_feed(
    session: Session, service_ids: Collection[str]
) -> Iterator[tuple[str, date | None, str | None]]:
    """Service, the day it has now, and the name of its feed."""
    for some in in_portions(sorted(set(service_ids))):
        query = select(Service.id, Service.assured_date, FeedSource.name)
        query = query.outerjoin(FeedSource, FeedSource.id == Service.source_id).where(Service.id.in_(some))
        yield from ((row[0], row[1], row[2]) for row in session.execute(query).all())


def entries(session: Session, ids: Collection[str] | None = None) -> list[Entry]:
    """Every entry that is kept up, by name; the made-up ones are not. With `ids`: those of them alone."""
    own = (Service.id, Service.name, Service.organization_id, Service.email, Service.assured_date)
    said = (Service.assurer, Service.assured_by, Service.source, Organization.name, Organization.email)
    query = select(*own, *said)
    query = query.outerjoin(Organization, Organization.id == Service.organization_id)
    query = query.where(Service.status.in_(KEPT_UP), Service.source != Source.DEMONSTRATION)
    if ids is not None:
        query = query.where(Service.id.in_(sorted(ids)))
    contacts = _contacts(session, ids)
    rows = session.execute(query.order_by(func.lower(Service.name), Service.id))
    return [
        Entry(
            id=row[0],
            name=row[1],
            organization_id=row[2],
            organisation=row[8] or "",
            email=(row[9] or row[3] or contacts.get(row[0]) or "").strip() or None,
            assured_date=row[4],
            assurer=row[5],
            assured_by=row[6],
            source=row[7],
        )
        for row in rows
    ]


def _contacts(session: Session, ids: Collection[str] | None) -> dict[str, str]:
    """The first address among the contacts of each service, or of those with these ids."""
    query = select(Contact.service_id, Contact.email).where(Contact.email.is_not(None))
    if ids is not None:
        query = query.where(Contact.service_id.in_(sorted(ids)))
    found: dict[str, str] = {}
    for service_id, email in session.execute(query.order_by(Contact.service_id, Contact.position)):
        found.setdefault(service_id, email or "")
    return found
