"""What waits this moment: by team and state, for how long, and what is overdue. No period: it is now."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from web.numbers.suppression import suppressed
from web.staff.charts.chart import Chart
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.table import Cell, Part, Row, Table, count, part
from web.staff.dashboard.words import label
from web.store.waiting import Waiting
from web.words.book import words

STATES = ("received", "acknowledged", "in_progress", "waiting_for_person")
PRIORITIES = ("emergency", "urgent", "priority", "routine")
AGES = tuple(timedelta(days=days) for days in (1, 3, 7, 28))  # what waits longer has a row of its own


def queue(look: Look) -> Part:
    """Waiting now by team, by how soon it should be heard, and by age."""
    lines, moment = look.reader.queue(look.chosen, AGES), look.reader.moment
    if not lines:
        return part("queue", (), (words("dashboard")["queue_now"]["none"],))
    fine = look.chosen.is_fine
    tables = (
        _by_team(lines, fine), _by_priority(lines, fine), _by_age(lines, fine),
    )  # fmt: skip
    return part("queue", tables, (_in_short(lines, moment, fine),))


def _by_team(lines: Sequence[Waiting], fine: bool) -> Table:
    said = words("dashboard")["queue_now"]
    teams = sorted({line.team for line in lines})
    columns = _columns(lines, teams, lambda line: line.team, fine)
    rows = [
        Row(label("team", team), tuple(count(each[n]) for each in columns)) for n, team in enumerate(teams)
    ]
    rows.sort(key=lambda row: -_size(row.cells[0]))
    return _table("team", rows, said["by_team"])


def _by_priority(lines: Sequence[Waiting], fine: bool) -> Table:
    columns = _columns(lines, PRIORITIES, lambda line: line.priority, fine)
    names = words("queue")["priorities"]
    rows = [Row(names[each], tuple(count(row[n]) for row in columns)) for n, each in enumerate(PRIORITIES)]
    return _table("priority", rows, words("dashboard")["queue_now"]["by_priority"])


def _by_age(lines: Sequence[Waiting], fine: bool) -> Table:
    names = words("dashboard")["queue_now"]["ages"]
    places = [str(place) for place in range(len(AGES) + 1)]
    columns = _columns(lines, places, lambda line: str(line.age), fine)
    rows = [Row(names[n], tuple(count(each[n]) for each in columns)) for n in range(len(places))]
    return _table("age", rows, words("dashboard")["queue_now"]["by_age"])


def _columns(
    lines: Iterable[Waiting], rows: Sequence[str], row_of: Callable[[Waiting], str], fine: bool
) -> list[Sequence[int | None]]:
    """All of them, those of each state, those that are overdue, and those nobody got in touch about yet."""
    all_, by_state = Counter[str](), {state: Counter[str]() for state in STATES}
    overdue, unheard = Counter[str](), Counter[str]()
    for line in lines:
        row = row_of(line)
        all_[row] += line.number
        by_state[line.state][row] += line.number
        overdue[row] += line.number * line.overdue
        unheard[row] += line.number * (not line.heard)
    counted = (all_, *by_state.values(), overdue, unheard)
    columns = [[each[row] for row in rows] for each in counted]
    return [suppressed(column) if fine else list(column) for column in columns]


def _table(id_: str, rows: Sequence[Row], said: dict[str, str]) -> Table:
    queue = words("dashboard")["queue_now"]
    states = [words("queue")["states"][state] for state in STATES]
    values = tuple(None if row.cells[0].value is None else _size(row.cells[0]) for row in rows)
    spoken = f"{said['title']}: " + ", ".join(f"{row.head} {row.cells[0].said}" for row in rows) + "."
    return Table(
        f"waiting_{id_}", said["title"], said["what"],
        (queue["all"], *states, queue["overdue"], queue["unheard"]), tuple(rows),
        chart=Chart("bars", queue["all"], tuple(row.head for row in rows), values, spoken),
    )  # fmt: skip


def _in_short(lines: Sequence[Waiting], moment: datetime, fine: bool) -> str:
    said = words("dashboard")["queue_now"]
    overdue, unheard = (line for line in lines if line.overdue), (line for line in lines if not line.heard)
    numbers = [sum(line.number for line in some) for some in (lines, overdue, unheard)]
    if fine and None in suppressed(numbers):
        return str(said["small"])
    oldest = (moment - min(line.oldest for line in lines)).days
    return str(said["short"].format(*(f"{number:,}" for number in numbers), oldest))


def _size(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell.value, int | float) else 0.0
