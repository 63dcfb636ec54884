"""A service, who runs it, where it is given, as Open Referral UK 3 records: in short or with everything."""

from collections.abc import Sequence
from datetime import datetime

from directory.exporting.access import (
    area_record,
    contact_records,
    cost_record,
    language_record,
    phone_record,
    schedule_record,
)
from directory.exporting.places import full_location, link_record, location_record
from directory.exporting.stored import StoredPlace, StoredService
from directory.exporting.terms import attribute_records
from directory.exporting.values import Json, filled
from directory.masking import bare_schedule, is_of_hidden
from directory.models.access import Schedule
from directory.models.location import ServiceAtLocation
from directory.models.service import Organization, Service
from directory.needs.vocabulary import Vocabulary


def organization_record(organization: Organization) -> Json:
    """Who runs services."""
    written = {
        "id": organization.id,
        "name": organization.name,
        "description": organization.description,
        "email": organization.email,
        "website": organization.website,
        "logo": organization.logo,
        "uri": organization.uri,
    }
    return filled(written, required=("description",))


def short_service(service: Service, organization: Organization | None) -> Json:
    """The service's own fields, and who runs it: what lists show."""
    return filled(
        {
            "id": service.id,
            "organization_id": service.organization_id,
            "name": service.name,
            "description": service.description,
            "url": service.url,
            "email": service.email,
            "status": service.status,
            "fees": service.fees,
            "application_process": service.application_process,
            "accreditations": service.accreditations,
            "eligibility_description": service.eligibility_description,
            "minimum_age": service.minimum_age,
            "maximum_age": service.maximum_age,
            "assured_date": service.assured_date,
            "alert": service.alert,
            "last_modified": service.last_modified,
            # These three left the standard with version 3; readers that do not know them pass them over.
            "attending_type": service.attending_type,
            "attending_access": service.attending_access,
            "deliverable_type": service.deliverable_type,
            "organization": organization_record(organization) if organization else None,
        }
    )


def minimal_service(service_id: str, last_modified: datetime | None) -> Json:
    """Enough to see what has changed."""
    return filled({"id": service_id, "last_modified": last_modified})


def full_service(stored: StoredService, vocabulary: Vocabulary) -> Json:
    """The service with everything that belongs to it."""
    service = stored.service
    record = short_service(service, stored.organization)
    record |= _parts(stored)
    record["service_at_locations"] = [_given_at(link, stored) for link in _placed(stored)]
    record["attributes"] = attribute_records(service.id, stored.terms, stored.needs, vocabulary)
    return {key: value for key, value in record.items() if value != []}


def _parts(stored: StoredService) -> Json:
    links = [link.id for link in _placed(stored)]
    own_phones = [phone for phone in stored.phones if phone.contact_id is None]
    return {
        "schedules": [_schedule(row, links, stored) for row in stored.schedules],
        "service_areas": [area_record(row) for row in stored.areas],
        "languages": [language_record(row) for row in stored.languages],
        "cost_options": [cost_record(row) for row in stored.costs],
        "phones": [phone_record(row) for row in own_phones],
        "contacts": contact_records(stored.contacts, stored.phones),
    }


def _schedule(row: Schedule, links: Sequence[str], stored: StoredService) -> Json:
    """Times, without their free text where that is about a hidden place: "ring at the side door"."""
    placed = {link.id: link.location_id for link in _placed(stored)}
    hidden = [place for place in placed.values() if stored.places[place].hidden]
    told = bare_schedule(row) if is_of_hidden(row.service_at_location_id, placed, hidden) else row
    return schedule_record(told, links)


def _placed(stored: StoredService) -> list[ServiceAtLocation]:
    return [link for link in stored.links if link.location_id in stored.places]


def _given_at(link: ServiceAtLocation, stored: StoredService) -> Json:
    place = stored.places[link.location_id]
    return {**link_record(link, place), "location": full_location(place)}


def short_service_at_location(
    link: ServiceAtLocation, place: StoredPlace, service: Service, organization: Organization | None
) -> Json:
    """That a service is given at a place: what lists show of both."""
    return {
        **link_record(link, place),
        "location": location_record(place.location),
        "service": short_service(service, organization),
    }


def full_service_at_location(link: ServiceAtLocation, stored: StoredService, vocabulary: Vocabulary) -> Json:
    """The place and the service with everything that belongs to them."""
    return {**_given_at(link, stored), "service": full_service(stored, vocabulary)}
