"""A whole feed read: the services in it, and what had to be left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.exceptions import BadRow
from directory.openreferral.records import ServiceRecord
from directory.openreferral.rows import FeedRow
from directory.openreferral.service import read_service


@dataclass(frozen=True)
class Rejected:
    """An entry that was left out. `line` is 0 where the feed is not a file."""

    position: int
    line: int
    reason: str


@dataclass(frozen=True)
class Feed:
    """The services a feed holds, each id once, in the feed's order."""

    records: tuple[ServiceRecord, ...]
    rejected: tuple[Rejected, ...]


def read_feed(rows: Iterable[FeedRow]) -> Feed:
    """Every entry that is a service; bad entries and repeats of an id are reported."""
    records: list[ServiceRecord] = []
    rejected: list[Rejected] = []
    first_at: dict[str, int] = {}
    for row in rows:
        try:
            record = read_service(row.value)
            if record.id in first_at:
                raise BadRow(f"it has the same id as entry {first_at[record.id]}")
        except BadRow as bad:
            rejected.append(Rejected(row.position, row.line, str(bad)))
            continue
        first_at[record.id] = row.position
        records.append(record)
    return Feed(tuple(records), tuple(rejected))
