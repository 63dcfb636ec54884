"""Every query that lists the queue: filters, order, counts, teams. A list knows no name and no words.

Of all hand-offs there are, few are open. Those are asked for by their states, one by one: an index leads to
them, while "not closed" would be found by looking at everything that ever was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, delete, func, select, true, union_all
from sqlalchemy.orm import Session

from web.handoffs.queue.states import OPEN
from web.models.handoff import Handoff, Kind, Priority, State, Team
from web.models.queue import TeamMember
from web.models.staff import StaffUser

_LIST = ("open", "mine", "team", "unclaimed", "overdue", "closed")


@dataclass(frozen=True)
class Asked:
    """What a page of the queue shows. `shelf`: one of SHELVES; `order`: due or newest."""

    kind: Kind
    me: int
    my_teams: frozenset[Team]
    moment: datetime
    shelf: str = "open"
    team: Team | None = None
    order: str = "due"


SHELVES = _LIST
ORDERS = ("due", "newest")


def listed(session: Session, asked: Asked, *, offset: int, limit: int) -> Sequence[Handoff]:
    """A page of hand-offs: what is due first comes first, then the more urgent, then who waits longest.

    Of what is closed nothing is due: there the newest come first, whatever was asked.
    """
    shelf = _shelf(asked)
    urgency = case({each.value: place for place, each in enumerate(Priority)}, value=shelf.c.priority)
    due = (shelf.c.due_at.is_(None), shelf.c.due_at, urgency, shelf.c.received_at, shelf.c.id)
    newest = (shelf.c.received_at.desc(), shelf.c.id.desc())
    order = newest if asked.order == "newest" or asked.shelf == "closed" else due
    wanted = select(shelf.c.id).where(_on_shelf(asked, asked.shelf, shelf.c)).order_by(*order)
    # First which, then the rows themselves: sealed words and all else are not carried through the sorting.
    ids = session.scalars(wanted.offset(offset).limit(limit)).all()
    found = {each.id: each for each in session.scalars(select(Handoff).where(Handoff.id.in_(ids)))}
    return [found[id_] for id_ in ids]


def counts(session: Session, asked: Asked) -> Mapping[str, int]:
    """How many there are on every shelf, with the same narrowing, in one look."""
    rows = _not_over(asked)
    conditions = {shelf: _on_shelf(asked, shelf, rows.c) for shelf in SHELVES if shelf != "closed"}
    row = session.execute(select(*(func.sum(case((each, 1), else_=0)) for each in conditions.values()))).one()
    found = {shelf: number or 0 for shelf, number in zip(conditions, row, strict=True)}
    closed = (Handoff.kind == asked.kind, Handoff.state == State.CLOSED, *_narrowed(asked))
    return found | {"closed": session.scalar(select(func.count()).where(*closed)) or 0}


def waiting(session: Session, kinds: Collection[Kind]) -> Mapping[Kind, int]:
    """How many of each kind are not closed."""
    rows = session.execute(
        select(Handoff.kind, func.count())
        .where(Handoff.kind.in_(kinds), Handoff.state.in_(OPEN))
        .group_by(Handoff.kind)
    )
    found: dict[Kind, int] = {kind: number for kind, number in rows}
    return {kind: found.get(kind, 0) for kind in kinds}


def held_by(session: Session, staff_user_id: int) -> int:
    """How many somebody has taken that are not closed."""
    query = select(func.count()).select_from(Handoff).where(Handoff.claimed_by == staff_user_id)
    return session.scalar(query.where(Handoff.state.in_(OPEN))) or 0


def count_late(session: Session, moment: datetime, kinds: Collection[Kind] = tuple(Kind)) -> int:
    """How many are overdue."""
    late = (Handoff.kind.in_(kinds), _overdue(moment))
    return session.scalar(select(func.count()).select_from(Handoff).where(*late)) or 0


def late(session: Session, moment: datetime, kind: Kind, *, offset: int, limit: int) -> Sequence[Handoff]:
    """A page of what is overdue, longest first: for one that shows references and times, and nothing else."""
    query = select(Handoff.id).where(Handoff.kind == kind, _overdue(moment))
    ids = query.order_by(Handoff.due_at, Handoff.id).offset(offset).limit(limit)
    found = {each.id: each for each in session.scalars(select(Handoff).where(Handoff.id.in_(ids)))}
    return sorted(found.values(), key=lambda each: (each.due_at or moment, each.id))


def teams_of(session: Session, staff_user_id: int) -> frozenset[Team]:
    """The teams whose list somebody works."""
    query = select(TeamMember.team).where(TeamMember.staff_user_id == staff_user_id)
    return frozenset(session.scalars(query))


def set_teams(session: Session, staff_user_id: int, teams: Collection[Team]) -> None:
    """From now on somebody works the lists of these teams."""
    session.execute(delete(TeamMember).where(TeamMember.staff_user_id == staff_user_id))
    session.add_all(TeamMember(staff_user_id=staff_user_id, team=team) for team in sorted(set(teams)))
    session.flush()


def names_of(session: Session, ids: Collection[int | None]) -> Mapping[int, str]:
    """The names of accounts."""
    wanted = {each for each in ids if each is not None}
    rows = session.execute(select(StaffUser.id, StaffUser.name).where(StaffUser.id.in_(wanted)))
    return {id_: name for id_, name in rows}


def _narrowed(asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return (Handoff.team == asked.team,) if asked.team else (true(),)


_SORTED_BY = (
    Handoff.id, Handoff.state, Handoff.team, Handoff.claimed_by, Handoff.priority, Handoff.received_at,
    Handoff.due_at,
)  # fmt: skip


def _shelf(asked: Asked) -> Subquery:
    """Where the shelf that is asked for is looked for."""
    if asked.shelf != "closed":
        return _not_over(asked)
    closed = (Handoff.kind == asked.kind, Handoff.state == State.CLOSED, *_narrowed(asked))
    return select(*_SORTED_BY).where(*closed).subquery()


def _not_over(asked: Asked) -> Subquery:
    """All that is open or has news, by one index each.

    What came in after the end is not over: it stands among the open ones until somebody has seen it.
    """
    whole = select(*_SORTED_BY).where(Handoff.kind == asked.kind, *_narrowed(asked))
    has_news = (Handoff.news.is_not(None), Handoff.state.not_in(OPEN))
    return union_all(whole.where(Handoff.state.in_(OPEN)), whole.where(*has_news)).subquery()


def _on_shelf(asked: Asked, shelf: str, row: Any) -> ColumnElement[bool]:
    """What is told apart among those that are not over; `row`: the columns of _SORTED_BY."""
    shelves: dict[str, ColumnElement[bool]] = {
        "open": true(),
        "mine": row.claimed_by == asked.me,
        "team": row.team.in_(asked.my_teams),
        "unclaimed": row.state == State.RECEIVED,
        "overdue": and_(row.state.in_(OPEN), row.due_at < asked.moment),
        "closed": true(),
    }
    return shelves[shelf]


def _overdue(moment: datetime) -> ColumnElement[bool]:
    return and_(Handoff.state.in_(OPEN), Handoff.due_at < moment)
