"""What the directory gives out: published services with all their rows, in one query a table."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from directory.exporting.stored import StoredPlace, StoredService, TermRows
from directory.exporting.wanted import Part, Wanted
from directory.masking import bare_location, hidden_places
from directory.models.access import Contact, CostOption, Language, OfService, Phone, Schedule, ServiceArea
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service, Status
from directory.models.signpost import ServiceNeed
from directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm
from directory.queries import published_filters
from directory.queries.portions import in_portions

ShortService = tuple[Service, Organization | None]


def published() -> tuple[ColumnElement[bool], ...]:
    """What a service must be to be given out: not withdrawn, and still listed by the feed it came from."""
    return (Service.status != Status.WITHDRAWN, Service.vanished_at.is_(None))


def count_services(session: Session, wanted: Wanted, council: str) -> int:
    """How many published services are wanted."""
    query = select(func.count()).select_from(Service).where(*_conditions(wanted, council))
    return session.scalars(query).one()


def short_services(session: Session, wanted: Wanted, council: str, part: Part) -> list[ShortService]:
    """One page of the services wanted, with who runs them. The order is the same every time."""
    query = select(Service, Organization).outerjoin(Organization).where(*_conditions(wanted, council))
    query = query.order_by(*published_filters.best_first(wanted), Service.id)
    rows = session.execute(query.limit(part.per_page).offset(part.start))
    return [(service, organization) for service, organization in rows]


def moments_of_change(session: Session, wanted: Wanted, council: str) -> list[tuple[str, datetime | None]]:
    """Id of every service wanted, and when its entry last changed: enough for a mirror to compare."""
    query = select(Service.id, Service.last_modified).where(*_conditions(wanted, council))
    rows = session.execute(query.order_by(*published_filters.best_first(wanted), Service.id))
    return [(service_id, moment) for service_id, moment in rows]


def services_of(session: Session, organization_ids: Collection[str]) -> list[Service]:
    """The published services that these organisations run."""
    query = select(Service).where(Service.organization_id.in_(organization_ids), *published())
    return list(session.scalars(query.order_by(Service.id)))


def stored_services(session: Session, ids: Sequence[str]) -> Iterator[StoredService]:
    """These services whole, in the order of the ids; an id that is not published is passed over."""
    for some in in_portions(ids):
        yield from _whole(session, some)


def _conditions(wanted: Wanted, council: str) -> list[ColumnElement[bool]]:
    return [*published(), *published_filters.conditions(wanted, council)]


def _whole(session: Session, ids: Sequence[str]) -> Iterator[StoredService]:
    query = select(Service, Organization).outerjoin(Organization).where(Service.id.in_(ids), *published())
    found = {service.id: (service, organization) for service, organization in session.execute(query)}
    links = _owned(session, ServiceAtLocation, ids)
    places = stored_places(session, {link.location_id for some in links.values() for link in some})
    contacts, phones = _owned(session, Contact, ids), _owned(session, Phone, ids)
    schedules, costs = _owned(session, Schedule, ids), _owned(session, CostOption, ids)
    areas, languages = _owned(session, ServiceArea, ids), _owned(session, Language, ids)
    terms, needs = _terms(session, ids), _needs(session, ids)
    for key in ids:
        if key in found:
            yield StoredService(
                *found[key],
                links=links[key],
                places=places,
                contacts=contacts[key],
                phones=phones[key],
                schedules=schedules[key],
                costs=costs[key],
                areas=areas[key],
                languages=languages[key],
                terms=terms[key],
                needs=needs[key],
            )


def stored_places(session: Session, ids: Collection[str]) -> dict[str, StoredPlace]:
    """Locations with what belongs to them, by id; of what is masked only that there is a place."""
    addresses = _grouped(session, Address, Address.location_id, ids)
    accessibility = _grouped(session, Accessibility, Accessibility.location_id, ids)
    locations = [row for some in in_portions(sorted(ids)) for row in _of(session, Location, some)]
    hidden = hidden_places(row for rows in addresses.values() for row in rows)
    return {
        row.id: StoredPlace(bare_location(row), (), (), hidden=True)
        if row.id in hidden
        else StoredPlace(row, addresses[row.id], accessibility[row.id])
        for row in locations
    }


def _of(session: Session, table: type[Location], ids: Sequence[str]) -> Iterable[Location]:
    return session.scalars(select(table).where(table.id.in_(ids)))


def _owned(session: Session, table: type[OfService] | type[Any], ids: Sequence[str]) -> dict[str, list[Any]]:
    return _grouped(session, table, table.service_id, ids)


def _grouped(session: Session, table: type[Any], owner: Any, ids: Collection[str]) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for some in in_portions(sorted(ids)):
        query = select(table).where(owner.in_(some)).order_by(table.position, table.id)
        for row in session.scalars(query):
            found[getattr(row, owner.key)].append(row)
    return found


def _terms(session: Session, ids: Sequence[str]) -> dict[str, list[TermRows]]:
    query = (
        select(Attribute, TaxonomyTerm, Taxonomy)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .outerjoin(Taxonomy, Taxonomy.id == TaxonomyTerm.taxonomy_id)
        .where(Attribute.link_entity == "service", Attribute.link_id.in_(ids))
    )
    found: defaultdict[str, list[TermRows]] = defaultdict(list)
    for link, term, taxonomy in session.execute(query.order_by(Attribute.id)):
        found[link.link_id].append((link, term, taxonomy))
    return found


def _needs(session: Session, ids: Sequence[str]) -> dict[str, list[ServiceNeed]]:
    query = select(ServiceNeed).where(ServiceNeed.service_id.in_(ids))
    found: defaultdict[str, list[ServiceNeed]] = defaultdict(list)
    for row in session.scalars(query.order_by(ServiceNeed.confidence.desc(), ServiceNeed.need_id)):
        found[row.service_id].append(row)
    return found
