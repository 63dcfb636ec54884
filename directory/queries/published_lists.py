"""The open data's lists beside services: organisations, services at their places, taxonomies, terms."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from directory.exporting.wanted import Part, Wanted
from directory.models.location import Location, ServiceAtLocation
from directory.models.service import Organization, Service
from directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm
from directory.queries.published import published
from directory.queries.published_filters import MOST_WORDS, of_link, of_service, says

LinkRows = tuple[ServiceAtLocation, Location, Service, Organization | None]
TermWithTaxonomy = tuple[TaxonomyTerm, Taxonomy | None]


def organizations(session: Session, search: str, part: Part) -> tuple[int, list[Organization]]:
    """How many organisations run a published service, and one page of them."""
    found = [*_runs_something(), *_has_words(search, Organization.name, Organization.description)]
    query = select(Organization).where(*found)
    return _total(session, query), list(session.scalars(_page(query, part, Organization.id)))


def organization(session: Session, organization_id: str) -> Organization | None:
    """One that runs a published service."""
    query = select(Organization).where(Organization.id == organization_id, *_runs_something())
    return session.scalars(query).first()


def links(session: Session, wanted: Wanted, council: str, part: Part) -> tuple[int, list[LinkRows]]:
    """How many services at places are wanted, and one page of them."""
    query = _links().where(*of_service(wanted, council), *of_link(wanted))
    page = _page(query, part, ServiceAtLocation.id, ServiceAtLocation.service_id)
    return _total(session, query), [_four(row) for row in session.execute(page)]


def link(session: Session, link_id: str) -> LinkRows | None:
    """One; where feeds used the same id for two services, that of the first service."""
    query = _links().where(ServiceAtLocation.id == link_id).order_by(ServiceAtLocation.service_id)
    row = session.execute(query).first()
    return _four(row) if row else None


def taxonomies(session: Session) -> list[Taxonomy]:
    """All with a term that a published service carries. There are a handful, so they come all at once."""
    query = select(Taxonomy).where(exists().where(TaxonomyTerm.taxonomy_id == Taxonomy.id, _is_carried()))
    return list(session.scalars(query.order_by(Taxonomy.id)))


def terms(session: Session) -> list[TermWithTaxonomy]:
    """All terms that a published service carries, by id."""
    query = select(TaxonomyTerm, Taxonomy).outerjoin(Taxonomy).where(_is_carried())
    return [(term, taxonomy) for term, taxonomy in session.execute(query.order_by(TaxonomyTerm.id))]


def _links() -> Select[Any]:
    query: Any = (
        select(ServiceAtLocation, Location, Service, Organization)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .where(*published())
    )
    narrowed: Select[Any] = query
    return narrowed


def _four(row: Sequence[Any]) -> LinkRows:
    return row[0], row[1], row[2], row[3]


def _runs_something() -> list[ColumnElement[bool]]:
    return [exists().where(Service.organization_id == Organization.id, *published())]


def _is_carried() -> ColumnElement[bool]:
    carried = (
        select(Attribute.taxonomy_term_id)
        .join(Service, Service.id == Attribute.link_id)
        .where(Attribute.link_entity == "service", *published())
    )
    return TaxonomyTerm.id.in_(carried)


def _has_words(search: str, *columns: Any) -> list[ColumnElement[bool]]:
    return [or_(*(says(column, word) for column in columns)) for word in search.split()[:MOST_WORDS]]


def _total(session: Session, query: Select[Any]) -> int:
    return session.scalars(select(func.count()).select_from(query.subquery())).one()


def _page(query: Select[Any], part: Part, *order: Any) -> Select[Any]:
    return query.order_by(*order).limit(part.per_page).offset(part.start)
