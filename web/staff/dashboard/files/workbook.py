"""A part of the dashboard as a spreadsheet: each table a sheet of real numbers, and what they mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from web.numbers.measures import MEASURES
from web.staff.dashboard.table import Cell, Part, Table, Unit
from web.words.book import words

_FORMATS = {
    Unit.NUMBER: "#,##0", Unit.SHARE: "0.0%", Unit.RATIO: "0.00", Unit.MOVED_NUMBER: "+#,##0;-#,##0;0",
    Unit.MOVED_SHARE: "+0.0;-0.0;0.0", Unit.MOVED_RATIO: "+0.00;-0.00;0.00",
}  # fmt: skip
_LONGEST_NAME = 31  # letters of a sheet's name, by the format
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class About:
    """What the first sheet says: what it is of, line by line, and when it was made."""

    title: str
    lines: Sequence[tuple[str, str]]
    made_at: datetime


def workbook(part: Part, about: About) -> bytes:
    """The part's tables, with a sheet about them before and their definitions behind."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as book:
        book.set_properties({"title": about.title, "created": about.made_at.replace(tzinfo=None)})
        styles = _styles(book)
        said = words("dashboard")["workbook"]
        _write(book.add_worksheet(said["about"]), styles, [(about.title, "")], about.lines, (28, 90))
        taken = {said["about"].casefold(), said["definitions"].casefold()}
        for table in part.tables:
            _table(book.add_worksheet(_name(table.title, taken)), styles, table)
        meanings = list(_meanings(part))
        if meanings:
            heads = [tuple(said["meaning"])]
            _write(book.add_worksheet(said["definitions"]), styles, heads, meanings, (34, 70, 50, 12, 60))
    return out.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    numbers = {unit.value: book.add_format({"num_format": form}) for unit, form in _FORMATS.items()}
    return numbers | {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "missing": book.add_format({"italic": True, "align": "right"}),
    }


def _table(sheet: Any, styles: dict[str, Any], table: Table) -> None:
    for place, head in enumerate((table.head, *table.columns)):
        sheet.write_string(0, place, head, styles["head"])
    for line, row in enumerate(table.rows, 1):
        sheet.write_string(line, 0, row.head, styles["text"])
        for place, cell in enumerate(row.cells, 1):
            _cell(sheet, styles, (line, place), cell)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(table.columns), 16)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _cell(sheet: Any, styles: dict[str, Any], place: tuple[int, int], cell: Cell) -> None:
    if isinstance(cell.value, int | float):
        # A share is a fraction that the sheet shows in per cent, so that it can be reckoned with.
        number = round(cell.value / 100, 6) if cell.unit is Unit.SHARE else cell.value
        sheet.write_number(*place, number, styles[cell.unit])
    elif cell.plain:
        sheet.write_string(*place, cell.plain, styles["missing" if cell.missing else "text"])


def _meanings(part: Part) -> Iterable[tuple[str, ...]]:
    named = dict.fromkeys(id_ for table in part.tables for id_ in table.explained)
    for measure in (MEASURES[id_] for id_ in named):
        said = measure.words
        window = str(measure.window) if measure.window else ""
        yield measure.label, said["counted"], said.get("out_of", ""), window, said["without"]


def _write(
    sheet: Any, styles: dict[str, Any], heads: Sequence[tuple[str, ...]], rows: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> None:  # fmt: skip
    for line, row in enumerate((*heads, *rows)):
        for place, said in enumerate(row):
            sheet.write_string(line, place, said, styles["head" if line < len(heads) else "text"])
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name: short enough, without the letters it must not have, and unlike every other."""
    base = " ".join(title.translate(_NOT_IN_NAMES).split())[:_LONGEST_NAME].strip()
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[: _LONGEST_NAME - 4].strip()} {number}", number + 1
    taken.add(name.casefold())
    return name
