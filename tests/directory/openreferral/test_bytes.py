"""Files as they come: every encoding that councils' programs write, cut, mixed and mislabelled."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.exceptions import FeedUnreadable
from directory.openreferral.encodings import decoded
from directory.openreferral.feed import read_feed
from directory.openreferral.rows import read_feed_file, rows_of
from tests.directory.feeds import v3_service, write_feed

NAME = "Zoë’s café – £2 a visit"
FEED = json.dumps([v3_service(name=NAME)], ensure_ascii=False)


def names(path: Path) -> list[Any]:
    return [record.service["name"] for record in read_feed(read_feed_file(path).rows).records]


@pytest.mark.parametrize(
    ("codec", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
        ("utf-32", "UTF-32"),
        ("cp1252", "read as cp1252"),
    ],
)
def test_any_encoding_is_read_and_said(tmp_path: Path, codec: str, note: str | None) -> None:
    path = write_feed(tmp_path, FEED.encode(codec))
    assert names(path) == [NAME]
    notes = read_feed_file(path).notes
    assert notes == () if note is None else note in notes[0]


def test_a_few_broken_letters_do_not_spoil_the_others(tmp_path: Path) -> None:
    whole = FEED.replace("a visit", "a visit, crèche, entrée, naïve").encode()
    path = write_feed(tmp_path, whole.replace("ï".encode(), b"\xef"))
    assert names(path) == ["Zoë’s café – £2 a visit, crèche, entrée, na\ufffdve"]
    assert "1 letters that are not sound UTF-8" in read_feed_file(path).notes[0]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x00", b"\xff\xfe\x00\xd8\x00\xd8[", bytes(range(256))]
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FeedUnreadable) as refusal:
        read_feed_file(write_feed(tmp_path, data))
    assert str(refusal.value).startswith("feed.json ") and "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "Caf\u00c3\u00a9 it\u00e2\u20ac\u2122s \u00c2\u00a35",
            "Café it’s £5",
        ),  # UTF-8 read as Windows' letters
        ("it\x92s open \x96 now", "it’s open – now"),  # Windows' letters read as Latin-1
        ("Café, £5, naïve, Ångström, Zażółć", "Café, £5, naïve, Ångström, Zażółć"),
    ],
)
def test_letters_that_were_coded_twice(written: str, expected: str) -> None:
    record = read_feed(rows_of([v3_service(name=written)])).records[0]
    assert record.service["name"] == expected


def test_every_cut_of_a_page_is_refused_whole(tmp_path: Path) -> None:
    page = json.dumps({"total_items": 2, "contents": [v3_service("a"), v3_service("b")], "last_page": True})
    for cut in range(1, len(page), 61):
        with pytest.raises(FeedUnreadable, match="not complete JSON"):
            read_feed_file(write_feed(tmp_path, page[:cut]))


@pytest.mark.parametrize(
    "text",
    [
        "[1 2]",
        "[1,]",
        "[,1]",
        '{"a" 1}',
        '{"a": 1,}',
        "{1: 2}",
        '{"contents": [] "x": 1}',
        "[]]",
        "{}{}",
        "[\ud800",
    ],
)
def test_what_is_nearly_json(tmp_path: Path, text: str) -> None:
    with pytest.raises(FeedUnreadable, match="JSON"):
        read_feed_file(write_feed(tmp_path, text.encode("utf-8", "surrogatepass")))


def test_of_a_key_given_twice_the_last_counts(tmp_path: Path) -> None:
    path = write_feed(
        tmp_path, '{"contents": [{"id": "a", "name": "A"}], "contents": [{"id": "b", "name": "B"}]}'
    )
    assert names(path) == ["B"]


def test_lines_are_counted_in_an_envelope_too(tmp_path: Path) -> None:
    path = write_feed(tmp_path, '{\n"total_items": 2,\n"contents": [\n{"id": "a"},\n\n{"id": "b"}]}')
    assert [row.line for row in read_feed_file(path).rows] == [4, 6]


def test_a_large_text_in_the_wrong_encoding_is_quick() -> None:
    data = ("x" * 1000 + "é\n").encode("cp1252") * 20_000
    text, note = decoded(data, "big.json")
    assert len(text) == len(data) and note is not None


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=120) | st.text(alphabet='[]{}",:0123456789.eE+-ntf\\u \n', max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    readable_or_refused(write_feed(tmp_path_factory.mktemp("any"), data))


@settings(max_examples=200, deadline=None)
@given(
    st.binary(min_size=1, max_size=8), st.integers(0, 4000), st.sampled_from(["utf-8", "utf-16", "cp1252"])
)
def test_a_feed_damaged_anywhere_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int, codec: str
) -> None:
    whole = json.dumps({"contents": [v3_service("a"), v3_service("b", name=NAME)]}, ensure_ascii=False)
    data = whole.encode(codec)
    at %= len(data)
    readable_or_refused(
        write_feed(tmp_path_factory.mktemp("any"), data[:at] + damage + data[at + len(damage) :])
    )


def readable_or_refused(path: Path) -> None:
    try:
        gathered = read_feed_file(path)
    except FeedUnreadable as refusal:
        assert "\n" not in str(refusal) and str(refusal).startswith("feed.json")
        return
    feed = read_feed(gathered.rows)
    assert len(feed.records) + len(feed.rejected) == len(gathered.rows)
