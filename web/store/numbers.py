"""Reads the sums for pages of numbers: a period by day, by one trait, how many people, what is overdue."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Row, and_, column, func, or_, select, true, values
from sqlalchemy.orm import Session

from web.handoffs.queue.states import OPEN
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.models.numbers import COUNTERS, NumberDue, number_gap, number_sum
from web.numbers.cells import BY_MONTH, CROSSED, OF_GRAIN, Cell, grain_for, month_grain
from web.numbers.chosen import FILTERS, FINE, Chosen, whole_months
from web.numbers.totals import Sums
from web.store.demonstration import marked

_S = number_sum.c
Ahead = Mapping[Cell, Mapping[str, int]]
NOTHING: Ahead = {}
MOST_WAITING = 100_000  # changes that are counted through for a page
GROUPS = ("language", "about", "carer", "opening")  # of people; the hours of a day are splits as well


def by_day(session: Session, chosen: Chosen, ahead: Ahead = NOTHING) -> dict[date, Sums]:
    """The sums of every day on which anything happened; `ahead`: what they lack yet, by row."""
    grain = grain_for(**{name: bool(getattr(chosen, name)) for name in FINE})
    rows = (*_traits(session, grain, chosen), _S.grain == grain, _days(chosen))
    query = select(_S.day, *_sums(COUNTERS)).where(*rows).group_by(_S.day)
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
    grain = grain_for(**asked)
    found = _whole(session, grain, chosen, _S[trait], counters)
    for cell, counts in _within(ahead, grain, chosen):
        known = {name: number for name, number in counts.items() if name in counters}
        found.setdefault(getattr(cell, trait), Counter()).update(known)
    return dict(sorted(found.items()))


def by_split(session: Session, chosen: Chosen, counters: Sequence[str]) -> dict[str, Sums]:
    """The sums for each group of people; only channel and site narrow them."""
    usual = replace(chosen, locality="", need="", team="")
    groups = or_(*(_S.split.between(f"{group}:", f"{group};") for group in GROUPS))
    found = _whole(session, "split", usual, _S.split, counters, groups)
    return dict(sorted(found.items()))


def people(session: Session, chosen: Chosen, ahead: Mapping[tuple[date, int], int]) -> tuple[int, int]:
    """Of how many requests of the period it is known whose they are, and how many different people that is.

    A request is its person's first of the period when the one before it lies before the first day.
    """
    days = (chosen.last - chosen.first).days + 1
    since = [(chosen.first + timedelta(days=each), each) for each in range(days)]
    gone = values(column("day", Date), column("days", Integer), name="gone").data(since).cte("gone")
    within = number_gap.c.day.between(chosen.first, chosen.last)
    new = and_(number_gap.c.day == gone.c.day, number_gap.c.gap > gone.c.days)
    requests = session.scalar(select(func.sum(number_gap.c.requests)).where(within)) or 0
    first = (
        session.scalar(select(func.sum(number_gap.c.requests)).select_from(gone.join(number_gap, new))) or 0
    )
    for (day, gap), number in ahead.items():
        if chosen.first <= day <= chosen.last:
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
            Handoff.state.in_(OPEN),
            Handoff.contacted_at.is_(None),
            Handoff.respond_by < moment,
            Contact.started_on.between(chosen.first, chosen.last),
            Contact.id <= made.last_contact_id if made else true(),
            *_of_contact(chosen),
        )
    )
    if not chosen.need:
        return session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return sum(chosen.need in needs for needs in session.scalars(query))


def choices(session: Session, chosen: Chosen) -> Mapping[str, list[str]]:
    """What each filter can be set to: what occurred in the months of the period, and what it is set to."""
    known = ((name, {*_known(session, name, chosen), getattr(chosen, name)}) for name in FILTERS)
    return {name: sorted(values - {""}) for name, values in known}


def uncounted(session: Session) -> int:
    """How many changes wait to be counted; of very many as many as is said."""
    some = select(NumberDue.id).limit(MOST_WAITING).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def purge_crossed(session: Session, before: date) -> None:
    """Deletes the rows of days before `before` in which several traits of few people meet."""
    session.execute(number_sum.delete().where(_S.grain.in_(CROSSED), _S.day < before))


def _whole(
    session: Session, grain: str, chosen: Chosen, trait: Any, counters: Sequence[str], *which: Any
) -> dict[str, Sums]:
    """The sums of the period by one trait: of whole months where these are kept, and of the other days."""
    found: dict[str, Sums] = {}
    months = whole_months(chosen) if grain in BY_MONTH else None
    periods = [(grain, chosen)]
    if months:
        periods = [(month_grain(grain), Chosen(months[0], months[1] - timedelta(days=1)))]
        if chosen.first < months[0]:  # before the first of all days there is none to count back to
            periods.append((grain, Chosen(chosen.first, months[0] - timedelta(days=1))))
        if months[1] <= chosen.last:
            periods.append((grain, Chosen(months[1], chosen.last)))
    traits = _traits(session, grain, chosen)
    for each, days in periods:
        rows = (*which, *traits, _S.grain == each, _days(days))
        query = select(trait.label("trait"), *_sums(counters)).where(*rows).group_by(trait)
        for row in session.execute(query):
            found.setdefault(row.trait, Counter()).update(_counter(row, counters))
    return found


def _traits(session: Session, grain: str, chosen: Chosen) -> list[ColumnElement[bool]]:
    """What rows of a grain have in their key: each part is named, so that days are jumps along it."""
    conditions = []
    for name in ("locality", "need", "team", "split"):
        if name not in OF_GRAIN[grain]:
            conditions.append(_S[name] == "")
        elif not getattr(chosen, name, ""):
            conditions.append(_S[name].in_([*_known(session, name, chosen), ""]))
    narrowed = (name for name in FILTERS if getattr(chosen, name))
    return [*conditions, *(_S[name] == getattr(chosen, name) for name in narrowed)]


def _known(session: Session, name: str, chosen: Chosen) -> list[str]:
    """Every value that a trait had in the months of the period."""
    grain = month_grain(name if name in BY_MONTH else "all")
    months = _S.day.between(chosen.first.replace(day=1), chosen.last)
    return list(session.scalars(select(_S[name]).where(_S.grain == grain, months).distinct()))


def _days(chosen: Chosen) -> ColumnElement[bool]:
    return _S.day.between(chosen.first, chosen.last)


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
