"""Reads the sums for pages of numbers: a period by day, by one trait, how many people, what is overdue."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, true
from sqlalchemy.orm import Session

from web.models.contact import Contact
from web.models.handoff import Handoff, State
from web.models.numbers import COUNTERS, NumberDue, NumberGap, number_sum
from web.numbers.cells import CROSSED, Cell, grain_for
from web.numbers.chosen import FILTERS, FINE, Chosen
from web.numbers.totals import Sums
from web.store.demonstration import marked

_S = number_sum.c
Ahead = Mapping[Cell, Mapping[str, int]]
NOTHING: Ahead = {}


def by_day(session: Session, chosen: Chosen, ahead: Ahead = NOTHING) -> dict[date, Sums]:
    """The sums of every day on which anything happened; `ahead`: what they lack yet, by row."""
    grain = grain_for(**{name: bool(getattr(chosen, name)) for name in FINE})
    query = select(_S.day, *_sums(COUNTERS)).where(*_rows(session, grain, chosen)).group_by(_S.day)
    found = {row.day: _counter(row, COUNTERS) for row in session.execute(query)}
    for cell, counts in _within(ahead, grain, chosen):
        found.setdefault(cell.day, Counter()).update(counts)
    return found


def by_trait(
    session: Session,
    chosen: Chosen,
    trait: str,
    counters: Sequence[str] = COUNTERS,
    ahead: Ahead = NOTHING,
) -> dict[str, Sums]:
    """The sums of the period for each value of one of FILTERS, in order of the value."""
    asked = {name: bool(getattr(chosen, name)) or name == trait for name in FINE}
    grain, column = grain_for(**asked), _S[trait]
    rows = _rows(session, grain, chosen)
    query = select(column.label("trait"), *_sums(counters)).where(*rows).group_by(column)
    found = {row.trait: _counter(row, counters) for row in session.execute(query)}
    for cell, counts in _within(ahead, grain, chosen):
        known = {name: number for name, number in counts.items() if name in counters}
        found.setdefault(getattr(cell, trait), Counter()).update(known)
    return dict(sorted(found.items()))


def by_split(session: Session, chosen: Chosen, counters: Sequence[str]) -> dict[str, Sums]:
    """The sums for each group of people; only channel and site narrow them."""
    groups = (*_rows(session, "split", chosen), ~_S.split.startswith("hour:"))
    query = select(_S.split.label("trait"), *_sums(counters)).where(*groups)
    rows = session.execute(query.group_by(_S.split).order_by(_S.split))
    return {row.trait: _counter(row, counters) for row in rows}


def people(session: Session, chosen: Chosen, ahead: Mapping[tuple[date, int], int]) -> tuple[int, int]:
    """Of how many requests of the period it is known whose they are, and how many different people that is.

    A request is its person's first of the period when the one before it lies before the first day.
    """
    query = select(NumberGap.day, NumberGap.gap, NumberGap.requests).where(
        NumberGap.day.between(chosen.first, chosen.last)
    )
    lacking = ((day, gap, number) for (day, gap), number in ahead.items())
    coming = (row for row in lacking if chosen.first <= row[0] <= chosen.last)
    requests = first = 0
    for day, gap, number in (*session.execute(query), *coming):
        requests += number
        first += number if gap > (day - chosen.first).days else 0
    return requests, first


def overdue(session: Session, chosen: Chosen, moment: datetime) -> int:
    """Hand-offs of contacts of the period that nobody got in touch about, although it was due by `moment`."""
    made = marked(session)
    query = (
        select(Contact.needs)
        .join(Handoff, Handoff.contact_id == Contact.id)
        .where(
            Handoff.state != State.CLOSED,
            Handoff.contacted_at.is_(None),
            Handoff.respond_by < moment,
            Contact.started_on.between(chosen.first, chosen.last),
            Contact.id <= made.last_contact_id if made else true(),
            *_of_contact(chosen),
        )
    )
    return sum(not chosen.need or chosen.need in needs for needs in session.scalars(query))


def choices(session: Session, chosen: Chosen) -> Mapping[str, list[str]]:
    """What each filter can be set to: what occurred in the period, and what it is set to."""
    grains = {"channel": "all", "site": "all", "locality": "locality", "need": "need", "team": "team"}
    found = {}
    for name in FILTERS:
        wanted = (_S.grain == grains[name], _S.day.between(chosen.first, chosen.last), _S[name] != "")
        values = set(session.scalars(select(_S[name]).where(*wanted).distinct()))
        found[name] = sorted(values | ({getattr(chosen, name)} - {""}))
    return found


def uncounted(session: Session) -> int:
    """How many changes wait to be counted."""
    return session.scalar(select(func.count()).select_from(NumberDue)) or 0


def purge_crossed(session: Session, before: date) -> None:
    """Deletes the rows of days before `before` in which several traits of few people meet."""
    session.execute(number_sum.delete().where(_S.grain.in_(CROSSED), _S.day < before))


def _rows(session: Session, grain: str, chosen: Chosen) -> list[ColumnElement[bool]]:
    narrowed = [_S[name] == getattr(chosen, name) for name in FILTERS if getattr(chosen, name)]
    if grain == "crossed" and not chosen.locality:
        # Named one by one, so that each is a jump along the key instead of a walk through all there is.
        every = select(_S.locality).where(_S.grain == "locality", _S.day.between(chosen.first, chosen.last))
        narrowed.append(_S.locality.in_(session.scalars(every.distinct()).all()))
    return [_S.grain == grain, _S.day.between(chosen.first, chosen.last), *narrowed]


def _of_contact(chosen: Chosen) -> list[ColumnElement[bool]]:
    columns = {
        "channel": Contact.channel, "site": Contact.site, "locality": Contact.place_district,
        "team": Handoff.team,
    }  # fmt: skip
    return [column == getattr(chosen, name) for name, column in columns.items() if getattr(chosen, name)]


def _within(ahead: Ahead, grain: str, chosen: Chosen) -> Iterator[tuple[Cell, Mapping[str, int]]]:
    narrowed = {name: getattr(chosen, name) for name in FILTERS if getattr(chosen, name)}
    for cell, counts in ahead.items():
        if cell.grain == grain and chosen.first <= cell.day <= chosen.last:
            if all(getattr(cell, name) == value for name, value in narrowed.items()):
                yield cell, counts


def _sums(counters: Collection[str]) -> list[ColumnElement[int]]:
    return [func.sum(_S[name]).label(name) for name in counters]


def _counter(row: Row[Any], counters: Collection[str]) -> Sums:
    values = row._mapping
    return Counter({name: int(values[name]) for name in counters if values[name]})
