"""Reads our spreadsheets back: the cells of each sheet by name, numbers as numbers (ECMA-376)."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Value = str | float
Sheet = list[dict[int, Value]]


def sheets(written: bytes) -> dict[str, Sheet]:
    """Every sheet: a list of rows, each a value by the place of its column."""
    with zipfile.ZipFile(BytesIO(written)) as book:
        shared = _shared(book)
        names = [each.attrib["name"] for each in _tree(book, "xl/workbook.xml").iter(f"{_MAIN}sheet")]
        return {
            name: _rows(_tree(book, f"xl/worksheets/sheet{number}.xml"), shared)
            for number, name in enumerate(names, 1)
        }


def text(written: bytes) -> str:
    """Everything that stands in a spreadsheet."""
    return " ".join(
        str(value) for sheet in sheets(written).values() for row in sheet for value in row.values()
    )


def formulas(written: bytes) -> int:
    """How many cells would be reckoned by the program that opens it."""
    with zipfile.ZipFile(BytesIO(written)) as book:
        return sum(book.read(name).count(b"<f>") for name in book.namelist() if "worksheets/" in name)


def _tree(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))  # noqa: S314 - written by ourselves a moment ago


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    entries = _tree(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
    return ["".join(part.text or "" for part in entry.iter(f"{_MAIN}t")) for entry in entries]


def _rows(sheet: ElementTree.Element, shared: list[str]) -> Sheet:
    found: Sheet = []
    for row in sheet.iter(f"{_MAIN}row"):
        cells: dict[int, Value] = {}
        for cell in row.iter(f"{_MAIN}c"):
            value = cell.find(f"{_MAIN}v")
            if value is not None and value.text is not None:
                text_of = cell.attrib.get("t") == "s"
                cells[_column(cell.attrib["r"])] = shared[int(value.text)] if text_of else float(value.text)
        found.append(cells)
    return found


def _column(reference: str) -> int:
    place = 0
    for letter in re.sub(r"\d", "", reference):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
