"""The board pack: the dashboard on paper, with its charts as lines, its tables, and what the numbers mean."""

from collections.abc import Iterable, Sequence

from web.numbers.measures import MEASURES, Measure
from web.numbers.targets import Level
from web.paper.document import Paper
from web.paper.sheet import About
from web.paper.tables import Column
from web.staff.charts.chart import Chart
from web.staff.charts.drawing import file, size
from web.staff.dashboard.table import Cell, Part, Table, Unit
from web.words.book import words

_WIDE = 150.0  # mm of a chart
_BEFORE = 50.0  # mm that headings and sentences before a chart may need
_FIRST = 2.2  # share of the width that the first column has, beside 1 of a number and _WORDS of words
_WORDS = 1.9
_MOST = 8  # columns that a sheet of paper has room for


def pack(
    about: About, lines: Sequence[tuple[str, str]], parts: Sequence[Part], levels: Sequence[Level]
) -> bytes:
    """The parts in order. `lines`: what it is of, for the first page; `levels`: targets and the like."""
    paper = Paper(about)
    for name, said in lines:
        paper.paragraph(f"{name}: {said}" if said else name)
    for part in parts:
        paper.heading(part.title, 2, keep=_height(part.tables[0]) + _BEFORE if part.tables else 0)
        paper.paragraph(part.lead)
        for note in part.notes:
            paper.paragraph(note)
        for table in part.tables:
            _table(paper, table)
    _levels(paper, levels)
    _meanings(paper, dict.fromkeys(id_ for part in parts for table in part.tables for id_ in table.explained))
    return paper.as_bytes()


def _table(paper: Paper, table: Table) -> None:
    height = _height(table)
    paper.heading(table.title, 3, keep=height + _BEFORE / 2)
    paper.paragraph(table.about)
    paper.paragraph(table.said)
    if table.chart:
        _chart(paper, table.chart, height)
    rows = [[row.head, *(cell.said for cell in row.cells)] for row in table.rows]
    heads = [table.head, *table.columns]
    # The first column comes again beside each further stretch of columns that a sheet has no room for.
    for first in range(1, len(heads), _MOST - 1):
        these = [0, *range(first, min(first + _MOST - 1, len(heads)))]
        columns = [_column(table, heads[n], n) for n in these]
        paper.table(table.title, columns, [[row[n] for n in these] for row in rows])


def _height(table: Table) -> float:
    """How high its chart is, in mm."""
    wide, high = size(table.chart) if table.chart else (1.0, 0.0)
    return _WIDE * high / wide


def _chart(paper: Paper, chart: Chart, height: float) -> None:
    paper.figure(file(chart), chart.said, width=_WIDE, height=height)


def _column(table: Table, head: str, place: int) -> Column:
    if place == 0:
        return Column(head, share=_FIRST)
    number = _is_number(table, place)
    long = not number and any(len(row.cells[place - 1].plain) > 14 for row in table.rows)
    return Column(head, number, _WORDS if long else 1)


def _is_number(table: Table, place: int) -> bool:
    cells: list[Cell] = [row.cells[place - 1] for row in table.rows]
    return any(cell.unit is not Unit.TEXT for cell in cells)


def _levels(paper: Paper, levels: Sequence[Level]) -> None:
    said = words("dashboard")["targets"]
    if not levels:
        return
    paper.heading(said["title"], 2)
    columns = [Column(name, share=2 if n else 1.5) for n, name in enumerate(said["columns"])]
    rows = [
        [
            MEASURES[each.measure].label, said["kinds"][each.kind], each.label, each.owner,
            f"{each.source}. {each.note}",
        ]
        for each in levels
    ]  # fmt: skip
    paper.table(said["title"], columns, rows)


def _meanings(paper: Paper, ids: Iterable[str]) -> None:
    said = words("dashboard")["workbook"]
    paper.heading(said["definitions"], 2)
    rows = [_meaning(MEASURES[id_]) for id_ in ids]
    columns = [
        Column(name, share=width) for name, width in zip(said["meaning"], (2, 4, 3, 1, 3), strict=True)
    ]
    paper.table(said["definitions"], columns, rows)


def _meaning(measure: Measure) -> list[str]:
    said = measure.words
    return [
        measure.label, said["counted"], said.get("out_of", ""), str(measure.window or ""), said["without"],
    ]  # fmt: skip
