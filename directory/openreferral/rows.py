"""The entries of a feed file, whichever envelope, version or table they come in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from directory.exceptions import FeedUnreadable
from directory.openreferral.encodings import decoded
from directory.openreferral.json_page import FeedRow, Page, read_page
from directory.openreferral.tables import is_tabular, open_tables
from directory.openreferral.tabular import assemble

__all__ = ["FeedRow", "Gathered", "read_feed_file", "read_rows", "rows_of", "shape_of"]

MOST_BYTES = 300_000_000  # of one file: six times the largest feed known, and still readable here


@dataclass(frozen=True)
class Gathered:
    """Everything a source had to give. `complete`: what is not here, the source no longer lists."""

    rows: list[FeedRow]
    complete: bool
    shape: str
    notes: tuple[str, ...] = ()


def read_feed_file(path: Path) -> Gathered:
    """All entries of a file, folder or zip; FeedUnreadable, with one sentence, when it is no feed."""
    if pages := pages_in_folder(path):
        return gathered_pages(path, pages)
    if is_tabular(path):
        tables = open_tables(path)
        rows, notes = assemble(tables)
        return Gathered(rows, True, "tabular", (*tables.notes, *notes))
    page, said = _read(path)
    return _gathered(path, page.rows, said, complete=is_whole(page))


def pages_in_folder(path: Path) -> list[Path]:
    """The JSON files of a folder that was filled page by page, page 2 before page 10; none beside tables."""
    try:
        files = [each for each in path.iterdir() if each.is_file()] if path.is_dir() else []
    except OSError:  # who opens it next says so
        return []
    if any(each.suffix.lower() == ".csv" or each.name.lower() == "datapackage.json" for each in files):
        return []
    pages = [each for each in files if each.suffix.lower() == ".json"]
    return sorted(pages, key=lambda each: [part.zfill(9) for part in re.split(r"(\d+)", each.name)])


def gathered_pages(folder: Path, pages: list[Path]) -> Gathered:
    """The entries of all pages; whole where they are as many as the envelopes say that there are."""
    if sum(each.stat().st_size for each in pages) > MOST_BYTES:
        raise FeedUnreadable(f"{folder.name} is larger than {MOST_BYTES // 1_000_000} MB: no feed is.")
    read = [_read(each) for each in pages]
    # Lines are those of a page: in the whole they would mislead.
    values = (row.value for page, _ in read for row in page.rows)
    rows = [FeedRow(position, 0, value) for position, value in enumerate(values, start=1)]
    totals = [count_in(page.about, "total_items", "totalElements") for page, _ in read]
    # A page that was kept twice is no second page.
    distinct = {str(row.value.get("id")) if isinstance(row.value, dict) else row.position for row in rows}
    complete = len(distinct) >= max(filter(None, totals), default=0) and (
        any(totals) or all(is_whole(page) for page, _ in read)
    )
    return _gathered(folder, rows, [note for _, notes in read for note in notes], complete=complete)


def _read(path: Path) -> tuple[Page, list[str]]:
    text, note = decoded(_bytes(path), path.name)
    return read_page(text, path.name), [note] if note else []


def _gathered(path: Path, rows: list[FeedRow], notes: list[str], *, complete: bool) -> Gathered:
    part = [] if complete else [f"{path.name} is a part of a feed: what it leaves out stays as it is."]
    return Gathered(rows, complete, shape_of(rows), (*notes, *part))


def read_rows(path: Path) -> list[FeedRow]:
    """The entries alone."""
    return read_feed_file(path).rows


def rows_of(values: list[dict[str, Any]]) -> list[FeedRow]:
    """Entries that were never in a file, such as the demonstration's."""
    return [FeedRow(position, 0, value) for position, value in enumerate(values, start=1)]


def is_whole(page: Page) -> bool:
    """Whether a document by itself is all its source has: not one service, nor one page of several."""
    total = count_in(page.about, "total_items", "totalElements")
    is_one_of_several = (pages_in_all(page.about) or 1) > 1 or (total or 0) > len(page.rows)
    return not (page.alone or is_one_of_several or _says_more_follows(page.about))


def pages_in_all(about: Mapping[str, Any]) -> int | None:
    """How many pages an envelope says there are; None where it does not say."""
    return count_in(about, "total_pages", "totalPages")


def count_in(about: Mapping[str, Any], *keys: str) -> int | None:
    """The first whole number under these keys, also when written as text."""
    for key in keys:
        value = about.get(key)
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def _says_more_follows(about: Mapping[str, Any]) -> bool:
    return any(about.get(key) is False for key in ("last_page", "last", "first_page", "first"))


def shape_of(rows: list[FeedRow]) -> str:
    """Which dialect the first entries speak: v3, v1 (and 2), or Outpost's."""
    keys = {key for row in rows[:20] if isinstance(row.value, dict) for key in row.value}
    if "locations" in keys and keys & {"organisation", "min_age", "send_needs"}:
        return "outpost"
    own_to_v1 = {
        "service_taxonomys",
        "regular_schedules",
        "eligibilitys",
        "attending_type",
        "deliverable_type",
    }
    return "v1" if keys & own_to_v1 else "v3"


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FeedUnreadable(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: no feed is.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "it failed").lower()
        raise FeedUnreadable(f"{path.name} cannot be read: {why}.") from None
