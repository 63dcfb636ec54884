"""Feeds side by side: whose is what, what vanished and came back, and what an editor settled."""

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from directory.database import SessionFactory
from directory.exceptions import FeedUnreadable
from directory.importing import ImportReport, Wishes, import_file, import_rows
from directory.listings import Listing, directory_revision, load_listings
from directory.models.editing import KeptValue
from directory.models.location import Location
from directory.models.service import Organization, Service, Source, Status
from directory.models.taxonomy import TaxonomyTerm
from directory.openreferral.rows import rows_of
from directory.queries import sources
from tests.directory.feeds import v1_service, v3_location, v3_service, write_feed


class Store:
    """A directory, and feeds written into it by name."""

    def __init__(self, sessions: SessionFactory, folder: Path) -> None:
        self.sessions, self.folder = sessions, folder

    def take(self, rows: list[Any], source: str = "first", **wishes: Any) -> ImportReport:
        path = write_feed(self.folder, rows, f"{source}-feed.json")
        return import_file(self.sessions, path, wishes=Wishes(source=source, **wishes))

    def shown(self) -> dict[str, Listing]:
        with self.sessions() as session:
            return {found.id: found for found in load_listings(session)}

    def revision(self) -> int:
        with self.sessions() as session:
            return directory_revision(session)


@pytest.fixture
def store(sessions: SessionFactory, tmp_path: Path) -> Store:
    return Store(sessions, tmp_path)


def clubs(*ids: str) -> list[Any]:
    return [v3_service(each, name=f"Club {each}") for each in ids]


def test_it_works(store: Store) -> None:
    store.take(clubs("a", "b"), "first", trust=0.9, every=24)
    store.take(clubs("c"), "second", trust=0.4)
    assert {found.id: found.trust for found in store.shown().values()} == {"a": 0.9, "b": 0.9, "c": 0.4}
    with store.sessions() as session:
        listed = [(each.id, each.trust, count) for each, count, _ in sources.all_sources(session)]
    assert listed == [("first", 0.9, 2), ("second", 0.4, 1)]


def test_what_is_no_longer_listed_is_marked_and_comes_back(store: Store) -> None:
    store.take(clubs("a", "b", "c"))
    report = store.take(clubs("a", "b"))
    assert report.vanished == ("c",)
    assert {key: found.vanished_at is not None for key, found in store.shown().items()} == {
        "a": False, "b": False, "c": True,
    }  # fmt: skip
    marked = store.shown()["c"].vanished_at
    again = store.take(clubs("a", "b"))
    assert again.vanished == () and store.shown()["c"].vanished_at == marked
    back = store.take(clubs("a", "b", "c"))
    assert (back.returned, back.unchanged, back.vanished) == (1, 3, ())
    assert store.shown()["c"].vanished_at is None


def test_a_changed_service_that_comes_back_is_unmarked_too(store: Store) -> None:
    store.take(clubs("a", "b", "c"))
    store.take(clubs("a", "b"))
    report = store.take([*clubs("a", "b"), v3_service("c", name="New")])
    assert (report.changed, report.returned) == (1, 1)
    assert store.shown()["c"].vanished_at is None


def test_each_mark_raises_the_revision_and_nothing_new_does_not(store: Store) -> None:
    store.take(clubs("a", "b", "c"))
    seen = [store.revision()]
    for rows in (clubs("a", "b"), clubs("a", "b"), clubs("a", "b", "c")):
        store.take(rows)
        seen.append(store.revision())
    assert seen == [1, 2, 2, 3]


def test_when_more_than_half_would_go_none_is_marked(store: Store) -> None:
    store.take(clubs(*"abcdef"))
    report = store.take(clubs("a", "b"))
    assert report.vanished == ()
    assert "4 of 6 services are no longer listed" in report.notes[0]
    assert "--allow-shrinking" in report.notes[0]
    assert store.take(clubs("a", "b"), allow_shrinking=True).vanished == ("c", "d", "e", "f")


def test_exactly_half_is_news(store: Store) -> None:
    store.take(clubs(*"abcd"))
    assert store.take(clubs("a", "b")).vanished == ("c", "d")


@pytest.mark.parametrize(
    "second",
    [
        {"total_pages": 3, "page_number": 1, "contents": clubs("a", "b")},
        {"totalElements": 3, "content": clubs("a", "b")},
        {"contents": clubs("a", "b"), "last_page": False},
        v3_service("a", name="Club a"),
    ],
)
def test_a_part_of_a_feed_marks_nothing(store: Store, second: Any) -> None:
    store.take(clubs("a", "b", "c"))
    assert store.take(second).vanished == ()
    assert store.shown()["c"].vanished_at is None


def test_a_source_that_is_called_partial_stays_so(store: Store) -> None:
    store.take(clubs("a", "b", "c"), partial=True)
    report = store.take(clubs("a", "b"))
    assert report.vanished == () and "taken as a part" in report.notes[0]


def test_a_bad_entry_has_not_vanished(store: Store) -> None:
    store.take(clubs("a", "b", "c"))
    report = store.take([*clubs("a", "b"), {"id": "c"}])
    assert (len(report.rejected), report.vanished) == (1, ())
    assert store.shown()["c"].vanished_at is None


def test_another_source_is_left_alone(store: Store) -> None:
    store.take(clubs("a", "b"), "first")
    store.take(clubs("c"), "second")
    assert store.take(clubs("a", "b"), "first").vanished == ()
    assert store.shown()["c"].vanished_at is None


def test_an_id_in_two_sources(store: Store) -> None:
    store.take(clubs("1", "2"), "first")
    report = store.take([v3_service("1", name="Another 1"), v3_service("3", name="Three")], "second")
    assert report.renamed == (("1", "second:1"),)
    assert {key: found.name for key, found in store.shown().items()} == {
        "1": "Club 1", "2": "Club 2", "second:1": "Another 1", "3": "Three",
    }  # fmt: skip
    again = store.take([v3_service("1", name="Another 1"), v3_service("3", name="Three")], "second")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    gone = store.take([v3_service("3", name="Three")], "second")
    assert gone.vanished == ("second:1",)
    assert store.shown()["1"].vanished_at is None


def test_organisations_places_and_terms_of_two_sources_stay_apart(store: Store) -> None:
    first = v1_service("1")
    second = v1_service("1", name="Chess club", organization={"id": "org-1", "name": "Winterby Chess"})
    second["service_taxonomys"] = [
        {"id": "st1", "taxonomy": {"id": "t1", "name": "Games", "vocabulary": "x", "parent_id": "t0"}}
    ]
    second["service_at_locations"] = [{"id": "l", "location": v3_location(name="Chess hall", latitude=53.6)}]
    store.take([first], "first")
    store.take([second], "second")
    shown = store.shown()
    assert (shown["1"].organisation, shown["second:1"].organisation) == ("Brigholm Friends", "Winterby Chess")
    assert shown["1"].points == ((53.552, -0.492),)
    assert shown["second:1"].points == ((53.6, -0.492),)
    with store.sessions() as session:
        assert sorted(session.scalars(select(TaxonomyTerm.id))) == ["second:t1", "t1"]
        assert sorted(session.scalars(select(Location.id))) == ["hall-1", "second:hall-1"]


def test_the_same_organisation_and_term_are_shared(store: Store) -> None:
    store.take([v3_service("1")], "first")
    store.take([v3_service("2", service_at_locations=[])], "second")
    with store.sessions() as session:
        assert session.execute(select(Organization.id, Organization.source_id)).all() == [("org-1", "first")]
        assert session.execute(select(TaxonomyTerm.id, TaxonomyTerm.source_id)).all() == [("t1", "first")]
    store.take([v3_service("2", service_at_locations=[], url="https://new.example.org")], "second")
    assert store.shown()["2"].organisation == "Brigholm Friends"


def test_helplines_are_nobodys_to_write_over(store: Store) -> None:
    import_rows(store.sessions, rows_of([v3_service("line", name="National line")]), Source.HELPLINE)
    report = store.take([v3_service("line", name="Something else"), *clubs("a")])
    assert report.renamed == (("line", "first:line"),)
    assert store.shown()["line"].national and not store.shown()["first:line"].national


def test_ones_own_export_does_not_double_the_helplines(store: Store) -> None:
    import_rows(store.sessions, rows_of([v3_service("line", name="National line")]), Source.HELPLINE)
    report = store.take([v3_service("line", name="National line"), *clubs("a")])
    assert (report.added, report.unchanged, report.renamed) == (1, 1, ())
    assert sorted(store.shown()) == ["a", "line"]


def test_a_newer_file_of_the_same_feed_is_known_by_its_services(store: Store) -> None:
    old = write_feed(store.folder, clubs("a", "b", "c", "d"), "services-2025.json")
    new = write_feed(
        store.folder, [*clubs("a", "b", "c"), v3_service("e", name="Five")], "services-2026.json"
    )
    import_file(store.sessions, old)
    report = import_file(store.sessions, new)
    assert (report.source_id, report.added, report.unchanged, report.vanished) == (
        "services-2025", 1, 3, ("d",),
    )  # fmt: skip


def test_a_file_that_shares_only_numbers_is_another_feed(store: Store) -> None:
    import_file(store.sessions, write_feed(store.folder, clubs("1", "2"), "one.json"))
    others = [v3_service("1", name="Knitting"), v3_service("2", name="Chess")]
    report = import_file(store.sessions, write_feed(store.folder, others, "Other Feed!.json"))
    assert report.source_id == "other-feed"
    assert sorted(store.shown()) == ["1", "2", "other-feed:1", "other-feed:2"]


def test_a_service_of_before_there_were_sources_is_adopted(store: Store) -> None:
    import_rows(store.sessions, rows_of(clubs("a")), Source.IMPORT)
    report = store.take(clubs("a"), trust=0.5)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)
    assert store.shown()["a"].trust == 0.5


def test_what_an_editor_withdrew_stays_withdrawn(store: Store) -> None:
    store.take(clubs("a", "b", "c"))
    with store.sessions.begin() as session:
        session.execute(update(Service).where(Service.id == "b").values(status=Status.WITHDRAWN.value))
    store.take([*clubs("a", "c"), v3_service("b", name="Changed in its feed")])
    assert sorted(store.shown()) == ["a", "c"]
    assert store.take(clubs("a", "c")).vanished == ()


def test_an_editors_correction_stands_over_the_feed(store: Store) -> None:
    store.take(clubs("a", "b"))
    now = datetime.now(timezone.utc)
    kept = {"link_entity": "service", "link_id": "a", "field": "name", "value": "The right name"}
    said = {"source_value": "Club a", "source_now": None, "at": now, "by": "Ed", "why": "they rang"}
    with store.sessions.begin() as session:
        session.add(KeptValue(**kept, **said))
    report = store.take([v3_service("a", name="Club A!", fees="£3"), *clubs("b")])
    assert (report.changed, report.unchanged) == (1, 1)
    found = store.shown()["a"]
    assert (found.name, found.cost) == ("The right name", "£4.50 a meal")
    with store.sessions() as session:
        row = session.scalars(select(KeptValue)).one()
        assert (row.source_now, row.source_changed_at is not None) == ("Club A!", True)
    again = store.take([v3_service("a", name="Club A!", fees="£3"), *clubs("b")])
    assert again.unchanged == 2


@pytest.mark.parametrize("name", ["Two words", "ÄÖ", "a:b", "../up", "-", "x" * 61])
def test_a_name_that_cannot_stand_in_ids_is_refused(store: Store, name: str) -> None:
    with pytest.raises(FeedUnreadable, match="small letters"):
        import_file(store.sessions, write_feed(store.folder, clubs("a")), wishes=Wishes(source=name))
    assert store.shown() == {}


def test_circular_terms_stand_at_the_top(store: Store) -> None:
    def under(own: str, parent: str) -> Any:
        term = {"id": own, "name": f"Term {own}", "taxonomy": "Local", "parent_id": parent}
        return v3_service(f"s-{own}", attributes=[{"id": f"a-{own}", "taxonomy_term": term}])

    report = store.take([under("x", "y"), under("y", "x"), under("z", "x"), under("w", "w")])
    assert "3 terms of its taxonomies stood above themselves" in report.notes[0]
    with store.sessions() as session:
        rows = session.execute(select(TaxonomyTerm.id, TaxonomyTerm.parent_id)).all()
    assert dict(map(tuple, rows)) == {"w": None, "x": None, "y": None, "z": "x"}


def test_a_circle_that_closes_through_what_is_stored(store: Store) -> None:
    def under(own: str, parent: str | None) -> Any:
        term = {"id": own, "name": f"Term {own}", "taxonomy": "Local", "parent_id": parent}
        return v3_service(f"s-{own}", attributes=[{"id": f"a-{own}", "taxonomy_term": term}])

    store.take([under("x", "y"), under("y", None)])
    report = store.take([under("x", "y"), under("y", "x")])
    assert "stood above themselves" in report.notes[0]
