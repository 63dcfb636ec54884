"""Where a service is: from v1 and v3 `service_at_locations`, or the flat `locations` of Outpost.

Of a place whose feed says `mask_exact_address` nothing is taken in that leads to its door.
"""

import re
from collections.abc import Iterator

from directory.openreferral.parts import part_id, without_repeats
from directory.openreferral.records import LocationRecord, Row
from directory.openreferral.values import Json, number_in, object_in, objects, text_in, web_address

TYPES = ("physical", "postal", "virtual")
YES = frozenset({"true", "yes", "y", "t", "1"})  # a table, or a careless program, writes it as text or number
OUTWARD = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?", re.IGNORECASE)


def read_locations(service_id: str, row: Json) -> tuple[tuple[LocationRecord, ...], tuple[Row, ...]]:
    """The locations, and the rows that tie the service to them."""
    records: list[LocationRecord] = []
    links: list[Row] = []
    for position, (link, given) in enumerate(_pairs(row)):
        location_id = part_id(service_id, "location", position, given)
        records.append(_location(location_id, given))
        link_id = part_id(service_id, "service_at_location", position, link)
        links.append({"id": link_id, "location_id": location_id, "description": text_in(link, "description")})
    return tuple(records), without_repeats(links)


def _pairs(row: Json) -> list[tuple[Json, Json]]:
    linked = [(link, object_in(link, "location")) for link in objects(row, "service_at_locations")]
    return [pair for pair in linked if pair[1]] + [({}, given) for given in objects(row, "locations")]


def _location(location_id: str, given: Json) -> LocationRecord:
    is_masked = _asks_for_a_mask(given)
    latitude, longitude = (None, None) if is_masked else _point(given)
    location: Row = {
        "id": location_id,
        "location_type": _type(given, "location_type"),
        "name": None if is_masked else text_in(given, "name"),
        "description": None if is_masked else text_in(given, "description"),
        "latitude": latitude,
        "longitude": longitude,
        # As a rule a UPRN, which stands for one door.
        "external_identifier": None if is_masked else text_in(given, "external_identifier"),
        "external_identifier_type": None if is_masked else text_in(given, "external_identifier_type"),
    }
    return LocationRecord(
        location, _addresses(location_id, given, is_masked), _accessibility(location_id, given)
    )


def _asks_for_a_mask(given: Json) -> bool:
    return str(given.get("mask_exact_address")).strip().lower() in YES


def _half(postcode: str) -> str | None:
    """The first half of a postcode, written with a space or without; nothing of what is no postcode."""
    found = OUTWARD.fullmatch(postcode.strip())
    return found[1].upper() if found else None


def _type(given: Json, key: str) -> str:
    written = (text_in(given, key) or "").lower()
    return written if written in TYPES else "physical"


def _point(given: Json) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or neither; nought and nought is a form left empty, not a place."""
    latitude, longitude = number_in(given, "latitude"), number_in(given, "longitude")
    pair = object_in(given, "geometry").get("coordinates")
    if latitude is None and isinstance(pair, list) and len(pair) == 2:
        longitude, latitude = number_in({"at": pair[0]}, "at"), number_in({"at": pair[1]}, "at")
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None, None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else (None, None)


def _addresses(location_id: str, given: Json, is_masked: bool) -> tuple[Row, ...]:
    """v3 says `addresses`, v1 `physical_addresses`; Outpost writes the address into the location itself."""
    found = objects(given, "addresses", "physical_addresses", "physical_address")
    if not found and text_in(given, "address_1", "city", "postal_code"):
        found = [{key: value for key, value in given.items() if key != "id"}]
    rows = (_address(location_id, position, item, is_masked) for position, item in enumerate(found))
    return without_repeats(rows)


def _address(location_id: str, position: int, item: Json, is_masked: bool) -> Row:
    postcode = text_in(item, "postal_code", "postcode")
    return {
        "id": part_id(location_id, "address", position, item),
        "attention": None if is_masked else text_in(item, "attention"),
        "address_1": None if is_masked else text_in(item, "address_1"),
        "address_2": None if is_masked else text_in(item, "address_2"),
        "city": text_in(item, "city"),
        "region": text_in(item, "region"),
        "state_province": text_in(item, "state_province"),
        "postal_code": _half(postcode) if postcode and is_masked else postcode,
        "country": text_in(item, "country"),
        "address_type": _type(item, "address_type"),
    }


def _accessibility(location_id: str, given: Json) -> tuple[Row, ...]:
    found = objects(given, "accessibility", "accessibility_for_disabilities", "accessibilities")
    rows: Iterator[Row] = (
        {
            "id": part_id(location_id, "accessibility", position, item),
            "description": text_in(item, "description", "accessibility", "name"),
            "details": text_in(item, "details"),
            "url": web_address(item, "url"),
        }
        for position, item in enumerate(found)
    )
    return without_repeats(row for row in rows if row["description"] or row["details"] or row["url"])
