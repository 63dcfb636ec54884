"""Needs that came with a feed: another Signpost, or this one, had found them and gave them out."""

from collections.abc import Sequence

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from directory.models.signpost import ServiceNeed
from directory.openreferral.records import ServiceRecord
from directory.queries.needs import services_labelled_by_editor
from directory.queries.portions import in_portions


def put_given_needs(session: Session, records: Sequence[ServiceRecord]) -> set[str]:
    """Keep the needs that these services came with; the ids of the services that came with any.

    What an editor has said here stands. The recogniser is not asked again about the others.
    """
    given = [record for record in records if record.needs]
    kept_off = services_labelled_by_editor(session) if given else set()
    ids = [record.id for record in given if record.id not in kept_off]
    for some in in_portions(ids):
        session.execute(delete(ServiceNeed).where(ServiceNeed.service_id.in_(some)))
    rows = [
        {"service_id": record.id, **need}
        for record in given
        if record.id not in kept_off
        for need in record.needs
    ]
    if rows:
        session.execute(insert(ServiceNeed), rows)
    return {record.id for record in given}
