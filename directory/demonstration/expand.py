"""The invented borough's directory as Open Referral UK 3 services, ready for the ordinary importer."""

from typing import Any

from directory.demonstration.access import ages, areas, price, schedules
from directory.demonstration.ids import stable_id
from directory.demonstration.sources import (
    Organisation,
    Source,
    Venue,
    read_organisations,
    read_sources,
    read_venues,
)

Row = dict[str, Any]

KINDS = "Kind of service"


def demonstration_feed() -> list[Row]:
    """Every service, in a fixed order. The rows say nothing of needs: Signpost has to recognise those."""
    venues, organisations = read_venues(), read_organisations()
    return [
        _service(source, organisations[source.by], venues[source.at] if source.at else None)
        for source in read_sources()
    ]


def demonstration_needs() -> dict[str, list[str]]:
    """Service id -> the needs it answers squarely, strongest first. For tests and evaluation only."""
    return {service_id(source): list(source.needs) for source in read_sources()}


def service_id(source: Source) -> str:
    """The id the service has in the feed and in the directory."""
    return stable_id("service", source.slug)


def _service(source: Source, organisation: Organisation, venue: Venue | None) -> Row:
    row = {
        "id": service_id(source),
        "name": source.name,
        "description": source.about,
        "url": f"https://{organisation.key}.example.org/{source.slug}",
        "email": f"{source.slug}@example.org",
        "status": "active",
        "last_modified": f"{source.modified.isoformat()}T09:00:00Z",
        "organization": _organization(organisation),
        "phones": [{"id": stable_id("phone", source.slug), "number": source.phone}],
        "schedules": schedules(source),
        "service_areas": areas(source),
        "service_at_locations": [_link(source, venue)] if venue else [],
        "languages": [_language(source, name) for name in source.languages],
        "attributes": [_attribute(source)],
        **price(source),
        **ages(source),
    }
    return {**row, "assured_date": source.assured.isoformat()} if source.assured else row


def _organization(organisation: Organisation) -> Row:
    return {
        "id": stable_id("organization", organisation.key),
        "name": organisation.name,
        "description": organisation.about,
        "website": f"https://{organisation.key}.example.org/",
    }


def _link(source: Source, venue: Venue) -> Row:
    return {"id": stable_id("service_at_location", source.slug), "location": _location(venue)}


def _location(venue: Venue) -> Row:
    return {
        "id": stable_id("location", venue.key),
        "location_type": "physical",
        "name": venue.name,
        "latitude": venue.lat,
        "longitude": venue.lon,
        "addresses": [_address(venue)],
        "accessibility": [
            {"id": stable_id("accessibility", venue.key, words), "description": words}
            for words in venue.access
        ],
    }


def _address(venue: Venue) -> Row:
    return {
        "id": stable_id("address", venue.key),
        "address_1": venue.street,
        "city": venue.town,
        "state_province": "Eastmere",
        "postal_code": venue.postcode,
        "country": "GB",
        "address_type": "physical",
    }


def _language(source: Source, name: str) -> Row:
    return {"id": stable_id("language", source.slug, name), "name": name}


def _attribute(source: Source) -> Row:
    term = {
        "id": stable_id("kind", source.kind),
        "name": source.kind,
        "description": source.kind,
        "taxonomy": KINDS,
    }
    return {
        "id": stable_id("attribute", source.slug),
        "link_type": "service_type",
        "taxonomy_term": term,
    }
