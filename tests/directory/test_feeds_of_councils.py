"""Real feeds come in whole, and rows of any shape at all are either a service or a reason why not."""

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.database import SessionFactory, open_engine, session_factory
from directory.importing import import_file
from directory.listings import load_listings
from directory.openreferral.feed import read_feed
from directory.openreferral.plain_text import plain_text
from directory.openreferral.rows import read_rows, rows_of
from tests.directory.feeds import v1_service, v3_service, write_feed
from tests.stores import Addresses


def test_north_lincolnshire_comes_in_whole(sessions: SessionFactory, north_lincolnshire: Path) -> None:
    ids = [entry["id"] for entry in json.loads(north_lincolnshire.read_text("utf-8"))]
    report = import_file(sessions, north_lincolnshire)
    assert (report.added, report.rejected) == (738, ())
    again = import_file(sessions, north_lincolnshire)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 738)
    with sessions() as session:
        listings = load_listings(session)
    assert sorted(found.id for found in listings) == sorted(ids)
    assert not [found.id for found in listings if "<p" in found.description or "&amp;" in found.description]
    assert all(found.assured_date and found.last_modified and found.organisation for found in listings)


def test_an_outpost_page_comes_in_whole(sessions: SessionFactory, buckinghamshire: Path) -> None:
    assert import_file(sessions, buckinghamshire).added == 20
    with sessions() as session:
        listings = {found.id: found for found in load_listings(session)}
    brownies = listings["1"]
    assert (brownies.min_age, brownies.max_age) == (5, 11)
    assert brownies.points == ((51.811001, -0.790659),)
    assert brownies.towns == ("Aylesbury",)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: rows,
        lambda rows: {"total_items": 2, "page_number": 1, "contents": rows},
        lambda rows: {"totalElements": 2, "content": rows},
        lambda rows: {"note": '"contents": [', "nested": {"contents": [1]}, "contents": rows},
    ],
)
def test_every_envelope_gives_the_same_rows(tmp_path: Path, wrap: Any) -> None:
    rows = [v3_service("a"), v1_service("b")]
    assert [row.value for row in read_rows(write_feed(tmp_path, wrap(rows)))] == rows


def test_one_service_by_itself(tmp_path: Path) -> None:
    assert [row.value["id"] for row in read_rows(write_feed(tmp_path, v3_service("only")))] == ["only"]


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    written = json.dumps([v3_service("a")]).encode("utf-8-sig")
    assert len(read_rows(write_feed(tmp_path, written))) == 1


def test_a_feed_cut_anywhere_is_refused_whole(tmp_path: Path) -> None:
    written = json.dumps([v3_service("a"), v3_service("b")])
    for cut in range(1, len(written), 97):
        with pytest.raises(Exception, match="not complete JSON"):
            read_rows(write_feed(tmp_path, written[:cut]))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": None}, "it has no id"),
        ({"id": ["a"]}, "its id is not a text or number of at most 200 characters"),
        ({"id": "x" * 201}, "its id is not a text or number of at most 200 characters"),
        ({"id": True}, "its id is not a text or number of at most 200 characters"),
        ({"name": "  <b> </b> "}, "it has no name"),
        ({"name": {"en": "Club"}}, "it has no name"),
        ({"status": "withdrawn"}, "its status is none of active, inactive, defunct, temporarily closed"),
        ({"organization": "Friends"}, "organization is not an object"),
        ({"schedules": "daily"}, "schedules is not a list of objects"),
        ({"phones": ["01632 960123"]}, "phones is not a list of objects"),
        ({"service_at_locations": [{"location": "hall"}]}, "location is not an object"),
    ],
)
def test_reasons(changes: dict[str, Any], reason: str) -> None:
    feed = read_feed(rows_of([v3_service(**changes) if "id" not in changes else {**v3_service(), **changes}]))
    assert [bad.reason for bad in feed.rejected] == [reason]


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>Tea</li><li>Cake</li></ul>", "- Tea\n- Cake"),
        ("Fish &amp; chips", "Fish & chips"),
        ("&lt;p&gt;Twice escaped&lt;/p&gt;", "Twice escaped"),
        ("<script>alert(1)</script>Safe", "Safe"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Safe", "Safe"),
        ("<img src=x onerror=alert(1)>Safe", "Safe"),
        ("Ages < 5 and > 80", "Ages < 5 and > 80"),
        ("Line one\r\nLine two", "Line one\nLine two"),
        ("Nul\x00 and \ud800 half", "Nul and ? half"),
    ],
)
def test_html_becomes_plain_text(given_html: str, expected: str) -> None:
    assert plain_text(given_html) == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(v3_service())), inner),
    max_leaves=8,
)
CHANGED = st.dictionaries(st.sampled_from([*v3_service(), *v1_service(), "locations", "taxonomies"]), JSON)


@settings(max_examples=80, deadline=None)
@given(changes=st.lists(CHANGED, max_size=4), fallback=st.sampled_from(string.ascii_letters))
def test_rows_of_any_shape_are_a_service_or_a_reason(changes: list[dict[str, Any]], fallback: str) -> None:
    entries: list[Any] = [{**v3_service(f"{fallback}{n}"), **row} for n, row in enumerate(changes)]
    feed = read_feed(rows_of(entries))
    assert len(feed.records) + len(feed.rejected) == len(entries)
    assert all(bad.reason for bad in feed.rejected)
    assert read_feed(rows_of(entries)) == feed
    assert [record.fingerprint() for record in feed.records] == [
        record.fingerprint() for record in read_feed(rows_of(entries)).records
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGED)
def test_whatever_is_read_can_be_stored(
    tmp_path_factory: pytest.TempPathFactory, addresses: Addresses, changes: Any
) -> None:
    folder = tmp_path_factory.mktemp("any")
    address = addresses.with_tables("directory", f"{folder.name}.sqlite3")
    sessions = session_factory(open_engine(address))
    entries = [{**v3_service(), **changes, "id": "odd"}, v3_service("even")]
    path = write_feed(folder, json.dumps(entries))
    first, second = import_file(sessions, path), import_file(sessions, path)
    assert first.added + len(first.rejected) == 2
    assert (second.added, second.changed) == (0, 0)
    sessions.kw["bind"].dispose()
