"""Two sheets beside one another: the table of agreement, its CSV, and what there is to talk about. Pure."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from web.numbers.agreement import Agreement, Pairs, agreement
from web.staff.cases.form import checklist

COLUMNS = ("weeks_from", "weeks_to", "item", "question", "cases", "same", "percent", "kappa")
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """How far two reviewers agree about one item."""

    id: str
    ask: str
    found: Agreement


@dataclass(frozen=True)
class Difference:
    """An item of which two reviewers say something else."""

    item: str
    ask: str
    first: str
    second: str


def rows(pairs: Mapping[str, Pairs]) -> list[Row]:
    """A row for each item of the checklist, and behind them those that were on it once."""
    known = checklist()
    once = [id_ for id_ in sorted(pairs) if id_ not in known]
    return [Row(id_, asked(id_), agreement(pairs.get(id_, {}))) for id_ in (*known, *once)]


def asked(item: str) -> str:
    """The question of an item; its id where it is on the list no more."""
    return str(checklist().get(item, {}).get("ask", item))


def differences(first: Answers, second: Answers) -> list[Difference]:
    """The items that both answered, and not in the same way, in the order of the checklist."""
    both = [id_ for id_ in (*checklist(), *sorted(first)) if id_ in first and id_ in second]
    return [
        Difference(id_, asked(id_), first[id_], second[id_])
        for id_ in dict.fromkeys(both)
        if first[id_] != second[id_]
    ]


def as_csv(rows_: Sequence[Row], first: date, last: date) -> str:
    """The table for a spreadsheet; a number that has no value is an empty field."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows_:
        found = row.found
        percent = "" if found.percent is None else f"{found.percent:.1f}"
        kappa = "" if found.kappa is None else f"{found.kappa:.3f}"
        head = (first.isoformat(), last.isoformat(), row.id, row.ask)
        writer.writerow((*head, found.cases, found.agreed, percent, kappa))
    return out.getvalue()
