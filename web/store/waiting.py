"""What waits in the queue this moment: how many open hand-offs are alike in what a manager counts by.

No reference, name or word, and added up by the database: a year of a large council leaves thousands open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, select
from sqlalchemy.orm import Session

from web.handoffs.queue.states import OPEN
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.numbers.chosen import Chosen
from web.store.demonstration import marked


@dataclass(frozen=True)
class Waiting:
    """So many open hand-offs. `overdue`: something about them is due and was not done.

    `age`: how many of the ages that were asked for they are past. `heard`: somebody got in touch, or tried.
    """

    team: str
    state: str
    priority: str
    age: int
    overdue: bool
    heard: bool
    number: int
    oldest: datetime


def waiting(
    session: Session, chosen: Chosen, moment: datetime, ages: Sequence[timedelta] = ()
) -> Iterator[Waiting]:
    """Every open hand-off, whenever it came, that the filters of `chosen` leave."""
    overdue = and_(Handoff.due_at.is_not(None), Handoff.due_at < moment)
    alike: list[ColumnElement[Any]] = [
        Handoff.team.expression, Handoff.state.expression, Handoff.priority.expression, _age(moment, ages),
        _one(overdue), _one(Handoff.contacted_at.is_not(None)),
    ]  # fmt: skip
    if chosen.need:
        alike.append(cast(Contact.needs, Text))  # the list as it is written: few needs are told together
    query = select(*alike, func.count(), func.min(Handoff.received_at)).group_by(*alike)
    for team, state, priority, age, late, heard, *needs, number, oldest in session.execute(
        _narrowed(session, query, chosen)
    ):
        if not chosen.need or f'"{chosen.need}"' in needs[0]:
            yield Waiting(
                team.value, state.value, priority.value, age, bool(late), bool(heard), number, oldest
            )


def _narrowed(session: Session, query: Select[Any], chosen: Chosen) -> Select[Any]:
    of_contact = {"channel": Contact.channel, "site": Contact.site, "locality": Contact.place_district}
    wanted = [column == getattr(chosen, name) for name, column in of_contact.items() if getattr(chosen, name)]
    query = query.where(Handoff.state.in_(OPEN))
    if wanted or chosen.need:
        query = query.join(Contact, Handoff.contact_id == Contact.id).where(*wanted)
    if chosen.team:
        query = query.where(Handoff.team == chosen.team)
    made = marked(session)
    return query.where(Handoff.contact_id <= made.last_contact_id) if made else query


def _age(moment: datetime, ages: Sequence[timedelta]) -> ColumnElement[int]:
    past = [(Handoff.received_at <= moment - age, place) for place, age in enumerate(ages, 1)]
    return case(*reversed(past), else_=0) if past else func.abs(0)


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
