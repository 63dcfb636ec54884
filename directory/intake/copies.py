"""What a file brings back of what stands here already: a directory's own export names everybody's services.

An export says of no service which feed it is from, and is read like any feed. So it is known by what is in
it, and what others have here stays theirs, rather than stand a second time under the name of the file.
Pure: takes what is stored as plain values.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from directory.intake.naming import SAME_FEED
from directory.openreferral.feed import Feed
from directory.openreferral.records import ServiceRecord
from directory.queries.owners import KnownService

THEIRS = "Here already from other feeds, which keep them as they are: {} of its services ({})."


@dataclass(frozen=True)
class Left:
    """A feed without some of its records, the fingerprints of the others, and how many went."""

    feed: Feed
    prints: Sequence[str]
    count: int = 0


def of_the_house(feed: Feed, known: Mapping[str, KnownService]) -> set[str]:
    """Ids of what is Signpost's own: a directory's export names the helplines it came with."""
    return {
        record.id
        for record in feed.records
        if (stored := known.get(record.id)) and stored.of_the_house and _same_name(record, stored)
    }


def others_services(feed: Feed, known: Mapping[str, KnownService], source_id: str) -> dict[str, str]:
    """Ids that stand here under the same name from another feed, and which that is."""
    return {
        record.id: stored.source_id
        for record in feed.records
        if (stored := known.get(record.id))
        and stored.source_id
        and stored.source_id != source_id
        and _same_name(record, stored)
    }


def is_copy(
    records: Collection[ServiceRecord], known: Mapping[str, KnownService], descriptions: Mapping[str, str]
) -> bool:
    """Whether most of a file stands here word for word, whoever's it is. `descriptions` are the stored ones.

    Feeds count from 1, and every town has a "Food bank": one service with the id and the name of another is
    not proof enough to leave it out.
    """
    same = sum(
        _same_name(record, known[record.id]) and descriptions.get(record.id) == record.service["description"]
        for record in records
        if record.id in known
    )
    return same > SAME_FEED * len(records)


def without(feed: Feed, prints: Sequence[str], ids: Collection[str]) -> Left:
    """The feed without the records of these ids; they count as listed all the same."""
    kept = [pair for pair in zip(feed.records, prints, strict=True) if pair[0].id not in ids]
    left = replace(feed, records=tuple(record for record, _ in kept))
    return Left(left, [fingerprint for _, fingerprint in kept], len(feed.records) - len(kept))


def said_of(owners: Mapping[str, str]) -> tuple[str, ...]:
    """For the report: how many of whose services were left alone."""
    if not owners:
        return ()
    counts = Counter(owners.values())
    return (THEIRS.format(len(owners), ", ".join(f"{name}: {counts[name]}" for name in sorted(counts))),)


def _same_name(record: ServiceRecord, stored: KnownService) -> bool:
    return stored.name == record.service["name"]
