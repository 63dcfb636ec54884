"""Whose everything is: which ids are in use and by which feed, what vanished from it, what came back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.models.location import Location
from directory.models.service import Organization, Service, Source, Status
from directory.models.taxonomy import TaxonomyTerm
from directory.queries.portions import in_portions

# No feed may write over these, although they come from none. A slug cannot begin like this.
HOUSE = {Source.HELPLINE: "~helpline", Source.EDITOR: "~editor"}


@dataclass(frozen=True)
class KnownService:
    """What an import needs to know of a stored service."""

    fingerprint: str
    status: str
    source: str
    source_id: str | None
    vanished: bool
    name: str

    @property
    def owner(self) -> str | None:
        """The feed it belongs to, or the house; None where whatever feed lists it may have it."""
        return self.source_id or HOUSE.get(Source(self.source))

    @property
    def of_the_house(self) -> bool:
        """Whether Signpost itself or an editor put it there."""
        return self.source_id is None and Source(self.source) in HOUSE


def known_services(session: Session) -> dict[str, KnownService]:
    """Every stored service by id."""
    columns = (Service.fingerprint, Service.status, Service.source, Service.source_id)
    query = select(Service.id, *columns, Service.vanished_at, Service.name)
    return {
        row[0]: KnownService(row[1], row[2], row[3], row[4], row[5] is not None, row[6])
        for row in session.execute(query)
    }


def descriptions(session: Session, ids: Collection[str]) -> dict[str, str]:
    """The description of each of these services that is stored."""
    found: dict[str, str] = {}
    for some in in_portions(sorted(ids)):
        rows = session.execute(select(Service.id, Service.description).where(Service.id.in_(some)))
        found.update((row.id, row.description) for row in rows)
    return found


def organizations(session: Session) -> dict[str, tuple[str | None, str]]:
    """Feed and name of every organisation, by id."""
    return _owned(session, Organization)


def locations(session: Session) -> dict[str, tuple[str | None, str]]:
    """Feed and name of every location, by id."""
    return _owned(session, Location)


def terms(session: Session) -> dict[str, tuple[str | None, str]]:
    """Feed and name of every taxonomy term, by id."""
    return _owned(session, TaxonomyTerm)


def parents_of_terms(session: Session) -> dict[str, str]:
    """The term above each that has one."""
    query = select(TaxonomyTerm.id, TaxonomyTerm.parent_id).where(TaxonomyTerm.parent_id.is_not(None))
    return {row.id: row.parent_id for row in session.execute(query)}


def withdrawn_by_editors(session: Session) -> set[str]:
    """Services that were withdrawn, other than the demonstration's, which a real feed retires."""
    query = select(Service.id).where(
        Service.status == Status.WITHDRAWN, Service.source != Source.DEMONSTRATION
    )
    return set(session.scalars(query))


def mark_vanished(session: Session, ids: Collection[str], at: datetime) -> None:
    """Their feed no longer lists them."""
    _set(session, ids, {"vanished_at": at})


def mark_returned(session: Session, ids: Collection[str]) -> None:
    """Their feed lists them again."""
    _set(session, ids, {"vanished_at": None})


def adopt(session: Session, ids: Collection[str], source_id: str) -> None:
    """Services of earlier imports, which did not say from which feed, belong to this one."""
    _set(session, ids, {"source_id": source_id})


def _owned(session: Session, table: type[Any]) -> dict[str, tuple[str | None, str]]:
    query = select(table.id, table.source_id, table.name)
    return {row[0]: (row[1], row[2] or "") for row in session.execute(query)}


def _set(session: Session, ids: Collection[str], values: dict[str, Any]) -> None:
    for some in in_portions(sorted(ids)):
        session.execute(update(Service).where(Service.id.in_(some)).values(**values))
