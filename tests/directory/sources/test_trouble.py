"""Sources that misbehave: one clear sentence, and the directory as it was."""

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.database import SessionFactory
from directory.exceptions import DirectoryError, FeedUnreadable, StoreError
from directory.queries import sources
from directory.sources.answers import SourceBusy, SourceFailed
from tests.directory.feeds import v3_service
from tests.directory.sources.conftest import Import
from tests.directory.sources.council import Asked, Directory, Reply, as_json, council, v3_page

CLUBS = [v3_service(f"s{n}", name=f"Club {n}") for n in range(12)]
WEB_PAGE = b"<!doctype html><html><body>We are sorry, something went wrong.</body></html>"


def always(reply: Reply) -> Callable[[Asked], Reply]:
    return lambda asked: reply


def packed(body: bytes, how: str) -> Reply:
    return Reply(body, headers={"Content-Encoding": how})


def from_page_2(broken: Callable[[Asked], Reply]) -> Callable[[Asked], Reply]:
    """A source whose first page is sound."""
    return lambda asked: broken(asked) if asked.query.get("page") == "2" else Directory(CLUBS, most=5)(asked)


def looping(asked: Asked) -> Reply:
    return as_json({**v3_page(CLUBS, 1, 5), "total_items": 40, "total_pages": 8, "last_page": False})


def endless(asked: Asked) -> Reply:
    page = int(asked.query.get("page", 1))
    return as_json({"last_page": False, "total_pages": page + 1, "contents": [v3_service(f"p{page}")]})


TROUBLE: list[tuple[str, Callable[[Asked], Reply], str]] = [
    ("an error page with 200", always(Reply(WEB_PAGE, headers={"Content-Type": "text/html"})), "web page"),
    ("an error in JSON with 200", always(as_json({"error": "database down"})), "not a list of services"),
    ("half its JSON", always(Reply(json.dumps(CLUBS).encode()[:-40])), "not complete JSON"),
    ("nothing", always(Reply(b"")), "is empty"),
    ("an empty list", always(as_json([])), "lists no services"),
    ("error 500", always(Reply(status=500)), "answers with error 500"),
    ("error 404", always(Reply(status=404)), "answers with error 404"),
    ("a broken second page", from_page_2(always(Reply(WEB_PAGE))), "web page"),
    ("error 500 on its second page", from_page_2(always(Reply(status=500))), "error 500"),
    ("a connection that breaks off", always(Reply(b"[" * 900, cut=40)), "broke off"),
    ("the same page for ever", looping, "round in circles"),
    ("pages without end", endless, "more than 9 pages"),
    ("a redirect to itself", always(Reply(status=302, headers={"Location": "/services"})), "without end"),
    (
        "a redirect to a file",
        always(Reply(status=302, headers={"Location": "file:///etc/hosts"})),
        "not followed",
    ),
    (
        "a redirect to nowhere",
        always(Reply(status=301, headers={"Location": "http://[::1"})),
        "broke off",
    ),
    ("more than anybody needs", always(Reply(b" " * 2_100_000)), "more than 2 MB"),
    ("a bomb in gzip", always(packed(gzip.compress(b" " * 40_000_000), "gzip")), "more than 2 MB"),
    ("a packing that was not asked for", always(packed(b"[]", "br")), "packs its answers"),
    ("a damaged packing", always(packed(b"no gzip at all", "gzip")), "broke off"),
    ("control characters in its status", always(Reply(b"\x00\x01\x02")), "is not"),
]


@pytest.mark.parametrize(
    ("answer", "words"), [each[1:] for each in TROUBLE], ids=[each[0] for each in TROUBLE]
)
def test_a_source_in_trouble(
    take: Import, shown: Any, sessions: SessionFactory, answer: Callable[[Asked], Reply], words: str
) -> None:
    with council(Directory(CLUBS)) as server:
        take(server.url)
        before = shown()
        server.answer = answer
        with pytest.raises(DirectoryError, match=words) as refusal:
            take(f"{server.url}/services", {"most_pages": 9})
    assert "\n" not in str(refusal.value) and str(refusal.value).endswith(".")
    assert shown() == before
    with sessions() as session:
        run = sources.runs(session, "council", 1)[0]
    assert run.outcome in ("failed", "refused") and run.sentence == str(refusal.value)


def test_a_source_that_stalls(take: Import, shown: Any) -> None:
    def stall(asked: Asked) -> Reply:
        time.sleep(1.2)
        return as_json(CLUBS)

    with council(stall) as server, pytest.raises(SourceBusy, match="did not answer within 0.2 seconds"):
        take(f"{server.url}/services", {"answer_within": 0.2, "attempts": 2})
    assert len(server.asked) == 2
    assert shown() == {}


def test_a_source_that_trickles(take: Import) -> None:
    body = json.dumps(CLUBS).encode()
    with council(always(Reply(body, trickle=0.02))) as server:
        with pytest.raises(SourceBusy, match="did not send its answer within"):
            take(f"{server.url}/services", {"whole_within": 0.3, "attempts": 1})


def test_nobody_there(take: Import) -> None:
    with council(always(Reply())) as server:
        address = server.url
    with pytest.raises(SourceBusy, match="could not be reached"):
        take(address)


def test_a_failure_now_and_then_is_asked_again(take: Import) -> None:
    failed: set[str] = set()

    def now_and_then(asked: Asked) -> Reply:
        key = f"{asked.path}?{asked.query}"
        if key not in failed:
            failed.add(key)
            return Reply(status=503)
        return Directory(CLUBS, most=5, short=True)(asked)

    with council(now_and_then) as server:
        assert take(f"{server.url}/services").added == 12


def test_it_waits_as_long_as_it_is_asked(take: Import) -> None:
    replies = iter([Reply(status=429, headers={"Retry-After": "1"})])

    def busy_once(asked: Asked) -> Reply:
        return next(replies, None) or as_json(CLUBS)

    with council(busy_once) as server:
        assert take(f"{server.url}/services", {"longest_wait": 5}).added == 12
    assert server.times[1] - server.times[0] >= 1.0


def test_it_does_not_wait_for_hours(take: Import) -> None:
    with council(always(Reply(status=503, headers={"Retry-After": "86400"}))) as server:
        with pytest.raises(SourceBusy, match="try again later"):
            take(f"{server.url}/services")
    assert len(server.asked) == 1


def test_requests_keep_their_distance(take: Import) -> None:
    with council(Directory(CLUBS, short=True)) as server:
        take(server.url, {"gap": 0.05})
    pauses = [after - before for before, after in zip(server.times, server.times[1:], strict=False)]
    assert sum(pauses) >= 0.05 * len(pauses) * 0.9


def test_many_services_in_a_row_that_fail_end_the_run(take: Import, shown: Any) -> None:
    rows = [v3_service(f"s{n:02}", name=f"Club {n}") for n in range(12)]

    def failing(asked: Asked) -> Reply:
        return Reply(status=500) if asked.path >= "/services/s04" else Directory(rows, short=True)(asked)

    with council(failing) as server, pytest.raises(SourceFailed, match="one after the other"):
        take(f"{server.url}/services", {"attempts": 1, "connections": 1})
    assert shown() == {}


def test_fewer_services_than_promised_mark_none_as_vanished(take: Import, shown: Any) -> None:
    with council(Directory(CLUBS)) as server:
        take(server.url)
        short = {**v3_page(CLUBS[:8], 1, 50), "total_items": 12}
        server.answer = always(as_json(short))
        report = take(f"{server.url}/services")
    assert report.vanished == () and "12 services, but 8 came" in report.notes[0]
    assert all(found.vanished_at is None for found in shown().values())


def test_a_list_that_moves_while_it_is_read_marks_none_as_vanished(take: Import, shown: Any) -> None:
    """One new service on page 1 pushes the last of it on to page 2, and the last of all off the end."""
    with council(Directory(CLUBS, most=5)) as server:
        take(server.url)
        moved = [v3_service("new", name="New"), *CLUBS]

        def moving(asked: Asked) -> Reply:
            page = int(asked.query.get("page", 1))
            envelope = v3_page(CLUBS if page == 1 else moved, page, 5)
            return as_json(
                {**envelope, "total_items": 12, "total_pages": 3, "contents": envelope["contents"][:5]}
            )

        def cut(asked: Asked) -> Reply:
            reply = moving(asked)
            page = json.loads(reply.body)
            page["contents"] = [row for row in page["contents"] if row["id"] != "s11"] + (
                [v3_service("other", name="Other")] if page["last_page"] else []
            )
            return as_json(page)

        server.answer = cut
        report = take(f"{server.url}/services")
    assert report.vanished == () and "changed while it was read" in report.notes[0]
    assert shown()["s11"].vanished_at is None


@pytest.mark.parametrize("address", ["http://", "https://:80/x", "http://[::1", "http://u:p@example.org/"])
def test_an_address_that_is_none(take: Import, address: str) -> None:
    with pytest.raises(FeedUnreadable):
        take(address)


def test_two_at_once_are_told_to_wait(take: Import, tmp_path: Path) -> None:
    problems: list[str] = []

    def meanwhile(asked: Asked) -> Reply:
        if not problems:
            problems.append("")
            try:
                take(server.url)
            except DirectoryError as problem:
                problems[0] = str(problem)
        return as_json(CLUBS)

    with council(meanwhile) as server:
        assert take(f"{server.url}/services", {"answer_within": 5}).added == 12
    assert "Another import of council is going on" in problems[0]


def test_a_disk_that_takes_nothing_is_one_sentence(take: Import, tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("in the way")
    with council(Directory(CLUBS)) as server, pytest.raises(StoreError, match="cannot be kept in VAR_DIR"):
        take(server.url)
    assert server.asked == []
