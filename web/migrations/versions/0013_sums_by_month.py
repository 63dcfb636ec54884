"""Sums of whole months, and of every two of place, need and team, so that no page adds up many rows.

Made from the sums that are there: what was counted and has been erased since stays counted.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_KEY = ("grain", "locality", "need", "team", "split", "day", "channel", "site")
_BY_MONTH = ("all", "locality", "need", "team", "split")


def upgrade() -> None:
    """From rows of three traits those of two: whatever the team, and wherever they live."""
    _add("place_need", {"team": "''"}, "grain = 'crossed'")
    _add("need_team", {"locality": "''"}, "grain = 'crossed' AND team <> ''")
    op.execute("DELETE FROM number_sum WHERE grain = 'crossed' AND team = ''")
    for grain in _BY_MONTH:
        _add(f"{grain}_month", {"day": _month()}, f"grain = '{grain}'")


def downgrade() -> None:
    """Makes the rows of three traits without a team again: all of the place and need, less those with one."""
    _add("crossed", {"team": "''"}, "grain IN ('place_need', 'crossed')", less="crossed")
    grains = ", ".join(
        f"'{each}'" for each in ("place_need", "need_team", *(f"{g}_month" for g in _BY_MONTH))
    )
    op.execute(f"DELETE FROM number_sum WHERE grain IN ({grains})")  # noqa: S608 - our own words, above


def _add(grain: str, instead: dict[str, str], where: str, less: str = "") -> None:
    """New rows of `grain` from those `where` says, their key changed as `instead` says; `less` one grain."""
    kept = {name: instead.get(name, name) for name in _KEY[1:]}
    way = f"CASE WHEN grain = '{less}' THEN -1 ELSE 1 END"
    groups = [expression for expression in kept.values() if expression != "''"]
    sums = [f"SUM({way} * {name})" for name in _counters()]
    op.execute(
        f"INSERT INTO number_sum ({', '.join([*_KEY, *_counters()])}) "  # noqa: S608 - our own words, above
        f"SELECT '{grain}', {', '.join([*kept.values(), *sums])} FROM number_sum WHERE {where} "
        f"GROUP BY {', '.join(groups)} HAVING SUM({way} * contacts) <> 0"
    )


def _counters() -> list[str]:
    columns = sa.inspect(op.get_bind()).get_columns("number_sum")
    return [each["name"] for each in columns if each["name"] not in _KEY]


def _month() -> str:
    first = {"postgresql": "CAST(date_trunc('month', day) AS DATE)"}
    return first.get(op.get_bind().dialect.name, "date(day, 'start of month')")
