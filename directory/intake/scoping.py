"""Two feeds may give the same id to different things: the first keeps it, the second's stand under its name.

Pure: takes what is stored as plain values and gives records with the ids they will have.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from directory.models.base import ID_LENGTH
from directory.openreferral.parts import ROOT
from directory.openreferral.records import LocationRecord, Row, ServiceRecord, TermRecord


@dataclass(frozen=True)
class Owned:
    """Whose a stored row is (None: nobody's in particular, whoever lists it may have it), and its name."""

    source_id: str | None
    name: str = ""


@dataclass(frozen=True)
class Taken:
    """Every id that is in use, by kind."""

    services: Mapping[str, Owned]
    organizations: Mapping[str, Owned]
    locations: Mapping[str, Owned]
    terms: Mapping[str, Owned]


@dataclass(frozen=True)
class Scope:
    """One source's view of the ids."""

    source_id: str
    taken: Taken

    def service_id(self, given: str) -> str:
        """The id that this source's service of that id has in the directory."""
        return self._own(given, self.taken.services)

    def record(self, record: ServiceRecord) -> ServiceRecord:
        """The record under the ids it will have. What another source has under the same name is shared."""
        service_id = self.service_id(record.id)
        organization, run_by = self._organization(record.organization)
        locations = {str(each.location["id"]): self._location(each) for each in record.locations}
        links = tuple(self._link(row, locations) for row in record.parts["service_at_location"])
        return replace(
            record,
            id=service_id,
            service={**record.service, "id": service_id, "organization_id": run_by},
            organization=organization,
            locations=tuple(locations.values()),
            parts={**record.parts, "service_at_location": links},
            terms=tuple(self._term(each) for each in record.terms),
        )

    def _own(self, given: str, taken: Mapping[str, Owned]) -> str:
        if not self._is_others(given, taken):
            return given
        scoped = f"{self.source_id}:{given}"
        return scoped if len(scoped) <= ID_LENGTH else f"{self.source_id}:{uuid.uuid5(ROOT, given)}"

    def _is_others(self, given: str, taken: Mapping[str, Owned]) -> bool:
        owner = taken.get(given)
        return owner is not None and owner.source_id not in (None, self.source_id)

    def _shares(self, row: Row, taken: Mapping[str, Owned]) -> bool:
        """Whether another source has the very same: under one id and one name."""
        owner = taken.get(str(row["id"]))
        return (
            owner is not None
            and self._is_others(str(row["id"]), taken)
            and owner.name.casefold() == str(row["name"]).casefold()
        )

    def _organization(self, row: Row | None) -> tuple[Row | None, str | None]:
        """The row to write, if any, and the id to name."""
        if row is None:
            return None, None
        if self._shares(row, self.taken.organizations):
            return None, str(row["id"])
        own = self._own(str(row["id"]), self.taken.organizations)
        return {**row, "id": own}, own

    def _location(self, record: LocationRecord) -> LocationRecord:
        own = self._own(str(record.location["id"]), self.taken.locations)
        return replace(record, location={**record.location, "id": own})

    def _link(self, row: Row, locations: Mapping[str, LocationRecord]) -> Row:
        return {**row, "location_id": locations[str(row["location_id"])].location["id"]}

    def _term(self, record: TermRecord) -> TermRecord:
        if self._shares(record.term, self.taken.terms):
            return record
        parent = record.term.get("parent_id")
        own = self._own(str(record.term["id"]), self.taken.terms)
        above = self._own(str(parent), self.taken.terms) if parent else None
        return replace(record, term={**record.term, "id": own, "parent_id": above})
