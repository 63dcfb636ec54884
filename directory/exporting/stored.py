"""One published service with every stored row that belongs to it, ready to be written out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.models.access import Contact, CostOption, Language, Phone, Schedule, ServiceArea
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service
from directory.models.signpost import ServiceNeed
from directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm

TermRows = tuple[Attribute, TaxonomyTerm, Taxonomy | None]


@dataclass(frozen=True)
class StoredPlace:
    """A location with its addresses and what helps people into it; a `hidden` one is bare and has neither."""

    location: Location
    addresses: Sequence[Address]
    accessibility: Sequence[Accessibility]
    hidden: bool = False


@dataclass(frozen=True)
class StoredService:
    """A service whole. `places` are by location id, and shared between the services given there."""

    service: Service
    organization: Organization | None
    links: Sequence[ServiceAtLocation]
    places: Mapping[str, StoredPlace]
    contacts: Sequence[Contact]
    phones: Sequence[Phone]
    schedules: Sequence[Schedule]
    costs: Sequence[CostOption]
    areas: Sequence[ServiceArea]
    languages: Sequence[Language]
    terms: Sequence[TermRows]
    needs: Sequence[ServiceNeed]
