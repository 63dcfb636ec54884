"""The first page: the numbers that matter most, what changed last week, the way from contact to services."""

from dataclasses import dataclass, replace

from web.numbers.targets import levels_of
from web.numbers.totals import Sums
from web.staff.charts.chart import Chart
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.parts.measures import has_two, movement, named, value
from web.staff.dashboard.parts.weeks import chart, level, short
from web.staff.dashboard.shown import table_rows
from web.staff.dashboard.table import BLANK, Cell, Part, Row, Table, Unit, amount, count, part, text
from web.staff.dashboard.tables import Weeks
from web.words.book import words

# Resolution and harm stand side by side, and never one without the other.
HEADLINE = (
    "contacts", "claimed", "verified_28", "harmed_91", "conversation_two", "honoured", "promise_kept",
    "unmet",
)  # fmt: skip
STAGES = ("contacts", "handed_off", "requests", "requests_final", "to_assessment", "to_services")


@dataclass(frozen=True)
class Tile:
    """A headline number: its row of the table of tiles, its line of weeks, and what it is compared with."""

    row: Row
    label: str
    value: Cell
    moved: Cell
    chart: Chart | None
    levels: tuple[str, ...]
    two: bool


def overview(look: Look) -> Part:
    """The headline numbers and the funnel."""
    said = words("dashboard")
    columns = said["columns"]["measures"] if look.earlier else said["columns"]["measures"][:-1]
    rows = tuple(_row(look, id_) for id_ in HEADLINE)
    headline = Table(
        "headline", said["headline"]["title"], said["columns"]["measure"],
        (*columns, said["columns"]["compared"]), rows, said["headline"]["lead"],
    )  # fmt: skip
    return part("overview", (headline, funnel(look)), (changed(look),))


def tiles(look: Look, headline: Table) -> list[Tile]:
    """The headline numbers with their weeks, in the order of the table."""
    return [_tile(look, each) for each in headline.rows]


def changed(look: Look) -> str:
    """What was not ordinary in the newest whole week, or that nothing was, or that nobody can tell."""
    said = words("dashboard")["changed"]
    watched = [weeks for id_ in HEADLINE if (weeks := look.weekly(id_)).within and weeks.weeks]
    if not watched:
        return str(said["too_few"])
    newest = max(weeks.weeks[-1][0] for weeks in watched)
    watched = [weeks for weeks in watched if weeks.weeks[-1][0] == newest]
    found = [_signal(weeks) for weeks in watched if newest in weeks.unusual]
    if not found:
        return str(said["nothing"].format(week=short(newest), number=len(watched)))
    return str(said["something"].format(week=short(newest), signals="; ".join(found)))


def funnel(look: Look) -> Table:
    """How many contacts became a request, and what became of those; each step also as a share of contacts."""
    said = words("dashboard")["funnel"]
    sums = {stage: look.whole.of(stage) for stage in STAGES}
    hidden = table_rows(look.chosen, {stage: _one(sums[stage]) for stage in STAGES}, ("number",))
    numbers = [hidden[stage][0] for stage in STAGES]
    rows = tuple(
        Row(said["stages"][stage], (count(number), _share(number, numbers[0])), id=stage)
        for stage, number in zip(STAGES, numbers, strict=True)
    )
    names = tuple(row.head for row in rows)
    spoken = said["said"].format(
        **{stage: each.cells[0].said for stage, each in zip(STAGES, rows, strict=True)}
    )
    drawn = Chart("bars", said["title"], names, tuple(numbers), spoken)
    columns = tuple(words("dashboard")["columns"]["funnel"])
    return Table("funnel", said["title"], said["stage"], columns, rows, said["lead"], spoken, drawn)


def _one(number: int) -> Sums:
    return Sums({"number": number})


def _share(number: int | None, whole: int | None) -> Cell:
    if number is None or whole is None:
        return amount(None, Unit.SHARE, "hidden")
    return amount(100 * number / whole if whole else None, Unit.SHARE)


def _signal(weeks: Weeks) -> str:
    said = words("dashboard")["changed"]
    newest, within = weeks.weeks[-1][1].value, weeks.within
    if newest is None or within is None:
        return ""
    if within.low <= newest <= within.high:  # it stands out as one of a run
        where = "run_above" if newest > within.mean else "run_below"
    else:
        where = "above" if newest > within.high else "below"
    unit = weeks.measure.unit
    low, high = level(within.low, unit), level(within.high, unit)
    shown = value(weeks.weeks[-1][1]).said
    return str(said[where].format(measure=weeks.measure.label, value=shown, low=low, high=high))


def _row(look: Look, id_: str) -> Row:
    """A headline number with its levels."""
    each = named(look, *look.told(id_))
    labels = "; ".join(level_.label for level_ in levels_of(id_, look.targets))
    return replace(each, cells=(*each.cells, text(labels) if labels else BLANK))


def _tile(look: Look, each: Row) -> Tile:
    shown = look.told(each.measure)[0]
    levels = tuple(level_.label for level_ in levels_of(each.measure, look.targets))
    drawn = chart(look, look.weekly(each.measure))
    return Tile(each, each.head, value(shown), movement(shown), drawn, levels, has_two(shown.measure))
