"""Writing fields of a sheet into the tables, inside the caller's transaction; other fields stay untouched."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, delete, func, insert, inspect, select, update
from sqlalchemy.orm import Session

from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service, Source
from directory.models.signpost import NeedSource, ServiceNeed
from directory.queries.sheet_fields import ROWS, SCALARS

Row = dict[str, Any]


def add_service(session: Session, service_id: str, name: str, status: str) -> None:
    """A service that an editor adds; what else is said of it is put afterwards."""
    own = {"id": service_id, "name": name, "status": status, "source": Source.EDITOR.value}
    session.execute(insert(Service).values(**own, description="", fingerprint=""))


def put_fields(session: Session, service_id: str, changes: Mapping[str, Any]) -> None:
    """These fields, full values; a place that other services share changes for them too."""
    scalars = {field: value for field, value in changes.items() if field in SCALARS}
    if "description" in scalars:
        scalars["description"] = scalars["description"] or ""
    if "organization" in changes:
        scalars["organization_id"] = _organization_id(session, changes["organization"])
    if scalars:
        session.execute(update(Service).where(Service.id == service_id).values(**scalars))
    for field in ROWS.keys() & changes.keys():
        _put_rows(session, service_id, field, changes[field])
    if "locations" in changes:
        _put_locations(session, service_id, changes["locations"])
    if "needs" in changes:
        put_editors_needs(session, service_id, changes["needs"])


def note_saved(session: Session, service_id: str, version: int, when: datetime) -> None:
    """The number of the newest version, and when the text last changed."""
    session.execute(
        update(Service).where(Service.id == service_id).values(version=version, last_modified=when)
    )


def put_editors_needs(session: Session, service_id: str, needs: list[Row]) -> None:
    """Exactly these needs, by an editor's word."""
    session.execute(delete(ServiceNeed).where(ServiceNeed.service_id == service_id))
    _insert(
        session,
        ServiceNeed,
        [
            {
                "service_id": service_id,
                "need_id": row["need_id"],
                "confidence": row["confidence"],
                "source": NeedSource.EDITOR.value,
            }
            for row in needs
        ],
    )


def let_go_of_feed(session: Session, service_id: str) -> None:
    """The service belongs to no feed any more, so none can say that it vanished."""
    session.execute(update(Service).where(Service.id == service_id).values(vanished_at=None, source_id=None))


def _organization_id(session: Session, wanted: Row | None) -> str | None:
    """The organisation of that id, or else of that name, or a new one."""
    if not wanted:
        return None
    if wanted.get("id") and session.get(Organization, wanted["id"]) is not None:
        return str(wanted["id"])
    same = select(Organization.id).where(func.lower(Organization.name) == wanted["name"].lower())
    known = session.scalars(same.order_by(Organization.id).limit(1)).first()
    if known is not None:
        return known
    added = wanted.get("id") or str(uuid.uuid4())
    session.execute(insert(Organization).values(id=added, name=wanted["name"], description=""))
    return str(added)


def _put_rows(session: Session, service_id: str, field: str, rows: list[Row]) -> None:
    table = ROWS[field].table
    session.execute(delete(table).where(table.service_id == service_id))
    _insert(
        session,
        table,
        [
            {**columns_of(table, row), "service_id": service_id, "position": position}
            for position, row in enumerate(rows)
        ],
    )


def _put_locations(session: Session, service_id: str, places: list[Row]) -> None:
    for place in places:
        _put_location(session, place)
    session.execute(delete(ServiceAtLocation).where(ServiceAtLocation.service_id == service_id))
    _insert(
        session,
        ServiceAtLocation,
        [
            {
                "service_id": service_id,
                "id": place["link_id"],
                "position": position,
                "location_id": place["id"],
                "description": place.get("link_description"),
            }
            for position, place in enumerate(places)
        ],
    )


def _put_location(session: Session, place: Row) -> None:
    own, key = columns_of(Location, place), place["id"]
    if session.get(Location, key) is None:
        session.execute(insert(Location).values(**own))
    else:
        session.execute(update(Location).where(Location.id == key).values(**own))
    for table, rows in ((Address, _masked(place)), (Accessibility, place["accessibility"])):
        session.execute(delete(table).where(table.location_id == key))
        _insert(
            session,
            table,
            [
                {**columns_of(table, row), "location_id": key, "position": position}
                for position, row in enumerate(rows)
            ],
        )


def _masked(place: Row) -> list[Row]:
    """The addresses with the place's mask; a masked place without one gets an empty one for it to hang on."""
    rows = place["addresses"] or ([{"id": "mask", "address_type": "physical"}] if place["masked"] else [])
    return [{**row, "masked": place["masked"]} for row in rows]


def columns_of(table: type[Any], row: Mapping[str, Any]) -> Row:
    """The columns of a table that a row of a sheet fills, text made days and moments again."""
    return {
        name: _typed(column.type, row[name])
        for name, column in inspect(table).columns.items()
        if name in row and name not in ("service_id", "location_id", "position")
    }


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(value, str) and isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and isinstance(kind, Date) else value


def _insert(session: Session, table: type[Any], rows: list[Row]) -> None:
    for row in rows:
        session.execute(insert(table).values(**row))
