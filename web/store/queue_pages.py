"""Every query that lists the queue: filters, order, counts, teams. A list knows no name and no words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, true
from sqlalchemy.orm import Session

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
    """A page of hand-offs: what is due first comes first, then the more urgent, then who waits longest."""
    urgency = case({each.value: place for place, each in enumerate(Priority)}, value=Handoff.priority)
    due = (Handoff.due_at.is_(None), Handoff.due_at, urgency, Handoff.received_at, Handoff.id)
    newest = (Handoff.received_at.desc(), Handoff.id.desc())
    query = select(Handoff).where(_on_shelf(asked, asked.shelf), *_narrowed(asked))
    return session.scalars(
        query.order_by(*(newest if asked.order == "newest" else due)).offset(offset).limit(limit)
    ).all()


def counts(session: Session, asked: Asked) -> Mapping[str, int]:
    """How many there are on every shelf, with the same narrowing, in one look."""
    sums = (func.sum(case((_on_shelf(asked, shelf), 1), else_=0)) for shelf in SHELVES)
    row = session.execute(select(*sums).where(Handoff.kind == asked.kind, *_narrowed(asked))).one()
    return {shelf: number or 0 for shelf, number in zip(SHELVES, row, strict=True)}


def waiting(session: Session, kinds: Collection[Kind]) -> Mapping[Kind, int]:
    """How many of each kind are not closed."""
    rows = session.execute(
        select(Handoff.kind, func.count())
        .where(Handoff.kind.in_(kinds), Handoff.state != State.CLOSED)
        .group_by(Handoff.kind)
    )
    found: dict[Kind, int] = {kind: number for kind, number in rows}
    return {kind: found.get(kind, 0) for kind in kinds}


def held_by(session: Session, staff_user_id: int) -> int:
    """How many somebody has taken that are not closed."""
    query = select(func.count()).select_from(Handoff).where(Handoff.claimed_by == staff_user_id)
    return session.scalar(query.where(Handoff.state != State.CLOSED)) or 0


def count_late(session: Session, moment: datetime) -> int:
    """How many are overdue."""
    return session.scalar(select(func.count()).select_from(Handoff).where(_overdue(moment))) or 0


def late(session: Session, moment: datetime) -> Sequence[Handoff]:
    """What is overdue, longest first: for a page that shows references and times, and nothing else."""
    query = select(Handoff).where(_overdue(moment)).order_by(Handoff.due_at, Handoff.id)
    return session.scalars(query).all()


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


def _on_shelf(asked: Asked, shelf: str) -> ColumnElement[bool]:
    # What came in after the end is not over: it stands among the open ones until somebody has seen it.
    is_open = or_(Handoff.state != State.CLOSED, Handoff.news.is_not(None))
    shelves: dict[str, ColumnElement[bool]] = {
        "open": is_open,
        "mine": and_(Handoff.claimed_by == asked.me, is_open),
        "team": and_(Handoff.team.in_(asked.my_teams), is_open),
        "unclaimed": and_(Handoff.state == State.RECEIVED),
        "overdue": _overdue(asked.moment),
        "closed": Handoff.state == State.CLOSED,
    }
    return and_(Handoff.kind == asked.kind, shelves[shelf])


def _overdue(moment: datetime) -> ColumnElement[bool]:
    return and_(Handoff.state != State.CLOSED, Handoff.due_at < moment)
