"""HSDS 3.0 tables put together into entries as the v3 API writes them, so that one reader reads all."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from directory.openreferral.json_page import FeedRow
from directory.openreferral.tables import TableRow, Tables
from directory.openreferral.values import Json

# Table, and the list of a service (or of its location) that its rows belong in.
OF_SERVICE = (
    ("phone", "phones"),
    ("contact", "contacts"),
    ("schedule", "schedules"),
    ("service_area", "service_areas"),
    ("language", "languages"),
    ("cost_option", "cost_options"),
)
OF_LOCATION = (("address", "addresses"), ("accessibility", "accessibility"))
OF_LINK = (("phone", "phones"), ("contact", "contacts"), ("schedule", "schedules"))

ByKey = Mapping[str, list[TableRow]]


def assemble(tables: Tables) -> tuple[list[FeedRow], tuple[str, ...]]:
    """An entry for each row of `services`, and what points at something that is not there."""
    joined = _Joined(tables)
    rows = [
        FeedRow(position, row.line, joined.service(row.cells))
        for position, row in enumerate(tables.rows["service"], start=1)
    ]
    return rows, tuple(joined.notes)


class _Joined:
    """The tables, each looked up by the column that the others point at."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables.rows
        self._found: dict[tuple[str, str], ByKey] = {}
        self.notes: list[str] = []

    def service(self, cells: Mapping[str, str]) -> Json:
        """The entry of one service with everything that points at it."""
        key = cells.get("id", "")
        entry: Json = dict(cells)
        for table, name in OF_SERVICE:
            entry[name] = [self._part(table, row) for row in self._rows(table, "service_id", key)]
        entry["attributes"] = [self._attribute(row) for row in self._rows("attribute", "link_id", key)]
        entry["service_at_locations"] = [
            self._link(row) for row in self._rows("service_at_location", "service_id", key)
        ]
        entry.update(self._organization(cells, key))
        return entry

    def _rows(self, table: str, column: str, key: str) -> list[TableRow]:
        if (table, column) not in self._found:
            found: defaultdict[str, list[TableRow]] = defaultdict(list)
            for row in self._tables.get(table, ()):
                found[row.cells.get(column, "")].append(row)
            self._found[table, column] = found
        return self._found[table, column].get(key, []) if key else []

    def _one(self, table: str, key: str) -> dict[str, Any]:
        rows = self._rows(table, "id", key)
        return dict(rows[0].cells) if rows else {}

    def _part(self, table: str, row: TableRow) -> Json:
        part: Json = dict(row.cells)
        if table == "contact":
            part["phones"] = [
                dict(each.cells) for each in self._rows("phone", "contact_id", part.get("id", ""))
            ]
        return part

    def _organization(self, cells: Mapping[str, str], key: str) -> Json:
        wanted = cells.get("organization_id", "")
        given: Json = self._one("organization", wanted)
        if wanted and not given:
            self.notes.append(
                f"Service {key[:60]} names an organisation that organizations.csv does not have."
            )
        if given:
            given["phones"] = [dict(each.cells) for each in self._rows("phone", "organization_id", wanted)]
        return {"organization": given} if given else {}

    def _link(self, row: TableRow) -> Json:
        link: Json = dict(row.cells)
        own_id, wanted = row.cells.get("id", ""), row.cells.get("location_id", "")
        for table, name in OF_LINK:
            link[name] = [
                self._part(table, each) for each in self._rows(table, "service_at_location_id", own_id)
            ]
        link["location"] = self._location(wanted)
        if not link["location"]:
            self.notes.append(
                f"Line {row.line} of service_at_location.csv names a location that is not there."
            )
        return link

    def _location(self, key: str) -> Json:
        given: Json = self._one("location", key)
        if given:
            for table, name in OF_LOCATION:
                given[name] = [dict(each.cells) for each in self._rows(table, "location_id", key)]
        return given

    def _attribute(self, row: TableRow) -> Json:
        attribute: Json = dict(row.cells)
        term = self._one("taxonomy_term", row.cells.get("taxonomy_term_id", ""))
        kept = self._one("taxonomy", term.get("taxonomy_id", ""))
        attribute["taxonomy_term"] = {**term, "taxonomy_detail": kept} if term else {}
        return attribute
