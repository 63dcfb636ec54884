"""The form of figures: read, checked, and kept as it was typed to be shown again. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from web.demand.counted import Counted
from web.demand.inputs import Input, Range, Unit, known
from web.demand.saved import Figure, Figures, Origin
from web.demand.typed import in_field, number_in
from web.forms import typed

Explain = Callable[[str, Counted], str]  # what was counted, by its name, in a sentence
LONGEST_NOTE = 200
LIMITS: Mapping[Unit, tuple[float, float]] = {
    "count": (0, 10_000_000),
    "percent": (0, 100),
    "growth": (-20, 50),
    "months": (0.05, 600),
    "whole_months": (1, 24),
    "pounds": (0, 1_000_000),
    "hours": (0, 168),
}


@dataclass(frozen=True)
class Row:
    """One figure's fields as the page shows them. `counted`: take what Signpost counts."""

    low: str = ""
    central: str = ""
    high: str = ""
    note: str = ""
    counted: bool = False


@dataclass(frozen=True)
class Filled:
    """Rows as typed, figures that could be read, and by row what is wrong (number, order, limits, long)."""

    rows: Mapping[str, Row]
    figures: Figures
    problems: Mapping[str, str] = field(default_factory=dict)


def shown(figures: Figures) -> Filled:
    """The form with these figures in it."""
    rows = {id_: _row(figures[id_]) if id_ in figures else Row() for id_ in known()}
    return Filled(rows, figures)


def read(posted: Mapping[str, str], counts: Mapping[str, Counted], explain: Explain) -> Filled:
    """What was sent. `counts`: what Signpost counts at this moment; `explain`: in words."""
    rows = {id_: _posted(posted, id_) for id_ in known()}
    figures, problems = dict[str, Figure](), dict[str, str]()
    for id_, told in known().items():
        found = _figure(told, rows[id_], counts.get(told.counted), explain)
        if isinstance(found, str):
            problems[id_] = found
        elif found is not None:
            figures[id_] = found
    return Filled(rows, figures, problems)


def _row(figure: Figure) -> Row:
    of_council = figure.note if figure.origin is Origin.TYPED else ""
    return Row(
        in_field(figure.range.low), in_field(figure.range.central), in_field(figure.range.high), of_council,
        counted=figure.origin is Origin.COUNTED,
    )  # fmt: skip


def _posted(posted: Mapping[str, str], id_: str) -> Row:
    low, central, high, note = (typed(posted, f"{id_}_{part}") for part in ("low", "central", "high", "note"))
    return Row(low, central, high, note, counted=bool(posted.get(f"{id_}_counted")))


def _figure(told: Input, row: Row, counted: Counted | None, explain: Explain) -> Figure | str | None:
    if row.counted and counted is not None:
        return Figure(counted.range, Origin.COUNTED, explain(told.counted, counted))
    if not any((row.low, row.central, row.high)):
        return None
    range_ = _range(told, row)
    if isinstance(range_, str):
        return range_
    if len(row.note) > LONGEST_NOTE:
        return "long"
    if row.note:
        return Figure(range_, Origin.TYPED, row.note)
    origin = {told.public: Origin.PUBLIC}.get(range_) or {told.example: Origin.EXAMPLE}.get(range_)
    return Figure(range_, origin or Origin.TYPED)


def _range(told: Input, row: Row) -> Range | str:
    central = number_in(row.central)
    low, high = (number_in(text) if text else central for text in (row.low, row.high))
    if central is None or low is None or high is None:
        return "number"
    least, most = LIMITS[told.unit]
    if not least <= low <= central <= high <= most:
        return "order" if not low <= central <= high else "limits"
    return Range(low, central, high)
