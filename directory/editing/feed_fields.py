"""The fields of a sheet inside a feed's record: what the feed says of one, and the record with another value.

Pure. The two sides use the same JSON as a sheet, so that a feed's word and an editor's can be compared.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import inspect

from directory.models.location import Accessibility, Address
from directory.openreferral.records import LocationRecord, ServiceRecord
from directory.queries.sheet_fields import ROWS, SCALARS
from directory.queries.sheet_writing import columns_of
from directory.queries.sheets import OF_A_ROW, json_value

Row = dict[str, Any]
LINK = "service_at_location"
MASK_ALONE: Row = {"id": "mask", "address_type": "physical"}  # for the mask of a place without an address


def table_of(field: str) -> str:
    """The name of the table that holds a field's rows."""
    return str(inspect(ROWS[field].table).local_table)


def said_of_service(record: ServiceRecord, field: str) -> Any:
    """What a feed says of a field of a service, as a sheet has it."""
    if field in SCALARS:
        return json_value(record.service.get(field))
    if field in ROWS:
        return [_said(ROWS[field].table, row) for row in record.parts[table_of(field)]]
    if field == "locations":
        return [
            {"id": row["location_id"], "link_id": row["id"], "link_description": row.get("description")}
            for row in record.parts[LINK]
        ]
    if field == "organization" and record.service.get("organization_id"):
        name = record.organization["name"] if record.organization else None
        return {"id": record.service["organization_id"], "name": name}
    return None


def said_of_location(record: LocationRecord, field: str) -> Any:
    """What a feed says of a field of a place."""
    place = record.location
    if field == "point":
        return {"latitude": place.get("latitude"), "longitude": place.get("longitude")}
    if field == "addresses":
        rows = [_said(Address, row) for row in record.addresses]
        return [{name: value for name, value in row.items() if name != "masked"} for row in rows]
    if field == "accessibility":
        return [_said(Accessibility, row) for row in record.accessibility]
    return json_value(place.get(field))  # a feed says nothing of "masked": None


def with_service_field(record: ServiceRecord, field: str, value: Any) -> ServiceRecord:
    """The record with an editor's value in a field of the service."""
    if field in SCALARS:
        return replace(record, service={**record.service, field: value})
    if field == "organization":
        run_by = value["id"] if value else None
        return replace(record, organization=None, service={**record.service, "organization_id": run_by})
    if field == "locations":
        rows = tuple(
            {"id": row["link_id"], "location_id": row["id"], "description": row["link_description"]}
            for row in value
        )
        return replace(record, parts={**record.parts, LINK: rows})
    if field in ROWS:
        typed = tuple(columns_of(ROWS[field].table, row) for row in value)
        return replace(record, parts={**record.parts, table_of(field): typed})
    return record  # needs: the recogniser keeps off them by itself


def with_location_field(record: LocationRecord, field: str, value: Any) -> LocationRecord:
    """The record with an editor's value in a field of the place."""
    if field == "point":
        return replace(record, location={**record.location, **value})
    if field == "addresses":
        return replace(record, addresses=tuple(columns_of(Address, row) for row in value))
    if field == "accessibility":
        return replace(record, accessibility=tuple(columns_of(Accessibility, row) for row in value))
    if field == "masked":
        rows = record.addresses or ((MASK_ALONE,) if value else ())
        return replace(record, addresses=tuple({**row, "masked": value} for row in rows))
    return replace(record, location={**record.location, field: value})


def location_fields(place: Mapping[str, Any]) -> Row:
    """A place of a sheet, as the fields that can be kept one by one."""
    return {
        "name": place.get("name"),
        "description": place.get("description"),
        "point": {"latitude": place.get("latitude"), "longitude": place.get("longitude")},
        "addresses": place["addresses"],
        "accessibility": place["accessibility"],
        "masked": place["masked"],
    }


def links_of(places: list[Row]) -> list[Row]:
    """Which places a service is given at, without what is said of them."""
    return [
        {"id": row["id"], "link_id": row["link_id"], "link_description": row.get("link_description")}
        for row in places
    ]


def _said(table: type[Any], row: Mapping[str, Any]) -> Row:
    columns = inspect(table).columns.keys()
    return {name: json_value(row.get(name)) for name in columns if name not in OF_A_ROW}
