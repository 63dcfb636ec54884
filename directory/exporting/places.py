"""Where a service is, as Open Referral UK 3. What is masked never gets this far."""

from directory.exporting.stored import StoredPlace
from directory.exporting.values import Json, filled
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation

# What the standard requires of an address; "" where a feed did not have it.
REQUIRED = ("address_1", "city", "state_province", "postal_code", "country")


def link_record(link: ServiceAtLocation, place: StoredPlace) -> Json:
    """That a service is given at a location. Whereabouts in a hidden place stays unsaid."""
    return filled(
        {
            "id": link.id,
            "service_id": link.service_id,
            "location_id": link.location_id,
            "description": None if place.hidden else link.description,
        }
    )


def location_record(location: Location) -> Json:
    """The location without its addresses; with both coordinates or none."""
    point = {"latitude": location.latitude, "longitude": location.longitude}
    return filled(
        {
            "id": location.id,
            "location_type": location.location_type,
            "name": location.name,
            "description": location.description,
            **({} if None in point.values() else point),
            "external_identifier": location.external_identifier,
            "external_identifier_type": location.external_identifier_type,
        }
    )


def full_location(place: StoredPlace) -> Json:
    """The location with its addresses and what helps people into it."""
    parts = {
        "addresses": [_address(row) for row in place.addresses],
        "accessibility": [_accessibility(row) for row in place.accessibility],
    }
    return {**location_record(place.location), **{key: rows for key, rows in parts.items() if rows}}


def _address(row: Address) -> Json:
    written = {
        "id": row.id,
        "location_id": row.location_id,
        "attention": row.attention,
        "address_1": row.address_1,
        "address_2": row.address_2,
        "city": row.city,
        "region": row.region,
        "state_province": row.state_province,
        "postal_code": row.postal_code,
        "country": row.country,
        "address_type": row.address_type,
    }
    return filled(written, required=REQUIRED)


def _accessibility(row: Accessibility) -> Json:
    return filled(
        {
            "id": row.id,
            "location_id": row.location_id,
            "description": row.description,
            "details": row.details,
            "url": row.url,
        }
    )
