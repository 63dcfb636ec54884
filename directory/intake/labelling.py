"""Needs for services that are about to be written, found before the directory is locked for writing.

The recogniser wants listings, and listings are made from stored rows: so the records are stored in a
directory of their own, in memory, that is thrown away again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from directory.listings import Listing, listings_with_ids
from directory.models.service import Source
from directory.models.tables import metadata
from directory.openreferral.records import ServiceRecord
from directory.queries import needs, writing
from directory.queries.portions import in_portions

Label = Callable[[Sequence[Listing]], Mapping[str, Sequence[tuple[str, float]]]]
Labels = dict[str, Sequence[tuple[str, float]]]


def found_needs(session: Session, records: Sequence[ServiceRecord], label: Label) -> Labels:
    """Needs of the records, and of services that an earlier import had to leave without, by service id.

    Services that came with needs, or whose needs an editor has set, are left alone.
    """
    settled = needs.services_labelled_by_editor(session)
    wanted = [record for record in records if not record.needs and record.id not in settled]
    labels: Labels = {}
    for some in in_portions(wanted):
        labels.update(label(list(_listings(some))))
    coming = {record.id for record in records}
    waiting = [each for each in needs.services_without_needs(session) if each not in coming | settled]
    for ids in in_portions(waiting):
        labels.update(label(listings_with_ids(session, ids)))
    return labels


def _listings(records: Sequence[ServiceRecord]) -> Iterator[Listing]:
    engine = create_engine("sqlite://")
    metadata().create_all(engine)
    try:
        with Session(engine) as session:
            writing.put_organizations(session, records)
            writing.put_locations(session, records)
            prints = {record.id: "" for record in records}
            writing.put_services(session, records, prints, Source.IMPORT, national=False)
            writing.put_terms(session, records)
            yield from listings_with_ids(session, [record.id for record in records])
    finally:
        engine.dispose()
