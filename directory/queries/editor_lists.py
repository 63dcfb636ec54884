"""Lists of services for editors: by words and filters, and what waits for them. SQL of both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session

from directory.models.editing import KeptValue, Proposal, ProposalState
from directory.models.location import Address, ServiceAtLocation
from directory.models.service import Organization, Service, Source, Status
from directory.models.signpost import NeedSource, ServiceNeed
from directory.models.source import FeedSource

MOST_WORDS = 10
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Sought:
    """What an editor looks for; everything given must be true. `show` is one of SHOW."""

    words: str = ""
    status: str = ""
    source: str = ""
    need: str = ""
    show: str = ""


@dataclass(frozen=True)
class Line:
    """One service in a list."""

    id: str
    name: str
    organisation: str
    status: str
    source: str
    version: int
    changed_at: datetime | None
    vanished_at: datetime | None


SHOW = ("to_approve", "clashing", "vanished", "masked", "no_needs")


def count_sought(session: Session, sought: Sought) -> int:
    """How many services an editor's question finds."""
    query = select(func.count()).select_from(Service).outerjoin(Organization).where(*_conditions(sought))
    return session.scalars(query).one()


def sought_services(session: Session, sought: Sought, *, offset: int, limit: int) -> list[Line]:
    """One page of them: first those whose name has all the words, each by name."""
    named = [Service.name.icontains(word, autoescape=True) for word in sought.words.split()[:MOST_WORDS]]
    first = case((and_(true(), *named), 0), else_=1)
    query = _lines().where(*_conditions(sought)).order_by(first, func.lower(Service.name), Service.id)
    return [_line(row) for row in session.execute(query.offset(offset).limit(limit))]


def sources(session: Session) -> list[tuple[str, str]]:
    """(id, name) of the feeds, for the filter."""
    query = select(FeedSource.id, FeedSource.name).order_by(FeedSource.name)
    return [(row.id, row.name) for row in session.execute(query)]


def vanished(session: Session, limit: int) -> list[Line]:
    """Services that are shown although their feed no longer lists them, the longest first."""
    query = _lines().where(*_vanished()).order_by(Service.vanished_at, Service.id)
    return [_line(row) for row in session.execute(query.limit(limit))]


def count_vanished(session: Session) -> int:
    """How many there are."""
    return session.scalars(select(func.count()).select_from(Service).where(*_vanished())).one()


def doubtful(session: Session, sure: float, limit: int) -> list[tuple[Line, float]]:
    """Shown services whose surest need is below `sure` or missing, with how sure; the least sure first."""
    strongest = _strongest()
    surest = func.coalesce(strongest.c.surest, 0.0)
    query = _lines(surest).outerjoin(strongest, strongest.c.service_id == Service.id)
    query = query.where(*_doubtful(surest, sure)).order_by(surest, func.lower(Service.name), Service.id)
    return [(_line(row), float(row[-1])) for row in session.execute(query.limit(limit))]


def count_doubtful(session: Session, sure: float) -> int:
    """How many there are."""
    strongest = _strongest()
    surest = func.coalesce(strongest.c.surest, 0.0)
    query = select(func.count()).select_from(Service)
    query = query.outerjoin(strongest, strongest.c.service_id == Service.id)
    return session.scalars(query.where(*_doubtful(surest, sure))).one()


def lines_of(session: Session, ids: Sequence[str]) -> dict[str, Line]:
    """These services, by id."""
    return {row.id: _line(row) for row in session.execute(_lines().where(Service.id.in_(ids)))}


def _lines(*more: ColumnElement[float]) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Service.id,
        Service.name,
        Organization.name.label("organisation"),
        Service.status,
        Service.source,
        Service.version,
        Service.last_modified,
        Service.vanished_at,
        *more,
    )
    return select(*columns).outerjoin(Organization, Organization.id == Service.organization_id)


def _line(row: Sequence[Any]) -> Line:
    return Line(row[0], row[1], row[2] or "", *row[3:8])


def _conditions(sought: Sought) -> list[Condition]:
    found = [_has(word) for word in sought.words.split()[:MOST_WORDS]]
    if sought.status:
        found.append(Service.status == sought.status)
    if sought.source:
        found.append(or_(Service.source == sought.source, Service.source_id == sought.source))
    if sought.need:
        found.append(Service.id.in_(select(ServiceNeed.service_id).where(ServiceNeed.need_id == sought.need)))
    return [*found, *_shown(sought.show)]


def _has(word: str) -> Condition:
    columns = (Service.name, Service.description, Organization.name)
    return or_(Service.id == word, *(column.icontains(word, autoescape=True) for column in columns))


def _shown(show: str) -> list[Condition]:
    if show == "to_approve":
        waits = select(Proposal.service_id).where(Proposal.state == ProposalState.WAITING)
        return [Service.id.in_(waits)]
    if show == "clashing":
        of_service = select(KeptValue.link_id).where(KeptValue.source_changed_at.is_not(None))
        at = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(of_service))
        return [or_(Service.id.in_(of_service), Service.id.in_(at))]
    if show == "vanished":
        return _vanished()
    if show == "masked":
        link = ServiceAtLocation
        hidden = select(link.service_id).join(Address, Address.location_id == link.location_id)
        return [Service.id.in_(hidden.where(Address.masked.is_(True)))]
    return [~exists().where(ServiceNeed.service_id == Service.id)] if show == "no_needs" else []


def _vanished() -> list[Condition]:
    return [Service.vanished_at.is_not(None), Service.status != Status.WITHDRAWN]


def _strongest() -> Subquery:
    query = select(ServiceNeed.service_id, func.max(ServiceNeed.confidence).label("surest"))
    return query.group_by(ServiceNeed.service_id).subquery()


def _doubtful(surest: ColumnElement[float], sure: float) -> list[Condition]:
    by_editor = select(ServiceNeed.service_id).where(ServiceNeed.source == NeedSource.EDITOR)
    settled = select(KeptValue.link_id).where(KeptValue.field == "needs")
    return [
        surest < sure,
        Service.status == Status.ACTIVE,
        Service.source != Source.HELPLINE,
        Service.id.not_in(by_editor),
        Service.id.not_in(settled),
    ]
