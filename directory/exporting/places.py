"""Where a service is, as Open Referral UK 3. What must not be published is left out here, nowhere else."""

from typing import Any

from directory.exporting.stored import StoredPlace
from directory.exporting.values import Json, filled
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation

ADDRESS_NEEDS = ("address_1", "city", "state_province", "postal_code", "country")


def link_record(link: ServiceAtLocation) -> Json:
    """That a service is given at a location: the ids alone."""
    return filled(
        {
            "id": link.id,
            "service_id": link.service_id,
            "location_id": link.location_id,
            "description": link.description,
        }
    )


def location_record(place: StoredPlace) -> Json:
    """The location without its addresses."""
    location, hidden = place.location, is_masked(place.addresses)
    return filled(
        {
            "id": location.id,
            "location_type": location.location_type,
            "name": None if hidden else location.name,
            "description": None if hidden else location.description,
            **_point(location, hidden),
            "external_identifier": None if hidden else location.external_identifier,
            "external_identifier_type": None if hidden else location.external_identifier_type,
        }
    )


def full_location(place: StoredPlace) -> Json:
    """The location with its addresses and what helps people into it."""
    record = location_record(place)
    record["addresses"] = [_address(row, is_masked(place.addresses)) for row in place.addresses]
    record["accessibility"] = [_accessibility(row) for row in place.accessibility]
    return {key: value for key, value in record.items() if value != []}


def is_masked(addresses: Any) -> bool:
    """Whether the place must not be found by strangers: one masked address hides all of its location."""
    return any(getattr(address, "masked", False) for address in addresses)


def _point(location: Location, hidden: bool) -> Json:
    if hidden or location.latitude is None or location.longitude is None:
        return {}
    return {"latitude": location.latitude, "longitude": location.longitude}


def _address(row: Address, hidden: bool) -> Json:
    postcode = row.postal_code
    if postcode and hidden:
        postcode = _first_half(postcode)
    written = {
        "id": row.id,
        "location_id": row.location_id,
        "attention": None if hidden else row.attention,
        "address_1": None if hidden else row.address_1,
        "address_2": None if hidden else row.address_2,
        "city": row.city,
        "region": row.region,
        "state_province": row.state_province,
        "postal_code": postcode,
        "country": row.country,
        "address_type": row.address_type,
    }
    return filled(written, required=ADDRESS_NEEDS)


def _first_half(postcode: str) -> str:
    """ "DN15" of "DN15 6NL", however it was typed; nothing of what is too short to be a whole postcode."""
    joined = "".join(postcode.split())
    return joined[:-3] if len(joined) > 4 else ""


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
