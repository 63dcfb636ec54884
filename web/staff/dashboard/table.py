"""A table of numbers, made once: the page, its files and the board pack all show these very cells. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from web.staff.charts.chart import Chart
from web.templating import with_minus
from web.words.book import words


class Unit(StrEnum):
    """What a number is, and so how it looks. Points: by how much a share moved."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    RATIO = "ratio"
    MOVED_NUMBER = "moved_number"
    MOVED_SHARE = "moved_share"
    MOVED_RATIO = "moved_ratio"


_DECIMALS = {
    Unit.SHARE: 1, Unit.RATIO: 2, Unit.MOVED_SHARE: 1, Unit.MOVED_RATIO: 2,
    Unit.NUMBER: 0, Unit.MOVED_NUMBER: 0,
}  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A word, or a number rounded as it is shown.

    `missing`: why there is none, a key of web/words/dashboard.yml; such a cell is empty nowhere, it says so.
    """

    value: str | int | float | None
    unit: Unit = Unit.TEXT
    missing: str = ""

    @property
    def is_number(self) -> bool:
        """Is this a number and not a word?"""
        return self.value is not None and self.unit is not Unit.TEXT

    @property
    def plain(self) -> str:
        """As a file of values has it: a bare number, a word, or why there is none."""
        if self.value is None:
            return str(words("dashboard")[self.missing]) if self.missing else ""
        if self.unit is Unit.TEXT:
            return str(self.value)
        return f"{self.value:.{_DECIMALS[self.unit]}f}"

    @property
    def said(self) -> str:
        """As a page says it: with thousands, its unit, and which way it moved."""
        if self.value is None or isinstance(self.value, str):
            return self.plain
        sign = "+" if self.unit.startswith("moved") and self.value else ""
        number = f"{self.value:{sign},.{_DECIMALS[self.unit]}f}"
        return str(words("dashboard")["units"][self.unit]).replace("{number}", with_minus(number))


BLANK = Cell(None)


def text(value: str) -> Cell:
    """A cell of words."""
    return Cell(value)


def count(value: int | None) -> Cell:
    """A whole number; None: it is hidden."""
    return Cell(value, Unit.NUMBER, "" if value is not None else "hidden")


def amount(value: float | None, unit: Unit, missing: str = "nothing") -> Cell:
    """A number rounded as its unit is shown; None: `missing` says why."""
    if value is None:
        return Cell(None, unit, missing)
    rounded = round(value, _DECIMALS[unit])
    return Cell(int(rounded) if _DECIMALS[unit] == 0 else rounded + 0.0, unit)


@dataclass(frozen=True)
class Row:
    """One row. `measure`: the id of the measure whose meaning stands beside it. `id`: for a link to it."""

    head: str
    cells: tuple[Cell, ...]
    measure: str = ""
    id: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its title, what its columns are, and perhaps a chart of it.

    `head`: what the first column is. `heat`: its numbers are shaded, the greatest darkest. `about`: a
    sentence or two before it. `said`: what it shows, in a sentence.
    """

    id: str
    title: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    about: str = ""
    said: str = ""
    chart: Chart | None = None
    heat: bool = False
    measures: tuple[str, ...] = ()  # further measures that the chart or the title speak of

    @property
    def explained(self) -> tuple[str, ...]:
        """The measures whose meaning belongs to this table, each once."""
        named = (*self.measures, *(row.measure for row in self.rows))
        return tuple(dict.fromkeys(filter(None, named)))

    def shade(self, cell: Cell) -> int:
        """Nought to five: how dark a cell of a heat map is."""
        most = max((_size(each) for row in self.rows for each in row.cells), default=0)
        size = _size(cell)
        return 0 if not size or not most else min(5, 1 + int(5 * size / most))


@dataclass(frozen=True)
class Part:
    """One of the dashboard's pages: its tables in order. `id` is also its address."""

    id: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """Its name."""
        return str(words("dashboard")["parts"][self.id]["title"])

    @property
    def lead(self) -> str:
        """What it is for."""
        return str(words("dashboard")["parts"][self.id].get("lead", ""))

    def table(self, id_: str) -> Table | None:
        """One of its tables."""
        return next((table for table in self.tables if table.id == id_), None)


def part(id_: str, tables: Iterable[Table | None], notes: Sequence[str] = ()) -> Part:
    """A part of those tables that there are."""
    return Part(id_, tuple(table for table in tables if table is not None), tuple(notes))


def _size(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, int | float) else 0.0
