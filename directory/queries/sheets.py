"""A service's sheet: everything editors see of it, masked addresses too, as it is in the tables.

For editors alone. What anybody else is given comes from `queries/reading.py` and the export, without masks.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service
from directory.models.signpost import ServiceNeed
from directory.queries.portions import in_portions
from directory.queries.sheet_fields import ORDER, ROWS, SCALARS, Sheet

OF_A_ROW = frozenset({"service_id", "location_id", "position", "source_id"})  # where it stands


def sheet_of(session: Session, service_id: str) -> Sheet | None:
    """The sheet of one service, None where there is none."""
    return sheets_of(session, [service_id]).get(service_id)


def sheets_of(session: Session, ids: Sequence[str]) -> dict[str, Sheet]:
    """The sheets of these services, by id; a handful of queries for five hundred of them."""
    found: dict[str, Sheet] = {}
    for some in in_portions(ids):
        found |= _sheets(session, some)
    return found


def said(row: Any) -> dict[str, Any]:
    """What a stored row says, as JSON can hold it."""
    columns = inspect(type(row)).columns.keys()
    return {name: json_value(getattr(row, name)) for name in columns if name not in OF_A_ROW}


def json_value(value: Any) -> Any:
    """A column's value as JSON has it: days and moments as text."""
    return value.isoformat() if isinstance(value, date) else value


def _sheets(session: Session, ids: Sequence[str]) -> dict[str, Sheet]:
    query = select(Service, Organization).outerjoin(Organization).where(Service.id.in_(ids))
    parts = {field: _owned(session, shape.table, ids) for field, shape in ROWS.items()}
    places, needs = _locations(session, ids), _needs(session, ids)
    return {
        service.id: _in_order(
            {
                **{column: getattr(service, column) for column in SCALARS},
                **{field: [said(row) for row in rows[service.id]] for field, rows in parts.items()},
                "organization": _organization(run_by),
                "locations": places[service.id],
                "needs": needs[service.id],
            }
        )
        for service, run_by in session.execute(query)
    }


def _in_order(sheet: Sheet) -> Sheet:
    return {field: sheet[field] for field in ORDER}


def _organization(found: Organization | None) -> dict[str, Any] | None:
    return {"id": found.id, "name": found.name} if found else None


def _owned(session: Session, table: type[Any], ids: Collection[str]) -> defaultdict[str, list[Any]]:
    query = select(table).where(table.service_id.in_(ids)).order_by(table.position, table.id)
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in session.scalars(query):
        found[row.service_id].append(row)
    return found


def _needs(session: Session, ids: Collection[str]) -> defaultdict[str, list[dict[str, Any]]]:
    query = select(ServiceNeed).where(ServiceNeed.service_id.in_(ids))
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in session.scalars(query.order_by(ServiceNeed.confidence.desc(), ServiceNeed.need_id)):
        found[row.service_id].append(
            {"need_id": row.need_id, "confidence": row.confidence, "source": row.source}
        )
    return found


def places_of(session: Session, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Locations with all that is said of them, by id, tied to no service."""
    query = select(Location).where(Location.id.in_(ids))
    places = list(session.scalars(query))
    addresses = _at(session, Address, [place.id for place in places])
    accessibility = _at(session, Accessibility, [place.id for place in places])
    return {
        place.id: {
            **said(place),
            "masked": any(row.masked for row in addresses[place.id]),
            "addresses": [_without_mask(row) for row in addresses[place.id]],
            "accessibility": [said(row) for row in accessibility[place.id]],
        }
        for place in places
    }


def _locations(session: Session, ids: Collection[str]) -> defaultdict[str, list[dict[str, Any]]]:
    link = ServiceAtLocation
    ties = list(
        session.scalars(select(link).where(link.service_id.in_(ids)).order_by(link.position, link.id))
    )
    listed = sorted({tie.location_id for tie in ties})
    places: dict[str, dict[str, Any]] = {}
    for some in in_portions(listed):
        places |= places_of(session, some)
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for tie in ties:
        place = {**places[tie.location_id], "link_id": tie.id, "link_description": tie.description}
        found[tie.service_id].append(place)
    return found


def _without_mask(row: Address) -> dict[str, Any]:
    return {name: value for name, value in said(row).items() if name != "masked"}


def _at(session: Session, table: type[Any], ids: Sequence[str]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for some in in_portions(ids):
        query = select(table).where(table.location_id.in_(some)).order_by(table.position, table.id)
        for row in session.scalars(query):
            found[row.location_id].append(row)
    return found
