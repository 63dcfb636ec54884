"""Week by week: a control chart for each of a few measures, with what it is compared with, and its table."""

from datetime import date

from web.numbers.control import Limits
from web.numbers.measures import Measure
from web.numbers.targets import levels_of
from web.staff.charts.chart import Chart, Line
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.parts.measures import has_two, value, why_not
from web.staff.dashboard.table import BLANK, Cell, Part, Row, Table, Unit, amount, count, part, text
from web.staff.dashboard.tables import Weeks
from web.words.book import words

WATCHED = (
    "contacts", "claimed", "verified_28", "harmed_91", "conversation_two", "abandoned", "promise_kept",
    "unmet",
)  # fmt: skip


def weeks(look: Look) -> Part:
    """A chart and a table for each of the measures that are watched."""
    return part("weeks", (table(look, look.weekly(id_)) for id_ in WATCHED))


def table(look: Look, each: Weeks) -> Table:
    """One measure week by week."""
    said = words("dashboard")["columns"]
    rows = tuple(
        Row(f"{monday:%d %b %Y}".lstrip("0"), (*_counts(each, place), _tag(each, monday)))
        for place, (monday, _week) in enumerate(each.weeks)
    )
    measure = each.measure
    return Table(
        measure.id, measure.label, said["week"], tuple(said["weeks"]), rows, said=summary(each),
        chart=chart(look, each), measures=(measure.id,),
    )  # fmt: skip


def chart(look: Look, each: Weeks) -> Chart | None:
    """The control chart: the mean, the limits, and the council's own lines; None without any value."""
    measure = each.measure
    if all(value_ is None for value_ in each.values):
        return None
    return Chart(
        "weeks", measure.label, tuple(short(monday) for monday, _week in each.weeks), tuple(each.values),
        said=f"{measure.label}. {summary(each)}", scale=measure.unit,
        lines=(*_limits(each.within, measure), *_levels(look, measure)),
        marked=frozenset(place for place, (day, _) in enumerate(each.weeks) if day in each.unusual),
        odd=words("dashboard")["weeks"]["tag"],
    )  # fmt: skip


def summary(each: Weeks) -> str:
    """What the weeks show, in a sentence or two."""
    said, unit = words("dashboard")["weeks"], each.measure.unit
    if not each.weeks:
        return str(said["none_at_all"])
    newest, last = each.weeks[-1]
    parts = [said["newest"].format(week=short(newest), value=value(last).said)]
    if each.within is None:
        parts.append(said["rare" if each.rare else "too_few"])
    else:
        low, high = (level(amount_, unit) for amount_ in (each.within.low, each.within.high))
        parts.append(said["ordinary"].format(low=low, high=high, mean=level(each.within.mean, unit)))
        named = ", ".join(short(monday) for monday in each.unusual)
        parts.append(said["unusual"].format(weeks=named) if each.unusual else said["none"])
    return " ".join(parts)


def level(number: float, unit: str) -> str:
    """A mean or a limit, to one decimal more than what is counted has."""
    return amount(number, Unit.SHARE).said if unit == "share" else f"{number:,.1f}"


def short(day: date) -> str:
    """A Monday as a chart has room for it: 24 Aug."""
    return f"{day.day} {day:%b}"


def _limits(within: Limits | None, measure: Measure) -> tuple[Line, ...]:
    if within is None:
        return ()
    said = words("dashboard")["weeks"]
    between = said["limits"].format(
        low=level(within.low, measure.unit), high=level(within.high, measure.unit)
    )
    mean = said["mean"].format(value=level(within.mean, measure.unit))
    return (
        Line(mean, within.mean, "mean"),
        Line(between, within.low, "limit"),
        Line(between, within.high, "limit"),
    )


def _levels(look: Look, measure: Measure) -> tuple[Line, ...]:
    return tuple(Line(each.label, each.value, each.kind) for each in levels_of(measure.id, look.targets))


def _counts(each: Weeks, place: int) -> tuple[Cell, Cell, Cell]:
    week = each.weeks[place][1]
    if week.rate is None:
        missing = amount(None, Unit.NUMBER, why_not(week))
        return missing, BLANK, value(week)
    two = has_two(each.measure)
    out_of = count(week.rate.denominator) if two else BLANK
    return count(week.rate.numerator), out_of, value(week)


def _tag(each: Weeks, monday: date) -> Cell:
    return text(words("dashboard")["weeks"]["tag"]) if monday in each.unusual else BLANK
