"""What a feed says of one service, whichever version it is written in: rows ready for the tables."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Value = str | int | float | bool | date | None
Row = dict[str, Value]


@dataclass(frozen=True)
class ServiceRecord:
    """One service of a feed.

    `parts` maps a table's name to the rows this service has there; their columns are the table's own.
    `locations` may be shared with other services, so they stand apart with their addresses. `needs` are those
    that another Signpost, or this one, gave out with the service.
    """

    id: str
    service: Row
    organization: Row | None
    locations: tuple["LocationRecord", ...]
    parts: Mapping[str, tuple[Row, ...]]
    terms: tuple["TermRecord", ...]
    needs: tuple[Row, ...] = ()

    def fingerprint(self) -> str:
        """The same for the same content, whatever order its keys came in."""
        content: list[object] = [self.service, self.organization, self.parts, self.locations, self.terms]
        content += [self.needs] if self.needs else []  # most feeds have none; theirs stay what they were
        written = json.dumps(content, sort_keys=True, default=_plain)
        return hashlib.sha256(written.encode()).hexdigest()


@dataclass(frozen=True)
class LocationRecord:
    """A location with its addresses and accessibility rows."""

    location: Row
    addresses: tuple[Row, ...]
    accessibility: tuple[Row, ...]


@dataclass(frozen=True)
class TermRecord:
    """A taxonomy term that a service carries, the taxonomy it is from, and the id of the link between."""

    attribute_id: str
    link_type: str | None
    term: Row
    taxonomy: Row


def _plain(value: object) -> object:
    """What JSON cannot write by itself: dates as text, records as their fields."""
    return value.isoformat() if isinstance(value, date) else vars(value)
