"""Every measure in tables by what it is about, each with its two counts and how it moved."""

from dataclasses import replace

from web.numbers.chosen import Chosen
from web.numbers.measures import Measure
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.shown import Shown
from web.staff.dashboard.table import BLANK, Cell, Part, Row, Table, Unit, amount, count, part, text
from web.staff.dashboard.words import SECTIONS
from web.templating import day
from web.words.book import words

_MOVED = {"share": Unit.MOVED_SHARE, "number": Unit.MOVED_NUMBER, "ratio": Unit.MOVED_RATIO}


def measures(look: Look) -> Part:
    """All of them; harm after an early end stands in the table of what was resolved."""
    return part("measures", (section(look, id_, measured) for id_, measured in SECTIONS))


def section(look: Look, id_: str, measured: tuple[str, ...]) -> Table:
    """One table of measures."""
    said = words("dashboard")["sections"][id_]
    # Beside resolution nothing may be missing because it takes its time: the newest that is known is shown.
    told = look.told if id_ == "resolution" else look.of_period
    found = [told(each)[0] for each in measured]
    rows = [named(look, *told(each)) for each in measured]
    columns = words("dashboard")["columns"]
    shown = tuple(columns["measures"] if look.earlier else columns["measures"][:-1])
    if any(each.between for each in found):
        shown = (*shown, columns["between"])
        pairs = zip(rows, found, strict=True)
        rows = [replace(line, cells=(*line.cells, _between(each))) for line, each in pairs]
    return Table(id_, said["title"], columns["measure"], shown, tuple(rows), said["lead"])


def named(look: Look, each: Shown, period: Chosen) -> Row:
    """A measure; where it is of another period than the page, its name says so."""
    line = row(each, moved=look.earlier is not None)
    if period == look.chosen:
        return line
    said = words("dashboard")["headline"]["settled"]
    return replace(line, head=said.format(measure=line.head, first=day(period.first), last=day(period.last)))


def row(each: Shown, *, moved: bool) -> Row:
    """A measure: so many, out of so many, the value, and by how much it moved."""
    cells = (_number(each), _out_of(each), value(each) if each.measure.unit != "number" else BLANK)
    change = (movement(each),) if moved else ()
    return Row(
        each.measure.label, (*cells, *change), measure=each.measure.id, id=f"measure-{each.measure.id}"
    )


def _between(each: Shown) -> Cell:
    """Of what was found in a sample: between which values the share of all may lie."""
    if each.between is None:
        return BLANK
    low, high = (amount(limit, Unit.SHARE).said for limit in (each.between.low, each.between.high))
    return text(words("dashboard")["columns"]["limits"].format(low=low, high=high))


def value(each: Shown) -> Cell:
    """The measure's value, or why it is not shown."""
    return amount(each.value, Unit(each.measure.unit), why_not(each))


def why_not(each: Shown) -> str:
    """Why a measure has no value."""
    if each.small:
        return "small"
    if each.rate is None:
        return "whole_council"
    return "nothing_yet" if each.measure.window else "nothing"


def movement(each: Shown) -> Cell:
    """By how much it moved since the period compared with; blank where that cannot be said."""
    return BLANK if each.change is None else amount(each.change, _MOVED[each.measure.unit])


def _number(each: Shown) -> Cell:
    return count(each.rate.numerator) if each.rate else amount(None, Unit.NUMBER, why_not(each))


def _out_of(each: Shown) -> Cell:
    return count(each.rate.denominator) if each.rate and has_two(each.measure) else BLANK


def has_two(measure: Measure) -> bool:
    """Is it made of two counts?"""
    return measure.unit != "number"
