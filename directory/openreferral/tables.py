"""The tables of a tabular feed: a folder, a .zip or one .csv of HSDS 3.0 tables, as rows of plain text."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from directory.exceptions import FeedUnreadable
from directory.openreferral.encodings import decoded
from directory.openreferral.zipped import MOST_BYTES, unzipped

# File names of the datapackage, and the singular that some exports use.
TABLES = {
    "organization": ("organizations", "organization"),
    "service": ("services", "service"),
    "service_at_location": ("service_at_location", "service_at_locations"),
    "location": ("locations", "location"),
    "address": ("addresses", "address"),
    "phone": ("phones", "phone"),
    "contact": ("contacts", "contact"),
    "schedule": ("schedules", "schedule"),
    "service_area": ("service_areas", "service_area"),
    "language": ("languages", "language"),
    "accessibility": ("accessibility", "accessibilities"),
    "cost_option": ("cost_options", "cost_option"),
    "attribute": ("attributes", "attribute"),
    "taxonomy": ("taxonomies", "taxonomy"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term"),
}
LONGEST_FIELD = 5_000_000  # characters; what is longer is no field but a broken quotation mark
SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class TableRow:
    """One line of a table: the line it starts on, and its filled-in cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Tables:
    """The tables that were found, by HSDS name, and what there is to say about them."""

    rows: Mapping[str, list[TableRow]]
    notes: tuple[str, ...]


def is_tabular(path: Path) -> bool:
    """Whether this is a folder, zip or CSV rather than JSON."""
    if path.is_dir() or path.suffix.lower() == ".csv":
        return True
    try:
        with path.open("rb") as opened:
            return opened.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except (OSError, ValueError):
        return False


def open_tables(path: Path) -> Tables:
    """All tables there; FeedUnreadable where there is none of services, or one cannot be read."""
    return tables_of(_files(path), path.name)


def tables_of(files: Mapping[str, bytes], name: str) -> Tables:
    """The tables in files that were read already; `name` is what to call them together."""
    named = _named(files)
    if "service" not in named:
        raise FeedUnreadable(f"{name} cannot be read: it holds no services.csv, and is no JSON either.")
    notes: list[str] = []
    rows = {}
    for table, file in named.items():
        text, note = decoded(files[file], file)
        notes += [note] if note else []
        rows[table] = list(_rows(text, file))
    return Tables(rows, tuple(notes))


def tables_in_zip(data: bytes, name: str) -> dict[str, bytes]:
    """The files of a zip that may matter, by name without folders."""
    return unzipped(data, name, (".csv", ".json"))


def _files(path: Path) -> dict[str, bytes]:
    try:
        if path.is_dir() or path.suffix.lower() == ".csv":
            return _in_folder(path if path.is_dir() else path.parent, only=None if path.is_dir() else path)
        if path.stat().st_size > MOST_BYTES:
            raise FeedUnreadable(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB: no feed is.")
        return tables_in_zip(path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "it failed").lower()
        raise FeedUnreadable(f"{path.name} cannot be read: {why}.") from None


def _in_folder(folder: Path, only: Path | None) -> dict[str, bytes]:
    """The folder's tables. One .csv that is no datapackage's services.csv is read without its neighbours."""
    if only is not None and only.stem.lower() not in TABLES["service"]:
        return {"services.csv": only.read_bytes()}
    found = sorted(each for each in folder.iterdir() if each.suffix.lower() in (".csv", ".json"))
    wanted = [
        each for each in found if each.is_file() and (each.suffix.lower() == ".csv" or _is_package(each.name))
    ]
    if sum(each.stat().st_size for each in wanted) > MOST_BYTES:
        raise FeedUnreadable(f"{folder.name} is larger than {MOST_BYTES // 1_000_000} MB: no feed is.")
    return {each.name: each.read_bytes() for each in wanted}


def _is_package(name: str) -> bool:
    return name.lower() == "datapackage.json"


def _named(files: Mapping[str, bytes]) -> dict[str, str]:
    """HSDS table to file: as the datapackage says where there is one, else by the usual names."""
    by_name = {name.lower(): name for name in files}
    packaged = _packaged(files.get(by_name.get("datapackage.json", ""), b""))
    named: dict[str, str] = {}
    for table, usual in TABLES.items():
        for stem in (packaged.get(table, ""), *usual):
            found = by_name.get(stem.lower().removesuffix(".csv") + ".csv")
            if found:
                named[table] = found
                break
    return named


def _packaged(data: bytes) -> dict[str, str]:
    """Resource name to file name. Folders in its paths are not followed: every file lies beside it."""
    try:
        resources = json.loads(data.decode("utf-8-sig")).get("resources") or []
        pairs = [(each.get("name"), each.get("path")) for each in resources]
    except (ValueError, AttributeError, RecursionError):
        return {}
    return {
        name: PurePosixPath(path).name
        for name, path in pairs
        if isinstance(name, str) and isinstance(path, str)
    }


def _rows(text: str, file: str) -> Iterator[TableRow]:
    # The reader's own limit is a tenth of a megabyte, and one for the whole program.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        header = [name.strip().strip("\ufeff").lower() for name in next(reader, [])]
        line = reader.line_num + 1
        for values in reader:
            cells = {
                name: value for name, value in zip(header, values, strict=False) if name and value.strip()
            }
            if cells:
                yield TableRow(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        raise FeedUnreadable(
            f"{file} is no sound CSV: it goes wrong at line {reader.line_num};"
            " perhaps a quotation mark is missing."
        ) from None


def _separator(text: str) -> str:
    """What stands between the columns: spreadsheets of other languages write semicolons."""
    first = text[: text.find("\n")] if "\n" in text else text
    return max(SEPARATORS, key=first.count) if any(mark in first for mark in SEPARATORS) else ","
