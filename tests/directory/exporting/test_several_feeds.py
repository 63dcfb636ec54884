"""A directory of several feeds, given out and taken in again: nothing of it stands there twice."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from directory.database import SessionFactory
from directory.importing import ImportReport, Wishes, import_file
from directory.models.service import Service, Status
from directory.queries import sources
from directory.queries.sources import SourceSpec
from tests.directory.exporting.stores import close, demonstration, export_of, guess, import_of, new_store
from tests.directory.feeds import v3_service, write_feed
from tests.stores import Addresses

ENDINGS = {"json": "json", "csv": "zip", "v1": "json"}


@pytest.fixture
def two(tmp_path: Path, addresses: Addresses) -> Iterator[SessionFactory]:
    """Three services of "first" and two of "second", one of which has an id of its own."""
    sessions = new_store(addresses)
    take(sessions, tmp_path, [club("1"), club("2"), club("3")], "first")
    take(sessions, tmp_path, [club("3", "Chess"), club("4", "Choir")], "second")
    yield sessions
    close(sessions)


def club(own_id: str, name: str = "Club", **changes: Any) -> dict[str, Any]:
    name = f"{name} {own_id}"
    return v3_service(own_id, name=name, description=f"All about {name}.", **changes)


def take(sessions: SessionFactory, folder: Path, rows: list[Any], source: str) -> ImportReport:
    path = write_feed(folder, rows, f"{source}-feed.json")
    return import_file(sessions, path, label=guess, wishes=Wishes(source=source))


def bring_back(
    sessions: SessionFactory, folder: Path, content: bytes, name: str = "own.json"
) -> ImportReport:
    path = folder / name
    path.write_bytes(content)
    return import_file(sessions, path, label=guess)


def owners_of(sessions: SessionFactory) -> dict[str, str | None]:
    with sessions() as session:
        return {row.id: row.source_id for row in session.execute(select(Service.id, Service.source_id))}


OWNERS = {"1": "first", "2": "first", "3": "first", "second:3": "second", "4": "second"}


@pytest.mark.parametrize("form", ENDINGS)
def test_into_the_directory_it_came_from(tmp_path: Path, two: SessionFactory, form: str) -> None:
    before = export_of(two)
    report = bring_back(two, tmp_path, export_of(two, form), f"own.{ENDINGS[form]}")
    assert (report.added, report.renamed, report.vanished, report.taken) == (0, (), (), 5)
    assert (
        "Here already from other feeds, which keep them as they are: 2 of its services (second: 2)"
        in report.notes[-1]
    )
    assert owners_of(two) == OWNERS
    assert [each["id"] for each in json.loads(export_of(two))["contents"]] == [
        each["id"] for each in json.loads(before)["contents"]
    ]


def test_where_no_feed_has_most_of_it_nothing_is_touched(tmp_path: Path, two: SessionFactory) -> None:
    take(two, tmp_path, [club("8", "Dance")], "third")
    before = export_of(two)
    for _ in range(2):
        report = bring_back(two, tmp_path, before)
        assert (report.source_id, report.added, report.changed, report.unchanged) == ("own", 0, 0, 6)
        assert "6 of its services" in report.notes[-1]
        assert "(first: 3, second: 2, third: 1)" in report.notes[-1]
        assert export_of(two) == before and owners_of(two) == {**OWNERS, "8": "third"}


def test_under_a_name_that_somebody_gave(tmp_path: Path, two: SessionFactory) -> None:
    before = export_of(two)
    path = tmp_path / "own.json"
    path.write_bytes(before)
    report = import_file(two, path, wishes=Wishes(source="own"))
    assert (report.added, report.unchanged) == (0, 5)
    assert export_of(two) == before and owners_of(two) == OWNERS


def test_into_an_empty_directory(two: SessionFactory, addresses: Addresses) -> None:
    first = export_of(two)
    again = import_of(addresses, first)
    assert export_of(again) == first
    assert set(owners_of(again)) == set(OWNERS)
    assert len(set(owners_of(again).values())) == 1
    repeated = bring_back(again, addresses.folder, first)
    assert (repeated.added, repeated.changed, len(owners_of(again))) == (0, 0, 5)
    close(again)


def test_with_helplines_and_what_is_new(tmp_path: Path, addresses: Addresses) -> None:
    sessions = new_store(addresses)
    demonstration(sessions)
    take(sessions, tmp_path, [club("1")], "first")
    take(sessions, tmp_path, [club("4", "Choir")], "second")
    before = owners_of(sessions)
    page = json.loads(export_of(sessions))
    report = bring_back(
        sessions, tmp_path, json.dumps({**page, "contents": [*page["contents"], club("9")]}).encode()
    )
    assert (report.added, report.changed, report.renamed) == (1, 0, ())
    assert owners_of(sessions) == {**before, "9": "own"}
    close(sessions)


def test_what_an_editor_withdrew_does_not_come_back_with_an_old_export(
    tmp_path: Path, two: SessionFactory
) -> None:
    old = export_of(two)
    with two.begin() as session:
        session.execute(update(Service).where(Service.id == "4").values(status=Status.WITHDRAWN.value))
    assert bring_back(two, tmp_path, old).added == 0
    assert owners_of(two) == OWNERS
    assert "4" not in {each["id"] for each in json.loads(export_of(two))["contents"]}


def test_what_vanished_does_not_come_back_with_an_old_export(tmp_path: Path, two: SessionFactory) -> None:
    old = export_of(two)
    assert take(two, tmp_path, [club("3", "Chess")], "second").vanished == ("4",)
    report = bring_back(two, tmp_path, old)
    assert (report.added, report.returned, owners_of(two)) == (0, 0, OWNERS)
    assert "4" not in {each["id"] for each in json.loads(export_of(two))["contents"]}


def test_what_changed_since_an_old_export_stays_changed(tmp_path: Path, two: SessionFactory) -> None:
    old = export_of(two)
    take(
        two,
        tmp_path,
        [club("3", "Chess"), club("4", "Choir", fees="£2", url="https://c.example.org")],
        "second",
    )
    assert bring_back(two, tmp_path, old).added == 0
    found = {each["id"]: each for each in json.loads(export_of(two))["contents"]}
    assert (found["4"]["url"], len(found)) == ("https://c.example.org", 5)


def test_another_feeds_service_of_that_id_and_name_is_not_left_out(
    tmp_path: Path, two: SessionFactory
) -> None:
    theirs = [{**club("4", "Choir"), "description": "Another town's."}, club("5"), club("6")]
    report = take(two, tmp_path, theirs, "third")
    assert (report.added, report.renamed) == (3, (("4", "third:4"),))
    again = take(two, tmp_path, theirs, "third")
    assert (again.added, again.unchanged, again.vanished) == (0, 3, ())


def test_what_has_an_id_of_its_own_goes_on_as_it_began(tmp_path: Path, two: SessionFactory) -> None:
    take(two, tmp_path, [{**club("4", "Choir"), "description": "Another town's."}], "third")
    report = take(two, tmp_path, [club("4", "Choir")], "third")
    assert (report.changed, report.vanished) == (1, ())
    assert owners_of(two) == {**OWNERS, "third:4": "third"}


def test_a_file_leaves_a_live_feed_its_address(tmp_path: Path, two: SessionFactory) -> None:
    live = "https://directory.example.org/open-referral/v3"
    with two.begin() as session:
        sources.put_source(session, SourceSpec("first", live, refresh_hours=24))
        sources.set_source(session, "first", {"shape": "v3 each"})
    assert bring_back(two, tmp_path, export_of(two)).source_id == "first"
    with two() as session:
        source = sources.get_source(session, "first")
        assert source is not None
        assert (source.address, source.shape, source.refresh_hours) == (live, "v3 each", 24)
