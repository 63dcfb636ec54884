"""An editor's correction stands for ever: kept beside what the feed said, and put over what it says later.

When the feed says something new about a kept field, the editor's value still stands, and an editor is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.clock import utc_now
from directory.database import is_writing
from directory.editing import feed_fields
from directory.editing.doing import Doing
from directory.models.editing import Entity, KeptValue
from directory.openreferral.records import LocationRecord, ServiceRecord
from directory.queries import editing as stored
from directory.queries.sheet_fields import LOCATION_FIELDS, Sheet

Fields = Mapping[str, Mapping[str, KeptValue]]  # by id, by field
SAYS_NOTHING: tuple[Any, ...] = (None, {"latitude": None, "longitude": None})


@dataclass(frozen=True)
class Kept:
    """Everything that is kept of the services and places of some records."""

    services: Fields
    locations: Fields

    @property
    def any(self) -> bool:
        """Whether there is something to put over."""
        return bool(self.services or self.locations)


def keep_changed(
    session: Session, service_id: str, before: Sheet, after: Sheet, touched: frozenset[str], doing: Doing
) -> None:
    """Keep the fields that an editor has just changed. What the feed said first is remembered as its word."""
    for field in touched - {"locations", "needs"}:
        if before[field] != after[field]:
            _keep(session, (Entity.SERVICE, service_id, field), before[field], after[field], doing)
    if "needs" in touched:
        _keep(session, (Entity.SERVICE, service_id, "needs"), None, after["needs"], doing)
    if "locations" in touched:
        _keep_places(session, service_id, before["locations"], after["locations"], doing)


def keep_editors_word(
    session: Session, records: Sequence[ServiceRecord], *, when: datetime | None = None
) -> list[ServiceRecord]:
    """The records as they are to be written: an editor's values over the feed's.

    In a transaction that writes, what the feed says new about a kept field is noted for an editor; one that
    only reads, to look ahead, leaves no trace. Withdrawn by an editor stays withdrawn: its status is kept.
    """
    kept = _kept(session, records)
    if not kept.any:
        return list(records)
    if is_writing(session):
        _listen(kept, records, when or utc_now())
        session.flush()
    return [_over(record, kept) for record in records]


def _keep(session: Session, key: tuple[Entity, str, str], said: Any, value: Any, doing: Doing) -> None:
    row = session.get(KeptValue, tuple(str(part) for part in key), populate_existing=True)
    if row is None:
        entity, link_id, field = key
        row = KeptValue(link_entity=entity.value, link_id=link_id, field=field, source_value=said)
        row.source_now = None
        session.add(row)
    row.value = value
    row.at, row.by_id, row.by, row.why = doing.when, doing.by.id, doing.by.name, doing.why
    session.flush()


def _keep_places(
    session: Session,
    service_id: str,
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    doing: Doing,
) -> None:
    old_links, new_links = feed_fields.links_of(before), feed_fields.links_of(after)
    if old_links != new_links:
        _keep(session, (Entity.SERVICE, service_id, "locations"), old_links, new_links, doing)
    known = {place["id"]: feed_fields.location_fields(place) for place in before}
    for place in after:
        old, new = known.get(place["id"]), feed_fields.location_fields(place)
        for field in LOCATION_FIELDS if old else ():
            if old and old[field] != new[field]:
                said = None if field == "masked" else old[field]
                _keep(session, (Entity.LOCATION, place["id"], field), said, new[field], doing)


def _kept(session: Session, records: Iterable[ServiceRecord]) -> Kept:
    listed = list(records)
    places = {str(place.location["id"]) for record in listed for place in record.locations}
    return Kept(
        _by_field(stored.kept_values(session, Entity.SERVICE, {record.id for record in listed})),
        _by_field(stored.kept_values(session, Entity.LOCATION, places)),
    )


def _by_field(rows: Iterable[KeptValue]) -> Fields:
    found: defaultdict[str, dict[str, KeptValue]] = defaultdict(dict)
    for row in rows:
        found[row.link_id][row.field] = row
    return found


def _listen(kept: Kept, records: Iterable[ServiceRecord], when: datetime) -> None:
    """Note what the feed says now. A place may come with several services: one that says the same will do."""
    heard: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    rows: dict[tuple[str, str], KeptValue] = {}
    for record in records:
        for field, row in kept.services.get(record.id, {}).items():
            rows[record.id, field] = row
            heard[record.id, field].append(feed_fields.said_of_service(record, field))
        for place in record.locations:
            key = str(place.location["id"])
            for field, row in kept.locations.get(key, {}).items():
                rows[f"place {key}", field] = row
                heard[f"place {key}", field].append(feed_fields.said_of_location(place, field))
    for where, row in rows.items():
        if row.field not in ("needs", "masked"):
            _hear(row, heard[where], when)


def _hear(row: KeptValue, said: list[Any], when: datetime) -> None:
    if any(_same(row.field, each, row.source_value) for each in said):
        row.source_changed_at = None  # it says what it always said, or says it again
    elif any(_same(row.field, each, row.value) for each in said):
        row.source_value, row.source_changed_at = row.value, None  # the feed has come round
    elif said[-1] not in SAYS_NOTHING or row.field != "point":
        if row.source_changed_at is None or not _same(row.field, said[-1], row.source_now):
            row.source_now, row.source_changed_at = said[-1], when


def _same(field: str, one: Any, other: Any) -> bool:
    if field == "organization":
        return (one or {}).get("id") == (other or {}).get("id")
    return bool(one == other)


def _over(record: ServiceRecord, kept: Kept) -> ServiceRecord:
    for field, row in kept.services.get(record.id, {}).items():
        record = feed_fields.with_service_field(record, field, row.value)
    return replace(record, locations=tuple(_place_over(place, kept) for place in record.locations))


def _place_over(place: LocationRecord, kept: Kept) -> LocationRecord:
    fields = kept.locations.get(str(place.location["id"]), {})
    for field in LOCATION_FIELDS:  # the mask comes last: it hangs on whatever addresses there are by then
        if field in fields:
            place = feed_fields.with_location_field(place, field, fields[field].value)
    return place
