"""Services with everything that belongs to them, in one query a table however many there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.masking import bare_location, bare_schedule, hidden_places, is_of_hidden
from directory.models.access import CostOption, Language, OfService, Phone, Schedule, ServiceArea
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service, Status
from directory.models.signpost import ServiceNeed
from directory.models.source import FeedSource
from directory.models.taxonomy import Attribute, TaxonomyTerm
from directory.queries import links

Rows = Mapping[str, Sequence[Any]]
Narrow = Callable[[Any], Any]  # takes the column that holds the service's id, gives the condition on it


@dataclass(frozen=True)
class StoredServices:
    """Services with their organisation's name, and by service id the rows of each kind that are theirs."""

    services: Sequence[tuple[Service, str | None]]
    phones: Rows
    schedules: Rows
    costs: Rows
    areas: Rows
    languages: Rows
    locations: Rows
    addresses: Rows
    accessibility: Rows
    needs: Rows
    terms: Rows
    trust: Mapping[str, float]  # by the id of the feed
    dead_links: frozenset[str]


def listed_services(session: Session) -> StoredServices:
    """All services that may be shown."""
    active = select(Service.id).where(Service.status == Status.ACTIVE)
    return _stored(session, lambda service_id: service_id.in_(active))


def services_with_ids(session: Session, ids: Collection[str]) -> StoredServices:
    """These services, whatever their status."""
    return _stored(session, lambda service_id: service_id.in_(ids))


def _stored(session: Session, narrow: Narrow) -> StoredServices:
    services = select(Service, Organization.name).outerjoin(Organization).order_by(Service.name, Service.id)
    locations, addresses, hidden = _open_places(session, narrow)
    accessibility = _located(session, Accessibility, Accessibility.location_id, narrow)
    return StoredServices(
        services=[(row[0], row[1]) for row in session.execute(services.where(narrow(Service.id)))],
        phones=_owned(session, Phone, narrow),
        schedules=_times(session, narrow, hidden),
        costs=_owned(session, CostOption, narrow),
        areas=_owned(session, ServiceArea, narrow),
        languages=_owned(session, Language, narrow),
        locations=locations,
        addresses=addresses,
        accessibility=_outside(accessibility, hidden),
        needs=_needs(session, narrow),
        terms=_terms(session, narrow),
        trust=_trust(session),
        dead_links=frozenset(links.dead(session)),
    )


def _owned(session: Session, table: type[OfService], narrow: Narrow) -> Rows:
    query = select(table.service_id, table).where(narrow(table.service_id)).order_by(table.position, table.id)
    return _by_service(session, query)


def _open_places(session: Session, narrow: Narrow) -> tuple[Rows, Rows, frozenset[str]]:
    """Locations and addresses without what is masked, and the ids of the places that are hidden.

    Nothing built on these rows can tell it.
    """
    locations = _located(session, Location, Location.id, narrow)
    addresses = _located(session, Address, Address.location_id, narrow)
    hidden = hidden_places(row for rows in addresses.values() for row in rows)
    shown = {
        service_id: [bare_location(row) if row.id in hidden else row for row in rows]
        for service_id, rows in locations.items()
    }
    return shown, _outside(addresses, hidden), hidden


def _outside(rows_of: Rows, hidden: frozenset[str]) -> Rows:
    """What belongs to locations, without what belongs to hidden ones."""
    return {key: [row for row in rows if row.location_id not in hidden] for key, rows in rows_of.items()}


def _times(session: Session, narrow: Narrow, hidden: frozenset[str]) -> Rows:
    """Opening times; those of a hidden place without their free text."""
    times = _owned(session, Schedule, narrow)
    if not hidden:
        return times
    query = select(ServiceAtLocation.service_id, ServiceAtLocation).where(
        narrow(ServiceAtLocation.service_id)
    )
    placed = {
        key: {link.id: link.location_id for link in rows}
        for key, rows in _by_service(session, query).items()
        if any(link.location_id in hidden for link in rows)
    }
    return {
        key: [
            bare_schedule(row)
            if is_of_hidden(row.service_at_location_id, placed.get(key, {}), hidden)
            else row
            for row in rows
        ]
        for key, rows in times.items()
    }


def _located(session: Session, table: type[Any], location_id: Any, narrow: Narrow) -> Rows:
    link = ServiceAtLocation
    own_order = () if table is Location else (table.position,)
    query = select(link.service_id, table).join(link, link.location_id == location_id)
    return _by_service(
        session, query.where(narrow(link.service_id)).order_by(link.position, *own_order, table.id)
    )


def _needs(session: Session, narrow: Narrow) -> Rows:
    query = select(ServiceNeed.service_id, ServiceNeed).where(narrow(ServiceNeed.service_id))
    return _by_service(session, query.order_by(ServiceNeed.confidence.desc(), ServiceNeed.need_id))


def _terms(session: Session, narrow: Narrow) -> Rows:
    query = (
        select(Attribute.link_id, TaxonomyTerm.name)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(Attribute.link_entity == "service", narrow(Attribute.link_id))
    )
    return _by_service(session, query.order_by(Attribute.id))


def _trust(session: Session) -> Mapping[str, float]:
    return {found.id: found.trust for found in session.execute(select(FeedSource.id, FeedSource.trust))}


def _by_service(session: Session, query: Select[str, Any]) -> Rows:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for service_id, item in session.execute(query):
        found[service_id].append(item)
    return found
