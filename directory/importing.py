"""Taking a feed into the directory: whole or not at all, and the same however often it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.database import SessionFactory, begin_writing
from directory.exceptions import FeedUnreadable, StoreError
from directory.listings import Listing, listings_with_ids
from directory.models.service import Source, Status
from directory.openreferral.feed import Feed, Rejected, read_feed
from directory.openreferral.records import ServiceRecord
from directory.openreferral.rows import FeedRow, read_rows
from directory.queries import given_needs, needs, state, writing

Label = Callable[[Sequence[Listing]], Mapping[str, Sequence[tuple[str, float]]]]
Locate = Callable[[str], tuple[float, float] | None]


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `labelled` is None where there was no labeller to ask."""

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    retired: int
    labelled: int | None

    @property
    def taken(self) -> int:
        """How many entries of the feed are in the directory now."""
        return self.added + self.changed + self.unchanged


@dataclass(frozen=True)
class Sorted:
    """The services of a feed, beside what the directory holds."""

    added: tuple[ServiceRecord, ...]
    changed: tuple[ServiceRecord, ...]
    unchanged: int

    @property
    def to_write(self) -> tuple[ServiceRecord, ...]:
        return self.added + self.changed


def import_file(
    sessions: SessionFactory, path: Path, *, label: Label | None = None, locate: Locate | None = None
) -> ImportReport:
    """Take in a council's own feed. FeedUnreadable, before anything is touched, where the file is none."""
    entries = read_rows(path)
    if not entries:
        raise FeedUnreadable(f"{path.name} lists no services; the directory is as it was.")
    return import_rows(sessions, entries, Source.IMPORT, label=label, locate=locate)


def import_rows(
    sessions: SessionFactory,
    entries: Sequence[FeedRow],
    source: Source,
    *,
    label: Label | None = None,
    locate: Locate | None = None,
) -> ImportReport:
    """Take in entries from anywhere, in one transaction.

    `label` tells the needs a service answers, `locate` the coordinates of a postcode; without them
    services stay without needs or without coordinates until the next import that has them.
    """
    feed = read_feed(entries)
    try:
        with begin_writing(sessions) as session:
            return _take_in(session, feed, source, label, locate)
    except SQLAlchemyError as error:
        raise StoreError(
            f"The directory could not be written ({type(error).__name__}); it is as it was."
        ) from error


def complete_services(sessions: SessionFactory, *, label: Label | None, locate: Locate | None) -> int:
    """Give services the needs and places the coordinates that earlier imports left out; how many got some."""
    with begin_writing(sessions) as session:
        state.wait_for_other_writers(session)
        completed = _locate(session, locate) if locate else 0
        completed += _label(session, (), label) if label else 0
        if completed:
            state.note_change(session)
        return completed


def _take_in(
    session: Session, feed: Feed, source: Source, label: Label | None, locate: Locate | None
) -> ImportReport:
    state.wait_for_other_writers(session)
    found = _sort(session, feed.records, source)
    _write(session, found.to_write, source)
    retires = source is Source.IMPORT and bool(feed.records)
    retired = writing.retire_demonstration(session) if retires else 0
    located = _locate(session, locate) if locate else 0
    labelled = _label(session, found.to_write, label) if label else None
    if found.to_write or retired or located or labelled:
        state.note_change(session)
    return ImportReport(
        len(found.added), len(found.changed), found.unchanged, feed.rejected, retired, labelled
    )


def _sort(session: Session, records: Sequence[ServiceRecord], source: Source) -> Sorted:
    known = writing.known_services(session)
    added = tuple(record for record in records if record.id not in known)
    changed = []
    for record in records:
        if record.id in known:
            fingerprint, status, known_source = known[record.id]
            # Offered again by a real feed, a service that was withdrawn comes back.
            is_back = status == Status.WITHDRAWN and source is Source.IMPORT
            if (fingerprint, known_source) != (record.fingerprint(), source.value) or is_back:
                changed.append(record)
    return Sorted(added, tuple(changed), len(records) - len(added) - len(changed))


def _write(session: Session, records: Sequence[ServiceRecord], source: Source) -> None:
    """In the order that foreign keys allow."""
    writing.put_organizations(session, records)
    writing.put_locations(session, records)
    writing.put_services(session, records, source, national=source is Source.HELPLINE)
    writing.put_terms(session, records)
    given_needs.put_given_needs(session, records)


def _locate(session: Session, locate: Locate) -> int:
    """Coordinates for locations that only have a postcode."""
    points: dict[str, tuple[float, float]] = {}
    for location_id, postcode in writing.unlocated_postcodes(session):
        point = locate(postcode)
        if point and location_id not in points:
            points[location_id] = point
    writing.put_points(session, points)
    return len(points)


def _label(session: Session, written: Sequence[ServiceRecord], label: Label) -> int:
    """Needs for what was written, and for what an earlier import had to leave without."""
    wanted = {record.id for record in written if not record.needs}
    wanted |= set(needs.services_without_needs(session))
    wanted -= needs.services_labelled_by_editor(session)
    if not wanted:
        return 0
    labels = label(listings_with_ids(session, sorted(wanted)))
    needs.put_recognised_needs(session, labels)
    return sum(bool(found) for found in labels.values())
