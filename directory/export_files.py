"""The whole open data as one file: bytes that are the same as long as the directory is."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from directory.exceptions import ExportFailed
from directory.exporting.asked import Asked
from directory.exporting.pages import page_v1, page_v3
from directory.exporting.tables import zipped_tables
from directory.exporting.values import Json
from directory.exporting.wanted import Part
from directory.publisher import Detail, Publisher

FORMATS = ("json", "csv", "v1")
ALL = Part(1, 10_000_000)  # one page that holds everything


def exported(publisher: Publisher, form: str) -> bytes:
    """Every published service: `json` and `v1` as one page of a list, `csv` as a .zip of tables."""
    if form == "v1":
        return _page(page_v1(publisher.services(Asked(), ALL, Detail.V1)), "content")
    page = publisher.services(Asked(), ALL, Detail.FULL)
    if form == "csv":
        return zipped_tables(page.items, publisher.taxonomies("", ALL).items)
    return _page(page_v3(page), "contents")


def write_whole(path: Path, content: bytes) -> None:
    """The file appears whole or not at all; ExportFailed where it cannot be written."""
    try:
        handle, unfinished = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(content)
            Path(unfinished).chmod(0o644)  # public facts, and the file of whoever asked for them
            Path(unfinished).replace(path)
        finally:
            Path(unfinished).unlink(missing_ok=True)
    except OSError as error:
        why = (error.strerror or "it failed").lower()
        raise ExportFailed(f"{path.name} cannot be written: {why}.") from None


def _page(page: Json, items: str) -> bytes:
    """The envelope, with a line for each service: what changed between two exports can be seen."""
    return "".join(_lines(page, items)).encode()


def _lines(page: Json, items: str) -> Iterator[str]:
    head = ",\n".join(f"{json.dumps(key)}: {json.dumps(page[key])}" for key in page if key != items)
    body = ",\n".join(json.dumps(each, ensure_ascii=False, allow_nan=False) for each in page[items])
    yield f"{{\n{head},\n{json.dumps(items)}: [\n{body}\n]\n}}\n"
