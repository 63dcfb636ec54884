"""Reads the sums for an evaluation: of a site, of those it is compared with, of the weeks before it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select, true
from sqlalchemy.orm import Session

from web.handoffs.queue.states import OPEN
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.models.numbers import COUNTERS, number_sum
from web.numbers.cells import Cell
from web.numbers.evaluation import Part
from web.numbers.totals import Sums
from web.store.demonstration import marked

_S = number_sum.c


def by_day(session: Session, part: Part, ahead: Mapping[Cell, Mapping[str, int]]) -> dict[date, Sums]:
    """The sums of every day of a part; `ahead`: what they lack yet."""
    grain = _grain(part)
    query = select(_S.day, *(func.sum(_S[name]).label(name) for name in COUNTERS)).where(
        _S.grain == grain, _S.day.between(part.first, part.last), _S.site == part.site, *_narrowed(part)
    )
    found: dict[date, Sums] = {
        row.day: Counter({name: int(row._mapping[name]) for name in COUNTERS})
        for row in session.execute(query.group_by(_S.day))
    }
    for cell, counts in _within(ahead, grain, part):
        found.setdefault(cell.day, Counter()).update(counts)
    return found


def overdue(session: Session, part: Part, moment: datetime) -> int:
    """Hand-offs of contacts of the part that nobody got in touch about, although it was due by `moment`."""
    made = marked(session)
    where = [
        Contact.id == Handoff.contact_id, Contact.started_on.between(part.first, part.last),
        Contact.site == part.site, Contact.id <= made.last_contact_id if made else true(),
    ]  # fmt: skip
    if part.channels:
        where.append(Contact.channel.in_(part.channels))
    if part.districts:
        where.append(Contact.place_district.in_(part.districts))
    elif part.place_known:
        where.append(Contact.place_district != "")
    # From the few that are open to their contacts, not from every contact of the period to its hand-offs.
    late = (Handoff.state.in_(OPEN), Handoff.contacted_at.is_(None), Handoff.respond_by < moment)
    query = select(func.count()).select_from(Handoff).where(*late, exists(select(Contact.id).where(*where)))
    return session.scalar(query) or 0


def _grain(part: Part) -> str:
    return "locality" if part.districts or part.place_known else "all"


def _narrowed(part: Part) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = []
    if part.channels:
        narrowed.append(_S.channel.in_(part.channels))
    if part.districts:
        narrowed.append(_S.locality.in_(part.districts))
    elif part.place_known:
        narrowed.append(_S.locality != "")
    return narrowed


def _within(
    ahead: Mapping[Cell, Mapping[str, int]], grain: str, part: Part
) -> Iterator[tuple[Cell, Mapping[str, int]]]:
    for cell, counts in ahead.items():
        if cell.grain == grain and cell.site == part.site and part.first <= cell.day <= part.last:
            of_channel = not part.channels or cell.channel in part.channels
            known = bool(cell.locality) or not part.place_known
            if of_channel and (cell.locality in part.districts if part.districts else known):
                yield cell, counts
