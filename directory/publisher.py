"""The open data's front counter: asks in, Open Referral UK records out, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.database import SessionFactory, open_sessions
from directory.exporting.asked import Asked, KnownTerms, find_spot, wanted_from
from directory.exporting.pages import Page
from directory.exporting.service import (
    full_service,
    full_service_at_location,
    minimal_service,
    organization_record,
    short_service,
    short_service_at_location,
)
from directory.exporting.stored import StoredPlace
from directory.exporting.terms import need_term, needs_taxonomy, taxonomy_record, term_record
from directory.exporting.v1 import service_v1
from directory.exporting.values import Json
from directory.exporting.wanted import Part, Wanted
from directory.models.service import Organization
from directory.needs.vocabulary import Vocabulary
from directory.postcode_index import PostcodeIndex, index_folder
from directory.queries import published, published_lists, state
from directory.queries.published_lists import LinkRows
from directory.settings import AreaSettings, DirectorySettings


class Detail(Enum):
    """How much of each entry a list shows."""

    MINIMAL = "minimal"
    SHORT = "short"
    FULL = "full"
    V1 = "v1"  # everything, in the words of version 1


@dataclass(frozen=True)
class Edition:
    """Which state of the directory an answer is from."""

    revision: int
    changed_at: datetime


class Publisher:
    """Reads the store for each question; keeps nothing, so it is never behind. Safe between threads."""

    def __init__(
        self,
        sessions: SessionFactory,
        postcodes: PostcodeIndex | None,
        area: AreaSettings,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._sessions = sessions
        self._postcodes = postcodes
        self._area = area
        self._vocabulary = vocabulary or Vocabulary.load()

    @classmethod
    def open(cls, settings: DirectorySettings) -> Publisher:
        """A publisher of the directory's store; StoreError where there is none yet.

        Without a postcode index, questions about a postcode raise NotBuilt; all others are answered.
        """
        sessions = open_sessions(settings.database_url)
        is_built = index_folder(settings.build_dir).is_dir()
        index = PostcodeIndex.open(settings.build_dir) if is_built else None
        return cls(sessions, index, settings.area)

    def edition(self) -> Edition:
        """The present state of the directory."""
        with self._sessions() as session:
            revision, changed_at = state.edition(session)
        return Edition(revision, in_utc(changed_at))

    def services(self, asked: Asked, part: Part, detail: Detail) -> Page:
        """One page of the services asked for; UnknownPostcode where there is no such postcode."""
        with self._sessions() as session:
            wanted, council = self._wanted(session, asked), self._area.council_name
            if detail is Detail.MINIMAL:  # who asks for so little wants all of it at once
                moments = published.moments_of_change(session, wanted, council)
                return Page(
                    [minimal_service(*each) for each in moments], len(moments), 1, max(1, len(moments))
                )
            total = published.count_services(session, wanted, council)
            rows = published.short_services(session, wanted, council, part)
            if detail is Detail.SHORT:
                items = [short_service(service, organization) for service, organization in rows]
            else:
                items = self._whole(session, [service.id for service, _ in rows], detail)
        return Page(items, total, part.number, part.per_page)

    def service(self, service_id: str, detail: Detail = Detail.FULL) -> Json | None:
        """One service with everything; None where none such is published."""
        with self._sessions() as session:
            return next(iter(self._whole(session, [service_id], detail)), None)

    def service_at_locations(self, asked: Asked, part: Part, detail: Detail) -> Page:
        """One page of services at places; the distance and the times asked for are those of the place."""
        with self._sessions() as session:
            wanted = self._wanted(session, asked)
            total, rows = published_lists.links(session, wanted, self._area.council_name, part)
            return Page(self._links(session, rows, detail), total, part.number, part.per_page)

    def service_at_location(self, link_id: str) -> Json | None:
        """One service at one place, with everything."""
        with self._sessions() as session:
            row = published_lists.link(session, link_id)
            return self._links(session, [row], Detail.FULL)[0] if row else None

    def organizations(self, search: str, part: Part, detail: Detail, *, full_service: bool) -> Page:
        """One page of those who run services; with detail, their services too (`full_service`: whole)."""
        with self._sessions() as session:
            total, rows = published_lists.organizations(session, search, part)
            items = [organization_record(row) for row in rows]
            if detail is Detail.FULL or full_service:
                items = self._with_services(session, rows, whole=full_service)
        return Page(items, total, part.number, part.per_page)

    def organization(self, organization_id: str, *, full_service: bool = False) -> Json | None:
        """One of those who run services, with their services."""
        with self._sessions() as session:
            row = published_lists.organization(session, organization_id)
            return self._with_services(session, [row], whole=full_service)[0] if row else None

    def taxonomies(self, search: str, part: Part) -> Page:
        """One page of the lists that terms are from; Signpost's own comes first."""
        with self._sessions() as session:
            given = [taxonomy_record(each) for each in published_lists.taxonomies(session)]
        return _cut(_with_words(search, [needs_taxonomy(), *given]), part)

    def taxonomy(self, taxonomy_id: str) -> Json | None:
        """One list, with its terms."""
        found = [each for each in self.taxonomies("", Part(1, 10_000)).items if each["id"] == taxonomy_id]
        terms = [each for each in self._terms() if each.get("taxonomy_id") == taxonomy_id]
        return {**found[0], **({"taxonomy_terms": terms} if terms else {})} if found else None

    def taxonomy_terms(
        self, search: str, part: Part, *, taxonomy_id: str | None, parent_id: str | None, top_only: bool
    ) -> Page:
        """One page of terms; Signpost's needs come first."""
        found = [
            term
            for term in _with_words(search, self._terms())
            if (taxonomy_id is None or term.get("taxonomy_id") == taxonomy_id)
            and (parent_id is None or term.get("parent_id") == parent_id)
            and not (top_only and "parent_id" in term)
        ]
        return _cut(found, part)

    def taxonomy_term(self, term_id: str) -> Json | None:
        """One term."""
        return next((term for term in self._terms() if term["id"] == term_id), None)

    def _terms(self) -> list[Json]:
        own = [need_term(need.id, need) for need in self._vocabulary]
        with self._sessions() as session:
            return own + [term_record(*row) for row in published_lists.terms(session)]

    def _wanted(self, session: Session, asked: Asked) -> Wanted:
        spot = find_spot(asked.postcode, self._postcodes) if asked.postcode else None
        known = KnownTerms(
            self._vocabulary,
            published_lists.taxonomies(session) if asked.taxonomies else (),
            [term for term, _ in published_lists.terms(session)] if asked.terms else (),
        )
        return wanted_from(asked, known, spot, self._area.council_code)

    def _whole(self, session: Session, ids: Sequence[str], detail: Detail) -> list[Json]:
        found = [full_service(each, self._vocabulary) for each in published.stored_services(session, ids)]
        return [service_v1(each) for each in found] if detail is Detail.V1 else found

    def _links(self, session: Session, rows: Sequence[LinkRows], detail: Detail) -> list[Json]:
        if detail is not Detail.FULL:
            places = published.stored_places(session, {link.location_id for link, *_ in rows})
            return [_short_link(row, places) for row in rows]
        ids = list(dict.fromkeys(service.id for _, _, service, _ in rows))
        whole = {each.service.id: each for each in published.stored_services(session, ids)}
        return [
            full_service_at_location(link, whole[service.id], self._vocabulary)
            for link, _, service, _ in rows
        ]

    def _with_services(self, session: Session, rows: Sequence[Organization], *, whole: bool) -> list[Json]:
        services = published.services_of(session, [row.id for row in rows])
        if whole:
            records = self._whole(session, [service.id for service in services], Detail.FULL)
        else:
            records = [short_service(service, None) for service in services]
        own = {row.id: [each for each in records if each["organization_id"] == row.id] for row in rows}
        return [{**organization_record(row), "services": own[row.id]} for row in rows]


def _short_link(row: LinkRows, places: dict[str, StoredPlace]) -> Json:
    link, _location, service, organization = row
    return short_service_at_location(link, places[link.location_id], service, organization)


def _with_words(search: str, records: Sequence[Json]) -> list[Json]:
    words = search.casefold().split()
    said = (f"{each['name']} {each['description']}".casefold() for each in records)
    return [each for each, text in zip(records, said, strict=True) if all(word in text for word in words)]


def _cut(records: Sequence[Json], part: Part) -> Page:
    return Page(records[part.start : part.start + part.per_page], len(records), part.number, part.per_page)
