"""The open data as tables: HSDS 3.0's own files and columns, one .csv each, together in one .zip.

Columns that version 3 does not have (`attending_type` and its kin) stand last; readers pass them over.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from directory.exporting.values import Json
from directory.openreferral.plain_text import FORMULA

Rows = dict[str, dict[str, Json]]  # table, key of the row, row

# Table: file and columns, in HSDS 3.0's order and spelling.
TABLES: Mapping[str, tuple[str, str]] = {
    "organization": ("organizations.csv", "id name description email website logo uri"),
    "service": (
        "services.csv",
        "id organization_id name description url email status application_process fees accreditations"
        " eligibility_description minimum_age maximum_age assured_date alert last_modified"
        " attending_type attending_access deliverable_type",
    ),
    "attribute": ("attributes.csv", "id link_id taxonomy_term_id link_type link_entity value"),
    "service_at_location": ("service_at_location.csv", "id service_id location_id description"),
    "location": (
        "locations.csv",
        "id location_type name description latitude longitude external_identifier external_identifier_type",
    ),
    "phone": ("phones.csv", "id service_id contact_id number description"),
    "contact": ("contacts.csv", "id service_id name title email"),
    "address": (
        "addresses.csv",
        "id location_id attention address_1 address_2 city region state_province postal_code country"
        " address_type",
    ),
    "schedule": (
        "schedules.csv",
        "id service_id service_at_location_id valid_from valid_to dtstart freq interval byday bymonthday"
        " description opens_at closes_at schedule_link attending_type notes",
    ),
    "service_area": ("service_areas.csv", "id service_id name extent extent_type uri"),
    "language": ("languages.csv", "id service_id name code note"),
    "accessibility": ("accessibility.csv", "id location_id description details url"),
    "taxonomy_term": (
        "taxonomy_terms.csv",
        "id code name description parent_id taxonomy taxonomy_id term_uri",
    ),
    "cost_option": ("cost_options.csv", "id service_id valid_from valid_to option amount amount_description"),
    "taxonomy": ("taxonomies.csv", "id name description uri version"),
}
OF_SERVICE = (
    ("schedule", "schedules"),
    ("service_area", "service_areas"),
    ("language", "languages"),
    ("cost_option", "cost_options"),
)
# The moment every file in the zip bears: the same data is the same bytes, whenever it is written.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def zipped_tables(services: Iterable[Json], taxonomies: Iterable[Json]) -> bytes:
    """Full service records of version 3, and the taxonomies they refer to, as a .zip of HSDS 3.0 tables."""
    rows: Rows = {table: {} for table in TABLES}
    for service in services:
        _add_service(rows, service)
    used = {term.get("taxonomy_id") for term in rows["taxonomy_term"].values()}
    rows["taxonomy"] = {each["id"]: each for each in taxonomies if each["id"] in used}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in [("datapackage.json", _datapackage()), *_files(rows)]:
            opened.writestr(zipfile.ZipInfo(name, NO_MOMENT), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _add_service(rows: Rows, service: Json) -> None:
    key = service["id"]
    rows["service"][key] = service
    if "organization" in service:
        rows["organization"][service["organization"]["id"]] = service["organization"]
    for table, name in OF_SERVICE:
        _add(rows, table, key, service.get(name, []))
    _add(rows, "phone", key, ({**phone, "service_id": key} for phone in service.get("phones", [])))
    for contact in service.get("contacts", []):
        _add(rows, "contact", key, [{**contact, "service_id": key}])
        _add(
            rows, "phone", key, ({**each, "contact_id": contact["id"]} for each in contact.get("phones", []))
        )
    for link in service.get("service_at_locations", []):
        _add(rows, "service_at_location", key, [link])
        _add_location(rows, link["location"])
    for attribute in service.get("attributes", []):
        _add(rows, "attribute", key, [{**attribute, "link_entity": "service"}])
        rows["taxonomy_term"][attribute["taxonomy_term"]["id"]] = attribute["taxonomy_term"]


def _add_location(rows: Rows, location: Json) -> None:
    key = location["id"]
    rows["location"][key] = location
    _add(rows, "address", key, location.get("addresses", []))
    _add(rows, "accessibility", key, location.get("accessibility", []))


def _add(rows: Rows, table: str, owner: str, given: Iterable[Json]) -> None:
    """Feeds repeat ids between services, so the owner is part of the key."""
    for row in given:
        rows[table][f"{owner}\n{row['id']}"] = row


def _files(rows: Rows) -> Iterator[tuple[str, str]]:
    for table, (file, columns) in TABLES.items():
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow(columns.split())
        for row in rows[table].values():
            writer.writerow([_cell(row.get(column)) for column in columns.split()])
        yield file, written.getvalue()


def _cell(value: object) -> str:
    """The value as text; what a spreadsheet would run as a formula is marked as text."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _datapackage() -> str:
    resources = [
        {
            "name": table,
            "path": file,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [{"name": column} for column in columns.split()], "primaryKey": "id"},
        }
        for table, (file, columns) in TABLES.items()
    ]
    package = {"profile": "tabular-data-package", "name": "open-referral-directory", "resources": resources}
    return json.dumps(package, indent=1) + "\n"
