"""Who, what and where: the same counts by channel, place, team, site and group of people; and needs."""

from collections.abc import Mapping, Sequence

from web.numbers.suppression import suppressed_grid
from web.staff.charts.chart import Chart
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.table import Part, Row, Table, count, part
from web.staff.dashboard.tables import COUNTS, Cut, by_group, by_trait
from web.staff.dashboard.words import label
from web.words.book import words

_TRAITS = ("channel", "locality", "team", "site")
_MOST = 12  # bars that a chart still has room for
_PLACES = 12


def who(look: Look) -> Part:
    """By channel, place, team and site, and by group of people."""
    traits = (_by_trait(look, trait) for trait in _TRAITS)
    groups = (
        _counts(kind, kind, _in_order(cut, words("dashboard")["groups"]))
        for kind, cut in by_group(look.reader, look.chosen).items()
    )
    notes = (words("dashboard")["who"]["narrowed"],) if look.chosen.is_crossed else ()
    return part("who", (*traits, *groups), notes)


def needs(look: Look) -> Part:
    """What people told, where nothing was found that fits, and which needs each place has."""
    cut = by_trait(look.reader, look.chosen, "need")
    unmet = {name: [row[0], row[COUNTS.index("unmet")]] for name, row in cut.items()}
    return part("needs", (_needs(cut), _unmet(unmet), _by_place(look)))


def _by_trait(look: Look, trait: str) -> Table | None:
    cut = by_trait(look.reader, look.chosen, trait)
    return _counts(f"{trait}s", trait, {look.called(trait, value): row for value, row in cut.items()})


def _counts(id_: str, trait: str, cut: Mapping[str, Sequence[int | None]]) -> Table | None:
    if not cut:
        return None
    said = words("dashboard")["by"]
    rows = _most_first(cut)
    return Table(
        id_, said[trait], said["what"], tuple(said["counts"][name] for name in COUNTS), rows,
        chart=_bars(said[trait], said["counts"]["contacts"], rows, 0) if len(rows) > 1 else None,
    )  # fmt: skip


def _needs(cut: Cut) -> Table | None:
    named = {label("need", value): row for value, row in cut.items()}
    return _counts("needs", "need", named)


def _unmet(cut: Mapping[str, Sequence[int | None]]) -> Table | None:
    said = words("dashboard")["unmet"]
    named = {label("need", value): row for value, row in cut.items() if row[1] != 0}
    rows = tuple(sorted(_most_first(named), key=lambda row: -_of(row.cells[1].value)))
    if not rows:
        return None
    chart = _bars(said["title"], said["columns"][1], rows, 1)
    return Table(
        "unmet", said["title"], said["what"], tuple(said["columns"]), rows, said["lead"], chart=chart
    )


def _by_place(look: Look) -> Table | None:
    """The commonest needs by place; small numbers never show, whatever the page is narrowed to."""
    found = look.reader.by_place_and_need(look.chosen)
    places = _commonest(found, 0)
    if not places:
        return None
    wanted = _commonest(found, 1)
    grid = suppressed_grid([[found[place, need] for place in places] for need in wanted])
    said = words("dashboard")["by_place"]
    rows = tuple(
        Row(label("need", need), tuple(map(count, line))) for need, line in zip(wanted, grid, strict=True)
    )
    heads = tuple(label("locality", place) for place in places)
    return Table("by_place", said["title"], said["what"], heads, rows, said["lead"], heat=True)


def _commonest(found: Mapping[tuple[str, str], int], side: int) -> list[str]:
    sums: dict[str, int] = {}
    for key, number in found.items():
        sums[key[side]] = sums.get(key[side], 0) + number
    return sorted(sums, key=lambda name: (-sums[name], name))[:_PLACES]


def _most_first(cut: Mapping[str, Sequence[int | None]]) -> tuple[Row, ...]:
    in_order = sorted(cut.items(), key=lambda item: -(item[1][0] or 0))
    return tuple(Row(name, tuple(count(number) for number in row)) for name, row in in_order)


def _in_order(cut: Cut, names: Mapping[str, str]) -> dict[str, list[int | None]]:
    return {names.get(value, value): row for value, row in cut.items()}


def _of(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _bars(title: str, name: str, rows: Sequence[Row], column: int) -> Chart:
    shown = rows[:_MOST]
    values = tuple(None if row.cells[column].value is None else _of(row.cells[column].value) for row in shown)
    said = ", ".join(f"{row.head} {row.cells[column].said}" for row in shown)
    return Chart("bars", name, tuple(row.head for row in shown), values, f"{title}. {name}: {said}.")
