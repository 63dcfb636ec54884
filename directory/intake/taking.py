"""A feed that was read, taken into the directory: whole or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory import assurance
from directory.clock import utc_now
from directory.database import SessionFactory, begin_writing
from directory.exceptions import StoreError
from directory.intake.labelling import Label, Labels, found_needs
from directory.intake.plan import Errand, Plan, make_plan
from directory.intake.report import ImportReport
from directory.models.service import Source
from directory.openreferral.feed import Feed
from directory.queries import given_needs, needs, owners, state, writing

Locate = Callable[[str], tuple[float, float] | None]
# Called in the same transaction with the report, so that the record of a run and what it did agree.
Record = Callable[[Session, ImportReport], None]


@dataclass(frozen=True)
class Means:
    """What an import works with. `label` tells the needs a service answers, `locate` where a postcode is."""

    label: Label | None = None
    locate: Locate | None = None


def take_in(
    sessions: SessionFactory, feed: Feed, errand: Errand, means: Means, record: Record | None = None
) -> ImportReport:
    """Write what the feed says, in one transaction; StoreError where that fails, and nothing is changed.

    Needs are found first: that takes long, and others want to write meanwhile.
    """
    prints = [each.fingerprint() for each in feed.records]
    with in_one_sentence():
        with sessions() as session:
            plan = make_plan(session, feed, prints, errand)
            labels = found_needs(session, plan.to_write, means.label) if means.label else None
        with begin_writing(sessions) as session:
            plan = make_plan(session, feed, prints, errand)  # somebody may have written in between
            report = _write_all(session, feed, plan, errand, means.locate, labels)
            if record:
                record(session, report)
            return report


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """What the database could not do, as StoreError."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(
            f"The directory could not be written ({type(error).__name__}); it is as it was."
        ) from error


def complete(sessions: SessionFactory, means: Means) -> int:
    """Give services the needs and places the coordinates that earlier imports left out; how many got some."""
    with sessions() as session:
        labels = found_needs(session, (), means.label) if means.label else {}
    with begin_writing(sessions) as session:
        completed = put_missing_points(session, means.locate) if means.locate else 0
        completed += _put_labels(session, labels)
        if completed:
            state.note_change(session)
        return completed


def put_missing_points(session: Session, locate: Locate) -> int:
    """Coordinates for locations that only have a postcode."""
    points: dict[str, tuple[float, float]] = {}
    for location_id, postcode in writing.unlocated_postcodes(session):
        point = locate(postcode)
        if point and location_id not in points:
            points[location_id] = point
    writing.put_points(session, points)
    return len(points)


def _write_all(
    session: Session, feed: Feed, plan: Plan, errand: Errand, locate: Locate | None, labels: Labels | None
) -> ImportReport:
    _write(session, plan, errand)
    retires = errand.source is Source.IMPORT and bool(feed.records)
    retired = writing.retire_demonstration(session) if retires else 0
    _mark(session, plan, errand)
    located = put_missing_points(session, locate) if locate else 0
    labelled = None if labels is None else _put_labels(session, labels)
    report = _report(feed, plan, errand, retired, labelled)
    if plan.to_write or retired or located or labelled or plan.gone.ids or plan.returned:
        state.note_change(session)
    return report


def _write(session: Session, plan: Plan, errand: Errand) -> None:
    """In the order that foreign keys allow."""
    records, source_id = plan.to_write, errand.source_id
    writing.put_organizations(session, records, source_id)
    writing.put_locations(session, records, source_id)
    writing.put_services(
        session,
        records,
        plan.fingerprints,
        errand.source,
        national=errand.source is Source.HELPLINE,
        source_id=source_id,
    )
    writing.put_terms(session, records, source_id, plan.others_terms)
    given_needs.put_given_needs(session, records)
    assurance.settle(session, [record.id for record in records], utc_now().date())


def _mark(session: Session, plan: Plan, errand: Errand) -> None:
    owners.mark_vanished(session, plan.gone.ids, utc_now())
    owners.mark_returned(session, plan.returned)
    if errand.source_id:
        owners.adopt(session, plan.adopted, errand.source_id)


def _put_labels(session: Session, labels: Mapping[str, Any]) -> int:
    """Keep what the recogniser found, unless somebody has said better meanwhile."""
    settled = needs.services_labelled_by_editor(session)
    there = owners.known_services(session).keys()
    kept = {key: found for key, found in labels.items() if key in there and key not in settled}
    needs.put_recognised_needs(session, kept)
    return sum(bool(found) for found in kept.values())


def _report(feed: Feed, plan: Plan, errand: Errand, retired: int, labelled: int | None) -> ImportReport:
    report = ImportReport(plan.added, plan.changed, plan.unchanged, feed.rejected, retired, labelled)
    held_back = (plan.gone.held_back,) if plan.gone.held_back else ()
    return replace(
        report,
        repaired=feed.repaired,
        vanished=plan.gone.ids,
        returned=len(plan.returned),
        renamed=plan.renamed,
        notes=(*plan.notes, *held_back),
        source_id=errand.source_id,
    )
