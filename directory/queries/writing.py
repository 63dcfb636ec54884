"""Writing what a feed says: rows added, replaced or retired, always inside the caller's transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from directory.models.access import Contact, CostOption, Language, Phone, Schedule, ServiceArea
from directory.models.base import Base
from directory.models.location import Accessibility, Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service, Source, Status
from directory.models.taxonomy import Attribute, Taxonomy, TaxonomyTerm
from directory.openreferral.records import LocationRecord, Row, ServiceRecord
from directory.queries.portions import in_portions

PARTS: tuple[type[Any], ...] = (
    ServiceAtLocation,
    Contact,
    Phone,
    Schedule,
    CostOption,
    ServiceArea,
    Language,
)


def put_organizations(
    session: Session, records: Iterable[ServiceRecord], source_id: str | None = None
) -> None:
    """Who runs the services."""
    rows = _fullest(record.organization for record in records if record.organization)
    _put(session, Organization, _from(source_id, rows))


def put_locations(session: Session, records: Iterable[ServiceRecord], source_id: str | None = None) -> None:
    """Locations with addresses and accessibility, which replace those they had."""
    fullest: dict[str, LocationRecord] = {}
    for record in (location for service in records for location in service.locations):
        location_id = str(record.location["id"])
        known = fullest.get(location_id)
        if known is None or _size(record) > _size(known):
            fullest[location_id] = record
    _put(session, Location, _from(source_id, [record.location for record in fullest.values()]))
    for table in (Address, Accessibility):
        _delete(session, table, table.location_id, list(fullest))
    _add(session, Address, _owned(fullest, "addresses"))
    _add(session, Accessibility, _owned(fullest, "accessibility"))


def put_services(
    session: Session,
    records: Sequence[ServiceRecord],
    fingerprints: Mapping[str, str],
    source: Source,
    *,
    national: bool,
    source_id: str | None = None,
) -> None:
    """The services and their parts; what a service had before is replaced. `fingerprints` are by id."""
    own: Row = {"source": source.value, "national": national, "source_id": source_id, "vanished_at": None}
    _put(session, Service, [{**r.service, **own, "fingerprint": fingerprints[r.id]} for r in records])
    ids = [record.id for record in records]
    for table in PARTS:
        _delete(session, table, table.service_id, ids)
        _add(session, table, [row for record in records for row in _parts(record, table)])


def put_terms(
    session: Session,
    records: Sequence[ServiceRecord],
    source_id: str | None = None,
    others: Collection[str] = frozenset(),
) -> None:
    """Taxonomy terms, and which service carries which. `others` are terms that another source keeps."""
    terms = [term for record in records for term in record.terms]
    _put(session, Taxonomy, _fullest(term.taxonomy for term in terms))
    own = _fullest(term.term for term in terms if term.term["id"] not in others)
    _put(session, TaxonomyTerm, _from(source_id, own))
    _delete(session, Attribute, Attribute.link_id, [record.id for record in records])
    rows: dict[tuple[str, str], Row] = {
        (record.id, term.attribute_id): {
            "link_entity": "service",
            "link_id": record.id,
            "id": term.attribute_id,
            "link_type": term.link_type,
            "taxonomy_term_id": term.term["id"],
        }
        for record in records
        for term in record.terms
    }
    _add(session, Attribute, list(rows.values()))


def retire_demonstration(session: Session) -> int:
    """Withdraw what only showed how it would look; how many there were."""
    shown = (Service.source == Source.DEMONSTRATION, Service.status != Status.WITHDRAWN)
    ids = session.scalars(select(Service.id).where(*shown)).all()
    session.execute(update(Service).where(*shown).values(status=Status.WITHDRAWN.value))
    return len(ids)


def unlocated_postcodes(session: Session) -> list[tuple[str, str]]:
    """(location id, postcode) of locations that have an address but no coordinates."""
    query = (
        select(Location.id, Address.postal_code)
        .join(Address, Address.location_id == Location.id)
        .where(Location.latitude.is_(None), Address.postal_code.is_not(None))
        .order_by(Location.id, Address.id)
    )
    return [(location_id, str(postcode)) for location_id, postcode in session.execute(query)]


def put_points(session: Session, points: dict[str, tuple[float, float]]) -> None:
    """Coordinates for locations that had none."""
    rows = [{"id": key, "latitude": lat, "longitude": lon} for key, (lat, lon) in points.items()]
    if rows:
        session.execute(update(Location), rows)


def _from(source_id: str | None, rows: Iterable[Row]) -> list[Row]:
    return [{**row, "source_id": source_id} for row in rows]


def _put(session: Session, table: type[Any], rows: Sequence[Row]) -> None:
    """Insert the rows that are new, by id, and update the others."""
    ids = [str(row["id"]) for row in rows]
    known: set[str] = set()
    for some in in_portions(ids):
        known.update(session.scalars(select(table.id).where(table.id.in_(some))))
    _add(session, table, [row for row in rows if row["id"] not in known])
    changed = [row for row in rows if row["id"] in known]
    if changed:
        session.execute(update(table), changed)


def _add(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _delete(session: Session, table: type[Base], column: Any, ids: Sequence[str]) -> None:
    for some in in_portions(ids):
        session.execute(delete(table).where(column.in_(some)))


def _owned(locations: dict[str, LocationRecord], kind: str) -> list[Row]:
    return [
        {**row, "location_id": key, "position": position}
        for key, record in locations.items()
        for position, row in enumerate(getattr(record, kind))
    ]


def _parts(record: ServiceRecord, table: type[Any]) -> Iterator[Row]:
    for position, row in enumerate(record.parts[table.__tablename__]):
        yield {**row, "service_id": record.id, "position": position}


def _fullest(rows: Iterable[Row]) -> list[Row]:
    """Each id once: feeds repeat an organisation in every entry, at times with less detail."""
    kept: dict[object, Row] = {}
    for row in rows:
        known = kept.get(row["id"])
        if known is None or _filled(row) > _filled(known):
            kept[row["id"]] = row
    return list(kept.values())


def _filled(row: Row) -> int:
    return sum(value not in (None, "") for value in row.values())


def _size(record: LocationRecord) -> int:
    return sum(_filled(row) for row in (record.location, *record.addresses, *record.accessibility))
