"""A mask stays on its door when a feed moves the door: places without ids of their own change theirs at will.

A feed that lists another place first, or begins its ids anew, would otherwise uncover a refuge. What an
editor has opened stays open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.editing.feed_fields import with_location_field
from directory.models.location import Address, Location, ServiceAtLocation
from directory.openreferral.records import LocationRecord, ServiceRecord

Signs = frozenset[tuple[str, str]]  # by which a door is known again, each with its kind
PRECISION = 4  # digits of a degree: some ten metres


@dataclass
class Doors:
    """The places of one service as the store has them: their ids, and the signs of hidden and open doors."""

    masked_ids: set[str] = field(default_factory=set)
    open_ids: set[str] = field(default_factory=set)
    hidden: set[tuple[str, str]] = field(default_factory=set)
    shown: set[tuple[str, str]] = field(default_factory=set)

    def must_hide(self, place: LocationRecord) -> bool:
        """Masked before, or behind a door that is; and a new place where every place so far is hidden."""
        key = str(place.location["id"])
        is_new = key not in self.masked_ids and key not in self.open_ids
        if key in self.masked_ids or (is_new and not self.open_ids):
            return True
        return bool(signs_of(place.location, place.addresses) & (self.hidden - self.shown))


def stay_masked(session: Session, records: Sequence[ServiceRecord]) -> list[ServiceRecord]:
    """The records with every place masked that must not show now; services without a mask as they are."""
    doors = _doors(session)
    return [_masked(each, doors[each.id]) if each.id in doors else each for each in records]


def signs_of(location: Mapping[str, Any], addresses: Iterable[Mapping[str, Any]]) -> Signs:
    """By what a place is known again, however it is numbered: its name, point, first lines and postcodes."""
    return frozenset((kind, value) for kind, value in _signs(location, addresses) if value)


def _signs(location: Mapping[str, Any], addresses: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    yield "name", _even(location.get("name"))
    point = (location.get("latitude"), location.get("longitude"))
    if None not in point:
        yield "point", " ".join(f"{float(each):.{PRECISION}f}" for each in point if each is not None)
    for address in addresses:
        yield "line", _even(address.get("address_1"))
        yield "postcode", _even(address.get("postal_code"))


def _even(text: object) -> str:
    return "".join(letter for letter in str(text or "").casefold() if letter.isalnum())


def _masked(record: ServiceRecord, doors: Doors) -> ServiceRecord:
    places = (
        with_location_field(place, "masked", True) if doors.must_hide(place) else place
        for place in record.locations
    )
    return replace(record, locations=tuple(places))


def _doors(session: Session) -> dict[str, Doors]:
    """Of each service that has a masked place. There are few, so all of them are read."""
    link = ServiceAtLocation
    at_masked = select(Address.location_id).where(Address.masked)
    theirs = select(link.service_id).where(link.location_id.in_(at_masked))
    pairs = select(link.service_id, Location).join(Location, Location.id == link.location_id)
    rows = session.execute(pairs.where(link.service_id.in_(theirs))).all()
    addresses = _addresses(session, {location.id for _, location in rows})
    found: defaultdict[str, Doors] = defaultdict(Doors)
    for service_id, location in rows:
        here, doors = addresses[location.id], found[service_id]
        is_masked = any(row.masked for row in here)
        signs = signs_of(vars(location), [vars(row) for row in here])
        (doors.masked_ids if is_masked else doors.open_ids).add(location.id)
        (doors.hidden if is_masked else doors.shown).update(signs)
    return dict(found)


def _addresses(session: Session, ids: set[str]) -> dict[str, list[Address]]:
    found: defaultdict[str, list[Address]] = defaultdict(list)
    for row in session.scalars(select(Address).where(Address.location_id.in_(sorted(ids)))):
        found[row.location_id].append(row)
    return found
