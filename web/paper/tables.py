"""Tables on paper: columns as wide as they need, words wrapped, headings again on each page, cells tagged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from web.paper.sheet import MARGIN, Sheets

_GAP = 3.0  # mm between two columns
_SCOPE = "<</O /Table /Scope /{}>>"


@dataclass(frozen=True)
class Column:
    """A heading; `number`: its cells stand at the right. `share`: of the width, beside the others' shares."""

    heading: str
    number: bool = False
    share: float = 1


@dataclass(frozen=True)
class _Cell:
    """Lines at a place of the row. `tag`: TH or TD; `scope`: whose heading it is."""

    lines: list[str]
    x: float
    width: float
    tag: str = "TD"
    scope: str = ""
    right: bool = False
    bold: bool = False


def add(sheets: Sheets, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Writes a table; `rows` have a text for each column, the first of which names the row."""
    places = list(_places(sheets, columns))
    head = [
        _cell(sheets, column.heading, column, place, tag="TH", scope="Column", bold=True)
        for column, place in zip(columns, places, strict=True)
    ]
    with sheets.tags.group("Table"):
        _begin(sheets, caption, head)
        for row in rows:
            cells = [
                _cell(
                    sheets, text, column, place, tag="TD" if number else "TH", scope="" if number else "Row"
                )
                for number, (text, column, place) in enumerate(zip(row, columns, places, strict=True))
            ]
            for part in _that_fit(sheets, cells, head):
                if sheets.room < _height(sheets, part):
                    sheets.next_page()
                    with sheets.tags.decoration():
                        _draw(sheets, head, tagged=False)
                _row(sheets, part)
    sheets.pdf.y += 3


def _begin(sheets: Sheets, caption: str, head: list[_Cell]) -> None:
    size = sheets.look.text
    lines = sheets.lines(caption, size, sheets.width, bold=True)
    if sheets.room < len(lines) * sheets.line(size) + 3 * _height(sheets, head):
        sheets.next_page()
    sheets.write("Caption", lines, size, bold=True)
    _row(sheets, head)


def _places(sheets: Sheets, columns: Sequence[Column]) -> Iterator[tuple[float, float]]:
    """Where each column begins, and how wide it is."""
    free = sheets.width - _GAP * (len(columns) - 1)
    whole, x = sum(each.share for each in columns), MARGIN
    for each in columns:
        width = free * each.share / whole
        yield x, width
        x += width + _GAP


def _cell(
    sheets: Sheets,
    text: str,
    column: Column,
    place: tuple[float, float],
    *,
    tag: str = "TD",
    scope: str = "",
    bold: bool = False,
) -> _Cell:
    x, width = place
    lines = sheets.lines(text, sheets.look.small, width, bold=bold)
    return _Cell(lines, x, width, tag, scope, column.number, bold)


def _that_fit(sheets: Sheets, row: list[_Cell], head: list[_Cell]) -> Iterator[list[_Cell]]:
    """The row, cut into several where it is higher than a page."""
    most = max(1, int((sheets.whole - _height(sheets, head) - 2) / sheets.line(sheets.look.small)))
    for start in range(0, max(len(each.lines) for each in row), most):
        yield [replace(each, lines=each.lines[start : start + most]) for each in row]


def _height(sheets: Sheets, row: list[_Cell]) -> float:
    return max(len(each.lines) for each in row) * sheets.line(sheets.look.small) + 1.5


def _row(sheets: Sheets, row: list[_Cell]) -> None:
    with sheets.tags.group("TR"):
        _draw(sheets, row, tagged=True)
    sheets.rule(sheets.pdf.y - 0.4)


def _draw(sheets: Sheets, row: list[_Cell], *, tagged: bool) -> None:
    top = sheets.pdf.y
    for cell in row:
        if tagged:
            with sheets.tags.text(cell.tag, _SCOPE.format(cell.scope) if cell.scope else None):
                _lines(sheets, cell, top)
        else:
            _lines(sheets, cell, top)
    sheets.pdf.set_xy(MARGIN, top + _height(sheets, row))


def _lines(sheets: Sheets, cell: _Cell, top: float) -> None:
    size = sheets.look.small
    for place, line in enumerate(cell.lines):
        sheets.line_of(
            line, size, cell.x, top + 0.5 + place * sheets.line(size), width=cell.width, bold=cell.bold,
            side="R" if cell.right else "L",
        )  # fmt: skip
