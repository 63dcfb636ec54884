"""Taking feeds in: whole or not at all, the same however often, and what was left out is said."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from directory.database import SessionFactory, begin_writing
from directory.exceptions import FeedUnreadable, StoreError
from directory.importing import import_file, import_rows
from directory.listings import Listing, directory_revision, get_listing, load_listings
from directory.models.service import Source
from directory.models.signpost import NeedSource, ServiceNeed
from directory.openreferral.rows import rows_of
from tests.directory.feeds import v3_location, v3_service, write_feed


def lunch_clubs(listings: Sequence[Listing]) -> dict[str, list[tuple[str, float]]]:
    """A labeller for tests: whatever mentions dinner answers meals."""
    return {found.id: [("meals", 0.9)] if "dinner" in found.description else [] for found in listings}


def names(sessions: SessionFactory) -> list[str]:
    with sessions() as session:
        return [found.name for found in load_listings(session)]


def test_it_works(sessions: SessionFactory, tmp_path: Path) -> None:
    report = import_file(sessions, write_feed(tmp_path, [v3_service()]), label=lunch_clubs)
    assert (report.added, report.changed, report.unchanged, report.rejected) == (1, 0, 0, ())
    assert names(sessions) == ["Brigholm Lunch Club"]


def test_the_same_feed_twice_is_unchanged(sessions: SessionFactory, tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [v3_service("a"), v3_service("b", name="Tea dance")])
    import_file(sessions, feed, label=lunch_clubs)
    with sessions() as session:
        before, revision = load_listings(session), directory_revision(session)
    report = import_file(sessions, feed, label=lunch_clubs)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    with sessions() as session:
        assert load_listings(session) == before
        assert directory_revision(session) == revision


def test_a_changed_service_loses_what_its_feed_dropped(sessions: SessionFactory, tmp_path: Path) -> None:
    import_file(sessions, write_feed(tmp_path, [v3_service()]))
    report = import_file(
        sessions, write_feed(tmp_path, [v3_service(phones=[], languages=[], name="New name")])
    )
    assert (report.added, report.changed) == (0, 1)
    with sessions() as session:
        found = get_listing(session, "lunch-1")
    assert found is not None
    assert (found.name, found.phones, found.languages) == ("New name", ("01632 960124",), ())


def test_services_absent_from_a_later_feed_stay(sessions: SessionFactory, tmp_path: Path) -> None:
    import_file(sessions, write_feed(tmp_path, [v3_service("a", name="First")]))
    import_file(sessions, write_feed(tmp_path, [v3_service("b", name="Second")]))
    assert names(sessions) == ["First", "Second"]


def test_bad_entries_are_reported_by_line_and_left_out(sessions: SessionFactory, tmp_path: Path) -> None:
    entries = [
        '{"id": "a", "name": "Good"}',
        '{"id": "b"}',
        '{"name": "?"}',
        "7",
        '{"id": "a", "name": "Again"}',
    ]
    feed = "[\n" + ",\n".join(entries) + "\n]"
    report = import_file(sessions, write_feed(tmp_path, feed))
    assert [(bad.position, bad.line) for bad in report.rejected] == [(2, 3), (3, 4), (4, 5), (5, 6)]
    assert [bad.reason for bad in report.rejected] == [
        "it has no name",
        "it has no id",
        "it is not an object",
        "it has the same id as entry 1",
    ]
    assert names(sessions) == ["Good"]


BAD_FILES: list[tuple[Any, str]] = [
    ("", "is empty"),
    ('[{"id": "a", "name": "Cut o', "not complete JSON"),
    ('[{"id": "a", "name": "A"}', "not complete JSON"),
    ('[{"id": "a", "name": "A"}] and more', "not complete JSON"),
    ("<html>Not found</html>", "not complete JSON"),
    ('"services"', "not a list"),
    ('{"error": "no such page"}', "not a list"),
    ("[]", "lists no services"),
    ('{"contents": []}', "lists no services"),
    ("Café".encode("latin-1"), "not complete JSON"),
    ("[]".encode("utf-16") + b"\0", "UTF-8"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "UTF-8"),
    ("[" * 200_000, "nested"),
]


@pytest.mark.parametrize(("content", "words"), BAD_FILES)
def test_what_is_no_feed_changes_nothing(
    sessions: SessionFactory, tmp_path: Path, content: Any, words: str
) -> None:
    import_file(sessions, write_feed(tmp_path, [v3_service()]))
    with pytest.raises(FeedUnreadable, match=words) as refusal:
        import_file(sessions, write_feed(tmp_path, content, "bad.json"))
    assert "\n" not in str(refusal.value)
    assert names(sessions) == ["Brigholm Lunch Club"]


def test_a_missing_file_and_a_folder_are_refused(sessions: SessionFactory, tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(FeedUnreadable, match="cannot be read"):
            import_file(sessions, path)


def test_when_labelling_fails_nothing_is_written(sessions: SessionFactory, tmp_path: Path) -> None:
    def fall_over(listings: Sequence[Listing]) -> dict[str, list[tuple[str, float]]]:
        raise MemoryError

    with pytest.raises(MemoryError):
        import_file(sessions, write_feed(tmp_path, [v3_service()]), label=fall_over)
    assert names(sessions) == []


def test_a_busy_database_is_one_sentence(sessions: SessionFactory, tmp_path: Path) -> None:
    engine = sessions.kw["bind"]
    impatient = "PRAGMA busy_timeout = 10" if engine.dialect.name == "sqlite" else "SET lock_timeout = 10"

    @event.listens_for(engine, "checkout")
    def wait_less(connection: Any, *_others: object) -> None:
        connection.execute(impatient)
        connection.commit()

    with begin_writing(sessions), pytest.raises(StoreError, match="as it was"):
        import_file(sessions, write_feed(tmp_path, [v3_service()]))


def test_a_real_feed_retires_the_demonstration_and_keeps_helplines(
    sessions: SessionFactory, tmp_path: Path
) -> None:
    import_rows(sessions, rows_of([v3_service("demo", name="Invented")]), Source.DEMONSTRATION)
    import_rows(sessions, rows_of([v3_service("line", name="National line")]), Source.HELPLINE)
    report = import_file(sessions, write_feed(tmp_path, [v3_service("real", name="Real")]))
    assert report.retired == 1
    assert names(sessions) == ["National line", "Real"]
    with sessions() as session:
        kept = get_listing(session, "demo")
        line = get_listing(session, "line")
    assert kept is not None and kept.status == "withdrawn" and kept.demonstration
    assert line is not None and line.national and not line.demonstration


def test_a_feed_without_one_good_entry_retires_nothing(sessions: SessionFactory, tmp_path: Path) -> None:
    import_rows(sessions, rows_of([v3_service("demo", name="Invented")]), Source.DEMONSTRATION)
    report = import_file(sessions, write_feed(tmp_path, [{"id": "x"}]))
    assert (report.retired, names(sessions)) == (0, ["Invented"])


def test_a_withdrawn_service_comes_back_when_a_real_feed_offers_it(
    sessions: SessionFactory, tmp_path: Path
) -> None:
    import_rows(sessions, rows_of([v3_service("a")]), Source.DEMONSTRATION)
    import_file(sessions, write_feed(tmp_path, [v3_service("b", name="Other")]))
    import_file(sessions, write_feed(tmp_path, [v3_service("a", name="Now real")]))
    assert names(sessions) == ["Now real", "Other"]


def test_an_editors_needs_win_for_ever(sessions: SessionFactory, tmp_path: Path) -> None:
    feed = write_feed(tmp_path, [v3_service()])
    import_file(sessions, feed)
    editors = {
        "service_id": "lunch-1",
        "need_id": "loneliness",
        "confidence": 1.0,
        "source": NeedSource.EDITOR,
    }
    with sessions.begin() as session:
        session.execute(insert(ServiceNeed), [editors])
    import_file(sessions, write_feed(tmp_path, [v3_service(name="Changed")]), label=lunch_clubs)
    with sessions() as session:
        assert session.scalars(select(ServiceNeed.need_id)).all() == ["loneliness"]


def test_services_left_unlabelled_are_labelled_by_the_next_import(
    sessions: SessionFactory, tmp_path: Path
) -> None:
    feed = write_feed(tmp_path, [v3_service()])
    assert import_file(sessions, feed).labelled is None
    assert import_file(sessions, feed, label=lunch_clubs).labelled == 1
    with sessions() as session:
        assert [found.needs for found in load_listings(session)] == [(("meals", 0.9),)]


def test_postcodes_give_coordinates_where_the_feed_has_none(sessions: SessionFactory, tmp_path: Path) -> None:
    place = v3_location(latitude=None, longitude=None)
    feed = write_feed(tmp_path, [v3_service(service_at_locations=[{"id": "x", "location": place}])])
    import_file(sessions, feed, locate={"DN20 8AA": (53.5, -0.5)}.get)
    with sessions() as session:
        assert [found.points for found in load_listings(session)] == [((53.5, -0.5),)]


def test_each_change_raises_the_revision_by_one(sessions: SessionFactory, tmp_path: Path) -> None:
    for expected, name in enumerate(("One", "Two"), start=1):
        import_file(sessions, write_feed(tmp_path, [v3_service(name=name)]))
        with sessions() as session:
            assert directory_revision(session) == expected


def test_others_can_write_while_needs_are_looked_for(sessions: SessionFactory, tmp_path: Path) -> None:
    """Finding needs takes long; nobody is made to wait for it."""
    wrote: list[str] = []

    def slow(listings: Sequence[Listing]) -> dict[str, list[tuple[str, float]]]:
        import_rows(sessions, rows_of([v3_service("meanwhile", name="Meanwhile")]), Source.HELPLINE)
        wrote.extend(found.id for found in listings)
        return lunch_clubs(listings)

    report = import_file(sessions, write_feed(tmp_path, [v3_service()]), label=slow)
    assert wrote == ["lunch-1"]
    assert (report.added, report.labelled) == (1, 1)
    assert names(sessions) == ["Brigholm Lunch Club", "Meanwhile"]
