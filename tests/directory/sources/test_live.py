"""A live API read whole, whichever version it speaks and however it pages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from directory.database import SessionFactory
from directory.sources.manners import Manners
from tests.directory.feeds import v1_service, v3_service
from tests.directory.sources.conftest import Import
from tests.directory.sources.council import Asked, Directory, Reply, as_json, council, v1_page

CLUBS = [v3_service(f"s{n}", name=f"Club {n}") for n in range(23)]


def test_it_works(take: Import, shown: Any) -> None:
    with council(Directory(CLUBS, base="/or")) as server:
        report = take(f"{server.url}/or")
        assert (report.added, report.rejected, report.notes) == (23, (), ())
        assert shown()["s7"].phones == ("01632 960123", "01632 960124")
        again = take(f"{server.url}/or/services")
    assert (again.added, again.changed, again.unchanged, again.vanished) == (0, 0, 23, ())
    assert all(each.headers["User-Agent"].startswith("Signpost") for each in server.asked)


@pytest.mark.parametrize("most", [3, 10, 23, 100])
def test_pages_of_any_size(take: Import, most: int) -> None:
    with council(Directory(CLUBS, most=most)) as server:
        assert take(f"{server.url}/services").added == 23


def test_version_1_and_its_pages(take: Import, shown: Any) -> None:
    rows = [v1_service(str(n)) for n in range(12)]
    with council(Directory(rows, page=v1_page, most=5)) as server:
        assert take(server.url).added == 12
    assert shown()["3"].max_age is None and shown()["3"].min_age == 18


def test_pages_that_are_counted_from_nought(take: Import) -> None:
    def page(rows: list[Any], number: int, size: int) -> Any:
        found: Any = v1_page(rows, number + 1, size)
        return {**found, "number": number}

    def from_nought(asked: Asked) -> Reply:
        number = int(asked.query.get("page", 0))
        return as_json(page(CLUBS, number, 5)) if asked.path == "/services" else as_json({}, 404)

    with council(from_nought) as server:
        assert take(f"{server.url}/services").added == 23


def test_a_bare_list_that_ignores_page_numbers(take: Import) -> None:
    with council(lambda asked: as_json(CLUBS)) as server:
        report = take(f"{server.url}/services")
    assert (report.added, report.notes) == (23, ())


def test_an_outpost_page_after_page(take: Import, shown: Any, buckinghamshire: Path) -> None:
    rows = json.loads(buckinghamshire.read_text("utf-8"))["content"]
    with council(Directory(rows, base="/api/v1", page=v1_page, most=7)) as server:
        assert take(f"{server.url}/api/v1/services").added == 20
        assert not [path for path in server.paths() if re.search(r"services/\d", path)]
    assert shown()["1"].points == ((51.811001, -0.790659),)


def test_a_short_list_is_filled_from_each_service(take: Import, shown: Any) -> None:
    with council(Directory(CLUBS, short=True)) as server:
        report = take(server.url)
    assert report.added == 23
    assert shown()["s9"].opening == ("Tuesday, 12pm to 2:30pm",)
    assert server.at_once <= 2


def test_north_lincolnshire_page_by_page_and_one_by_one(
    take: Import, shown: Any, north_lincolnshire: Path
) -> None:
    rows = json.loads(north_lincolnshire.read_text("utf-8"))
    patient = {"answer_within": Manners.answer_within, "whole_within": Manners.whole_within}
    with council(Directory(rows, page=v1_page, short=True)) as server:
        report = take(
            server.url, patient
        )  # in haste, a page that a busy machine gives late is asked for again
    assert (report.added, report.rejected) == (738, ())
    assert {each.id for each in shown().values()} == {row["id"] for row in rows}
    assert all(each.assured_date and each.last_modified for each in shown().values())
    assert sum("/services/" in path for path in server.paths()) == 738


def test_one_service_whose_own_page_fails_stays_as_it_was(take: Import, shown: Any) -> None:
    whole = Directory(CLUBS, short=True)
    with council(whole) as server:
        take(server.url)
        server.answer = lambda asked: Reply(status=404) if asked.path.endswith("/s5") else whole(asked)
        report = take(server.url)
    assert [bad.reason for bad in report.rejected] == [
        "its own page could not be had: 127.0.0.1 answers with error 404."
    ]
    assert (report.unchanged, report.vanished) == (22, ())
    assert shown()["s5"].phones and shown()["s5"].vanished_at is None


def test_a_source_without_pages_for_each_service_is_used_as_it_is(take: Import, shown: Any) -> None:
    def list_alone(asked: Asked) -> Reply:
        return Directory(CLUBS, short=True)(asked) if asked.path == "/services" else Reply(status=404)

    with council(list_alone) as server:
        report = take(server.url)
    assert report.added == 23 and "no page for each service" in report.notes[0]


def test_detail_that_was_there_is_not_overwritten_by_its_absence(take: Import, shown: Any) -> None:
    whole = Directory(CLUBS, short=True)
    with council(whole) as server:
        take(server.url)
        server.answer = lambda asked: whole(asked) if asked.path == "/services" else Reply(status=404)
        with pytest.raises(Exception, match="no longer gives its services one by one"):
            take(server.url)
    assert shown()["s3"].phones


def test_a_zip_of_tables_at_an_address(take: Import, shown: Any, zipped_tables: bytes) -> None:
    with council(lambda asked: Reply(zipped_tables, headers={"ETag": '"1"'})) as server:
        assert take(f"{server.url}/export.zip").added == 1
        assert take(f"{server.url}/export.zip").unchanged == 1
    assert server.asked[-1].headers["If-None-Match"] == '"1"'


def test_only_what_changed_is_asked_for_again(take: Import, shown: Any) -> None:
    versions = {row["id"]: 1 for row in CLUBS}
    rows = [dict(row) for row in CLUBS]
    sent: list[str] = []

    def with_versions(asked: Asked) -> Reply:
        reply = Directory(rows, short=True)(asked)
        own = asked.path.rpartition("/")[2]
        tag = f'"{versions[own]}"' if own in versions else None
        if tag and asked.headers.get("If-None-Match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        sent.append(own)
        return Reply(reply.body, reply.status, {**reply.headers, **({"ETag": tag} if tag else {})})

    with council(with_versions) as server:
        take(server.url)
        sent.clear()
        rows[4]["name"], versions["s4"] = "A new name", 2
        report = take(server.url)
    assert (report.changed, report.unchanged) == (1, 22)
    assert [own for own in sent if own.startswith("s") and own != "services"] == ["s4"]
    assert shown()["s4"].name == "A new name"


def test_the_run_leaves_nothing_of_itself(take: Import, tmp_path: Path, sessions: SessionFactory) -> None:
    with council(Directory(CLUBS)) as server:
        take(server.url)
    left = sorted(path.relative_to(tmp_path / "feeds").as_posix() for path in (tmp_path / "feeds").rglob("*"))
    assert left == ["council", "council/cache", "council/lock"]
