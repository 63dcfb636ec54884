"""A whole feed read: the services in it, what had to be left out and why, and what was put right."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from directory.exceptions import BadRow
from directory.openreferral.json_page import FeedRow
from directory.openreferral.records import ServiceRecord
from directory.openreferral.repairs import Soundness, repaired
from directory.openreferral.service import read_service
from directory.openreferral.values import identity


@dataclass(frozen=True)
class Rejected:
    """An entry that was left out, or a repair of one. `line` is 0 where the feed is not a file."""

    position: int
    line: int
    reason: str


@dataclass(frozen=True)
class Feed:
    """The services a feed holds, each id once, in the feed's order.

    `listed` are the ids of all entries, those left out too: what is listed badly has not vanished.
    """

    records: tuple[ServiceRecord, ...]
    rejected: tuple[Rejected, ...]
    repaired: tuple[Rejected, ...] = ()
    listed: frozenset[str] = frozenset()


@dataclass
class _Reading:
    against: Soundness
    records: list[ServiceRecord] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    repaired: list[Rejected] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    first_at: dict[str, int] = field(default_factory=dict)

    def take(self, row: FeedRow) -> None:
        entry, repairs = repaired(row.value, self.against)
        own_id = identity(entry.get("id")) if isinstance(entry, dict) else None
        if own_id:
            self.listed.add(own_id)
        try:
            record = read_service(entry)
            if record.id in self.first_at:
                raise BadRow(f"it has the same id as entry {self.first_at[record.id]}")
        except BadRow as bad:
            self.rejected.append(Rejected(row.position, row.line, str(bad)))
            return
        self.first_at[record.id] = row.position
        self.records.append(record)
        self.repaired += [Rejected(row.position, row.line, words) for words in repairs]


def read_feed(rows: Iterable[FeedRow], against: Soundness | None = None) -> Feed:
    """Every entry that is a service; bad entries, repeats of an id and repairs are reported."""
    reading = _Reading(against or Soundness())
    for row in rows:
        reading.take(row)
    return Feed(
        tuple(reading.records), tuple(reading.rejected), tuple(reading.repaired), frozenset(reading.listed)
    )
