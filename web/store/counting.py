"""Keeps the sums true: counts what changed since, adds the difference, and forgets that it changed.

Exact, since each contact's last addition is kept and taken back when a new one is made; restartable, since
a step is one transaction; and nothing that was erased is ever taken back.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.orm import Session

from web.models.numbers import COUNTERS, SUM_KEY, NumberCounted, NumberDue, number_gap, number_sum
from web.numbers.added import Added, added_by, as_json, from_json
from web.numbers.cells import Cell, cells_of
from web.numbers.returns import LONGEST
from web.store import demonstration
from web.store.adding import add_all
from web.store.number_facts import Known, facts_of, with_company
from web.store.rows import in_parts

AT_ONCE = 2000  # changes a step: nobody else writes for half a second, or for one where all are new
_LOCK = 712030  # PostgreSQL's advisory lock: two workers that count at once would add twice
_PLACES = {name: place for place, name in enumerate(COUNTERS)}


@dataclass(frozen=True)
class Clock:
    """What counting must know of time: today, the council's zone, for how many days contacts are kept."""

    today: date
    zone: str
    contact_days: int


class Earlier(NamedTuple):
    """What a contact has added until now, and whose it was."""

    person_id: int | None
    added: Mapping[str, Any]
    fixed: bool


class Difference:
    """What a step adds to the sums and takes back from them."""

    def __init__(self) -> None:
        self._rows: defaultdict[Cell, list[int]] = defaultdict(lambda: [0] * len(COUNTERS))
        self.gaps: Counter[tuple[date, int]] = Counter()

    @property
    def cells(self) -> dict[Cell, dict[str, int]]:
        """What is added to each row, by the name of the counter."""
        return {
            cell: {name: number for name, number in zip(COUNTERS, row, strict=True) if number}
            for cell, row in self._rows.items()
        }

    def put(self, added: Added, sign: int) -> None:
        """Puts in what a contact added: with `sign` -1 it is taken back."""
        if not added.counts:
            return
        # A row is a list, for a million contacts have some twenty rows each: names would double the time.
        counts = [(_PLACES[name], sign * number) for name, number in added.counts.items()]
        for cell in cells_of(added.traits):
            row = self._rows[cell]
            for place, number in counts:
                row[place] += number
        if added.gap is not None:
            self.gaps[added.traits.day, added.gap] += sign

    def write(self, session: Session) -> None:
        """Adds all of it to the sums."""
        rows = ((*_text(cell), *row) for cell, row in sorted(self._rows.items()) if any(row))
        gaps = ((day.isoformat(), gap, number) for (day, gap), number in self.gaps.items() if number)
        add_all(session, number_sum, SUM_KEY, COUNTERS, rows)
        add_all(session, number_gap, ("day", "gap"), ("requests",), gaps)


def _text(cell: Cell) -> tuple[str, ...]:
    return (*cell[:5], cell.day.isoformat(), *cell[6:])


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
) -> tuple[Difference, list[dict[str, Any]], Mapping[int, Earlier]]:
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
    id_: int, known: Known, earlier: Earlier | None, clock: Clock, difference: Difference
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


def _counted(session: Session, ids: Collection[int]) -> dict[int, Earlier]:
    counted = NumberCounted
    query = select(counted.contact_id, counted.person_id, counted.added, counted.fixed)
    return {
        row.contact_id: Earlier(row.person_id, row.added, row.fixed)
        for some in in_parts(ids)
        for row in session.execute(query.where(counted.contact_id.in_(some)))
    }


def _write(
    session: Session, difference: Difference, rows: Iterable[dict[str, Any]], before: Collection[int]
) -> None:
    difference.write(session)
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for row in rows:
        (changed if row["contact_id"] in before else new).append(row)
    if new:
        session.execute(insert(cast(Table, NumberCounted.__table__)), new)  # all in one, whoever they are
    if changed:
        session.execute(update(NumberCounted), changed)
