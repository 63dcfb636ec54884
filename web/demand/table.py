"""The model as rows of a file: the forecast month by month, and the figures with their sources. Pure."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from web.demand.cases import Three
from web.demand.inputs import Case, known
from web.demand.model import SERIES, Forecast
from web.demand.saved import Figures
from web.demand.shown import where_from
from web.spreadsheets import harmless
from web.words.book import words

Cell = str | int | float


@dataclass(frozen=True)
class Told:
    """A scenario in a file: its name, its version, the version of the figures, and its three cases."""

    name: str
    version: int
    figures: int
    three: Three


def forecast_rows(told: Sequence[Told]) -> Iterator[Sequence[Cell]]:
    """A row for each month, case and number: how it is once, then each scenario."""
    if told:
        as_is = Told(str(words("demand")["as_is"]), 0, told[0].figures, told[0].three)
        yield from _rows(as_is, today=True)
    for each in told:
        if each.version:
            yield from _rows(each, today=False)


def figure_rows(figures: Figures) -> Iterator[Sequence[Cell]]:
    """A row for each figure, with where it comes from."""
    said = words("demand")
    for id_, figure in figures.items():
        told, range_ = known()[id_], figure.range
        unit = str(said["figures"]["units"][told.unit])
        kind = str(said["origins"][figure.origin.value])
        yield told.label, range_.low, range_.central, range_.high, unit, kind, where_from(told, figure)


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The file, with the mark by which spreadsheets know its letters; no words are taken for a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([harmless(each) if isinstance(each, str) else each for each in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _rows(told: Told, *, today: bool) -> Iterator[Sequence[Cell]]:
    pairs = {Case.CENTRAL: told.three.central, Case.LOW: told.three.low, Case.HIGH: told.three.high}
    cases: Mapping[str, str] = words("demand")["cases"]
    for case, pair in pairs.items():
        if pair is not None:
            head = (told.name, told.version, told.figures, cases[case.value])
            yield from ((*head, *row) for row in _months(pair.today if today else pair.then))


def _months(forecast: Forecast) -> Iterator[Sequence[Cell]]:
    said = words("demand")
    for step in forecast.steps:
        when = ((step.month - 1) // 12 + 1, step.month)
        for name, number in SERIES.items():
            unit = said["csv"]["pounds" if name == "cost" else "people"]
            yield *when, str(said["series"][name]), round(number(step), 2), str(unit)
        for line, pounds in step.cost.items():
            if line not in forecast.not_counted:
                label = f"{said['series']['cost']}: {said['lines'][line]}"
                yield *when, label, round(pounds, 2), str(said["csv"]["pounds"])
