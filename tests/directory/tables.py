"""A small invented directory as HSDS 3.0 tables."""

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

Tables = dict[str, list[dict[str, Any]]]


def hsds_tables() -> Tables:
    """A lunch club with every kind of part, each in its table."""
    return {**_where_and_by_whom(), **_how_to_get_there()}


def _where_and_by_whom() -> Tables:
    return {
        "organizations": [{"id": "o1", "name": "Brigholm Friends", "description": "Neighbours."}],
        "services": [
            {
                "id": "club",
                "organization_id": "o1",
                "name": "Brigholm Lunch Club",
                "description": "A hot dinner,\nand company.",
                "status": "active",
                "minimum_age": 55,
                "assured_date": "2026-10-01",
            }
        ],
        "service_at_location": [{"id": "sal1", "service_id": "club", "location_id": "hall"}],
        "locations": [
            {
                "id": "hall",
                "location_type": "physical",
                "name": "Village Hall",
                "latitude": 53.552,
                "longitude": -0.492,
            }
        ],
        "addresses": [
            {
                "id": "a1",
                "location_id": "hall",
                "address_1": "1 Green Lane",
                "city": "Brigholm",
                "postal_code": "DN20 8AA",
                "address_type": "physical",
            }
        ],
        "accessibility": [{"id": "ac1", "location_id": "hall", "description": "Step-free entrance"}],
    }


def _how_to_get_there() -> Tables:
    return {
        "phones": [
            {"id": "p1", "service_id": "club", "number": "01632 960123"},
            {"id": "p2", "contact_id": "c1", "number": "01632 960124"},
        ],
        "contacts": [{"id": "c1", "service_id": "club", "title": "Cook"}],
        "schedules": [
            {
                "id": "s1",
                "service_at_location_id": "sal1",
                "freq": "WEEKLY",
                "byday": "TU",
                "opens_at": "12:00",
                "closes_at": "14:30",
            }
        ],
        "cost_options": [{"id": "k1", "service_id": "club", "amount": 4.5, "amount_description": "a meal"}],
        "languages": [{"id": "l1", "service_id": "club", "name": "Polish", "code": "pl"}],
        "service_areas": [{"id": "sa1", "service_id": "club", "name": "Brigholm"}],
        "attributes": [{"id": "at1", "link_id": "club", "link_entity": "service", "taxonomy_term_id": "t1"}],
        "taxonomies": [{"id": "x1", "name": "Local"}],
        "taxonomy_terms": [{"id": "t1", "taxonomy_id": "x1", "name": "Lunch clubs"}],
    }


def as_csv(rows: list[dict[str, Any]], **options: Any) -> str:
    """The rows as a spreadsheet would save them."""
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, **options)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def csv_files(tables: Tables) -> dict[str, bytes]:
    return {f"{name}.csv": as_csv(rows).encode() for name, rows in tables.items()}


def zip_of(tables: Tables) -> bytes:
    return zip_files(csv_files(tables))


def zip_files(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return out.getvalue()
