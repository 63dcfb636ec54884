"""Keeps the sums true: counts what changed since, adds the difference, and forgets that it changed.

Exact, since each contact's last addition is kept and taken back when a new one is made; restartable, since
a step is one transaction; and nothing that was erased is ever taken back.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, delete, insert, select, text, update
from sqlalchemy.orm import Session

from web.models.numbers import COUNTERS, SUM_KEY, NumberCounted, NumberDue
from web.numbers.added import Added, added_by, as_json, from_json
from web.numbers.cells import Cell, cells_of
from web.numbers.returns import LONGEST
from web.store import demonstration
from web.store.number_facts import Known, facts_of, with_company

AT_ONCE = 10_000  # a contact that comes with all that belongs to it is noted some times over
_LOCK = 712030  # PostgreSQL's advisory lock: two workers that count at once would add twice
_NOUGHT = dict.fromkeys(COUNTERS, 0)
_NAMES = (*SUM_KEY, *COUNTERS)
_ADD_SUM = text(
    f"INSERT INTO number_sum ({', '.join(_NAMES)}) "  # noqa: S608 - the names are our own list
    f"VALUES ({', '.join(f':{name}' for name in _NAMES)}) "
    f"ON CONFLICT ({', '.join(SUM_KEY)}) DO UPDATE SET "
    + ", ".join(f"{name} = number_sum.{name} + excluded.{name}" for name in COUNTERS)
).bindparams(bindparam("day", type_=Date))
_ADD_GAP = text(
    "INSERT INTO number_gap (day, gap, requests) VALUES (:day, :gap, :requests) "
    "ON CONFLICT (day, gap) DO UPDATE SET requests = number_gap.requests + excluded.requests"
).bindparams(bindparam("day", type_=Date))


@dataclass(frozen=True)
class Clock:
    """What counting must know of time: today, the council's zone, for how many days contacts are kept."""

    today: date
    zone: str
    contact_days: int


class Difference:
    """What a step adds to the sums and takes back from them."""

    def __init__(self) -> None:
        self.cells: defaultdict[Cell, Counter[str]] = defaultdict(Counter)
        self.gaps: Counter[tuple[date, int]] = Counter()

    def put(self, added: Added, sign: int) -> None:
        """Puts in what a contact added: with `sign` -1 it is taken back."""
        if not added.counts:
            return
        for cell in cells_of(added.traits):
            for name, number in added.counts.items():
                self.cells[cell][name] += sign * number
        if added.gap is not None:
            self.gaps[added.traits.day, added.gap] += sign


def catch_up(session: Session, clock: Clock, most: int = AT_ONCE) -> int:
    """Counts up to `most` changes that were noted. How many there were: 0 when the sums are true."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    noted = session.execute(
        select(NumberDue.id, NumberDue.contact_id).order_by(NumberDue.id).limit(most)
    ).all()
    if not noted:
        return 0
    _count(session, clock, {row.contact_id for row in noted})
    session.execute(delete(NumberDue).where(NumberDue.id.in_([row.id for row in noted])))
    return len(noted)


def ahead(session: Session, clock: Clock, most: int) -> Difference:
    """What the sums lack yet, where no more than `most` changes wait; nothing is written."""
    noted = session.scalars(select(NumberDue.contact_id).order_by(NumberDue.id).limit(most + 1)).all()
    if not noted or len(noted) > most:
        return Difference()
    return _difference(session, clock, set(noted))[0]


def _count(session: Session, clock: Clock, changed: Collection[int]) -> None:
    difference, rows, before = _difference(session, clock, changed)
    _write(session, difference, rows, before)


def _difference(
    session: Session, clock: Clock, changed: Collection[int]
) -> tuple[Difference, list[dict[str, Any]], Mapping[int, NumberCounted]]:
    """What changed contacts add and take back, the rows that say so from now on, and those until now."""
    whose = (each.person_id for each in _counted(session, changed).values())
    people = {person_id for person_id in whose if person_id is not None}
    ids = demonstration.only_invented(session, with_company(session, changed, people))
    before = _counted(session, ids)
    difference, rows = Difference(), []
    for id_, known in facts_of(session, ids, clock.zone).items():
        row = _anew(id_, known, before.get(id_), clock, difference)
        rows += [row] if row else []
    return difference, rows, before


def _anew(
    id_: int, known: Known, earlier: NumberCounted | None, clock: Clock, difference: Difference
) -> dict[str, Any] | None:
    """Puts the difference that a contact makes into `difference`; its new row, None when nothing changed."""
    if earlier is not None and earlier.fixed:
        return None
    now = added_by(known.facts)
    if earlier is not None:
        was = from_json(earlier.added)
        if (clock.today - now.traits.day).days > clock.contact_days - LONGEST:
            # Older contacts of the person may be deleted by now: who came back stays as it was counted.
            now = added_by(replace(known.facts, returns=was.returns))
        if was == now and earlier.person_id == known.person_id:
            return None
        difference.put(was, -1)
    difference.put(now, 1)
    return {"contact_id": id_, "person_id": known.person_id, "added": as_json(now)}


def _counted(session: Session, ids: Collection[int]) -> dict[int, NumberCounted]:
    rows = session.scalars(select(NumberCounted).where(NumberCounted.contact_id.in_(ids)))
    return {row.contact_id: row for row in rows}


def _write(
    session: Session,
    difference: Difference,
    rows: Iterable[dict[str, Any]],
    before: Mapping[int, NumberCounted],
) -> None:
    sums = [
        _NOUGHT | vars(cell) | counts
        for cell, counts in sorted(difference.cells.items())
        if any(counts.values())
    ]
    gaps = [
        {"day": day, "gap": gap, "requests": requests}
        for (day, gap), requests in sorted(difference.gaps.items())
        if requests
    ]
    for statement, values in ((_ADD_SUM, sums), (_ADD_GAP, gaps)):
        if values:
            session.execute(statement, values)
    new = [row for row in rows if row["contact_id"] not in before]
    changed = [row for row in rows if row["contact_id"] in before]
    if new:
        session.execute(insert(NumberCounted), new)
    if changed:
        session.execute(update(NumberCounted), changed)
