"""Small invented feeds in each shape that councils publish."""

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def v3_service(service_id: str = "lunch-1", **changes: Any) -> Json:
    """A lunch club as Open Referral UK 3 writes it, with every part filled in."""
    service: Json = {
        "id": service_id,
        "name": "Brigholm Lunch Club",
        "description": "<p>A hot dinner &amp; company.</p><ul><li>Every Tuesday</li></ul>",
        "url": "https://lunch.example.org",
        "email": "hello@lunch.example.org",
        "status": "active",
        "minimum_age": 55,
        "assured_date": "2026-10-01",
        "last_modified": "2026-10-02T09:00:00Z",
        "organization": {"id": "org-1", "name": "Brigholm Friends", "description": "Neighbours."},
        "phones": [{"id": "p1", "number": "01632 960123"}],
        "contacts": [{"id": "c1", "name": "The kitchen", "phones": [{"id": "p2", "number": "01632 960124"}]}],
        "schedules": [
            {"id": "s1", "freq": "WEEKLY", "byday": "TU", "opens_at": "12:00", "closes_at": "14:30"}
        ],
        "cost_options": [{"id": "k1", "amount": 4.5, "amount_description": "a meal"}],
        "languages": [{"id": "l1", "name": "Polish", "code": "pl"}],
        "service_at_locations": [{"id": "sal1", "location": v3_location()}],
        "attributes": [
            {"id": "a1", "taxonomy_term": {"id": "t1", "name": "Lunch clubs", "taxonomy": "Local"}},
        ],
    }
    return {**service, **changes}


def v3_location(**changes: Any) -> Json:
    location: Json = {
        "id": "hall-1",
        "location_type": "physical",
        "name": "Brigholm Village Hall",
        "latitude": 53.552,
        "longitude": -0.492,
        "addresses": [
            {"id": "ad1", "address_1": "1 Green Lane", "city": "Brigholm", "postal_code": "DN20 8AA"},
        ],
        "accessibility": [{"id": "ac1", "description": "Step-free entrance"}],
    }
    return {**location, **changes}


def v1_service(service_id: str = "101", **changes: Any) -> Json:
    """The same club as versions 1 and 2 write it."""
    service: Json = {
        "id": service_id,
        "name": "Brigholm Lunch Club",
        "description": "A hot dinner and company.",
        "status": "active",
        "attending_type": "venue",
        "organization": {"id": "org-1", "name": "Brigholm Friends", "url": "lunch.example.org"},
        "contacts": [{"id": "c1", "title": "Cook", "phones": [{"id": "p1", "number": "01632 960123"}]}],
        "eligibilitys": [
            {"id": "e1", "eligibility": "Older people", "minimum_age": 60, "maximum_age": None},
            {"id": "e2", "eligibility": "Carers", "minimum_age": 18},
        ],
        "regular_schedules": [
            {"id": "r1", "weekday": "Tuesday", "opens_at": "12:00:00", "closes_at": "14:30:00"}
        ],
        "cost_options": [{"id": "k1", "option": "Members", "amount": "0"}],
        "service_areas": [{"id": "sa1", "service_area": "Eastmere"}],
        "service_taxonomys": [
            {"id": "st1", "taxonomy": {"id": "t1", "name": "Food", "vocabulary": "esdNeeds"}}
        ],
        "service_at_locations": [
            {
                "id": "sal1",
                "location": {
                    "id": "hall-1",
                    "name": "Brigholm Village Hall",
                    "latitude": "53.552",
                    "longitude": "-0.492",
                    "physical_addresses": [{"id": "ad1", "address_1": "1 Green Lane", "city": "Brigholm"}],
                    "accessibility_for_disabilities": [{"id": "ac1", "accessibility": "Ramp"}],
                },
            }
        ],
    }
    return {**service, **changes}


def write_feed(folder: Path, content: object, name: str = "feed.json") -> Path:
    """The feed as a file; text and bytes go in as they are."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), "utf-8")
    return path
