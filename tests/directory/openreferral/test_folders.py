"""A folder of JSON pages is one feed: whole where every entry is there, a part of one where not."""

import json
from pathlib import Path
from typing import Any

import pytest

from directory.exceptions import FeedUnreadable
from directory.openreferral.rows import read_feed_file


def paged(folder: Path, pages: list[Any]) -> Path:
    place = folder / "pages"
    place.mkdir()
    for number, page in enumerate(pages, start=1):
        (place / f"page{number}.json").write_text(json.dumps(page))
    (place / "README.txt").write_text("Not a page.")
    return place


def page_of(*names: str, total: int) -> dict[str, Any]:
    return {"totalElements": total, "content": [{"id": name, "name": name} for name in names]}


def test_pages_are_read_in_their_order_as_one_feed(tmp_path: Path) -> None:
    folder = paged(tmp_path, [page_of(f"s{number}", total=11) for number in range(1, 12)])
    read = read_feed_file(folder)
    assert [row.value["id"] for row in read.rows] == [f"s{number}" for number in range(1, 12)]
    assert [row.position for row in read.rows] == list(range(1, 12))
    assert (read.complete, read.notes) == (True, ())


def test_where_a_page_is_missing_nothing_has_vanished(tmp_path: Path) -> None:
    kept_twice = page_of("a", "b", total=4)
    read = read_feed_file(paged(tmp_path, [kept_twice, kept_twice]))
    assert not read.complete
    assert read.notes == ("pages is a part of a feed: what it leaves out stays as it is.",)


@pytest.mark.parametrize(
    ("pages", "complete"), [([[{"id": "a", "name": "A"}], []], True), ([{"id": "a", "name": "A"}], False)]
)
def test_without_a_number_each_page_says_whether_it_is_all(
    tmp_path: Path, pages: list[Any], complete: bool
) -> None:
    assert read_feed_file(paged(tmp_path, pages)).complete is complete


def test_one_bad_page_spoils_the_whole(tmp_path: Path) -> None:
    folder = paged(tmp_path, [page_of("a", total=2), page_of("b", total=2)])
    (folder / "page2.json").write_text('{"content": [{')
    with pytest.raises(FeedUnreadable, match=r"page2\.json is not complete JSON"):
        read_feed_file(folder)


def test_a_folder_without_pages_or_tables_is_no_feed(tmp_path: Path) -> None:
    with pytest.raises(FeedUnreadable, match="holds no services.csv"):
        read_feed_file(paged(tmp_path, []))


def test_buckinghamshire_as_it_was_fetched(buckinghamshire: Path) -> None:
    read = read_feed_file(buckinghamshire.parent)
    assert (len(read.rows), read.shape, read.complete) == (20, "outpost", False)
