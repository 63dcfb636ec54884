"""Counts what the four safety proxies are made of, as it stands this moment: sums and one wait, no rows."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Float, and_, case, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session

from web.handoffs.queue.states import OPEN
from web.models.handoff import Handoff, HandoffOutcome, Kind, State
from web.models.help_check import HelpCheck, Helped
from web.numbers.proxies import (
    ANSWERS_WINDOW,
    WINDOW,
    Concerns,
    Counted,
    Experience,
    Responses,
    Waiting,
    place_of_half,
)
from web.store.demonstration import marked


def counted(session: Session, moment: datetime) -> Counted:
    """All that the four need, at `moment`; in a demonstration of the invented contacts alone."""
    made = marked(session)
    last = made.last_contact_id if made else None
    ours = true() if last is None else Handoff.contact_id <= last
    return Counted(
        concerns=_concerns(session, moment, ours),
        waiting=_waiting(session, moment, ours),
        responses=_responses(session, moment, ours),
        experience=_experience(session, moment, true() if last is None else HelpCheck.contact_id <= last),
    )


def _concerns(session: Session, moment: datetime, ours: ColumnElement[bool]) -> Concerns:
    taken, untaken = Handoff.first_action_at.is_not(None), Handoff.first_action_at.is_(None)
    overdue = and_(untaken, Handoff.respond_by < moment)
    late = or_(overdue, Handoff.first_action_at > Handoff.respond_by)
    apart = and_(Handoff.kind == Kind.SAFEGUARDING, _no_test(), ours)
    query = select(_sum(or_(taken, overdue)), _sum(late))
    due, late_ones = session.execute(query.where(apart, Handoff.received_at >= moment - WINDOW)).one()
    now_late = select(func.count()).where(apart, overdue, Handoff.state.in_(OPEN))
    return Concerns(due or 0, late_ones or 0, session.scalar(now_late) or 0)


def _waiting(session: Session, moment: datetime, ours: ColumnElement[bool]) -> Waiting:
    unheard = Handoff.contacted_at.is_(None)
    overdue = and_(unheard, Handoff.respond_by < moment)
    oldest = func.min(case((unheard, Handoff.received_at)))
    query = select(func.count(), _sum(unheard), _sum(overdue), oldest)
    row = session.execute(query.where(Handoff.state.in_(OPEN), ours)).one()
    return Waiting(row[0], row[1] or 0, row[2] or 0, row[3])


def _responses(session: Session, moment: datetime, ours: ColumnElement[bool]) -> Responses:
    came = and_(Handoff.received_at >= moment - WINDOW, _no_test(), ours)
    heard_ones = Handoff.contacted_at.is_not(None)
    still = and_(Handoff.contacted_at.is_(None), Handoff.state != State.CLOSED)
    row = session.execute(select(_sum(heard_ones), _sum(still)).where(came)).one()
    heard, unheard = row[0] or 0, row[1] or 0
    place = place_of_half(heard, unheard)
    if place is None:
        return Responses(heard, unheard)
    waited = _seconds(session)
    middle = select(waited).where(came, heard_ones).order_by(waited).offset(place).limit(1)
    return Responses(heard, unheard, timedelta(seconds=round(session.scalar(middle) or 0)))


def _experience(session: Session, moment: datetime, ours: ColumnElement[bool]) -> Experience:
    answers = and_(HelpCheck.answer.is_not(None), HelpCheck.answered_at >= moment - ANSWERS_WINDOW, ours)
    row = session.execute(select(_sum(HelpCheck.answer == Helped.YES), func.count()).where(answers)).one()
    return Experience(row[0] or 0, row[1])


def _seconds(session: Session) -> ColumnElement[float]:
    """From coming in to first hearing from somebody; the two databases subtract times each in its way."""
    if session.get_bind().dialect.name == "sqlite":
        days = func.julianday(Handoff.contacted_at) - func.julianday(Handoff.received_at)
        return type_coerce(days * 86400.0, Float)
    return type_coerce(func.extract("epoch", Handoff.contacted_at - Handoff.received_at), Float)


def _no_test() -> ColumnElement[bool]:
    return or_(Handoff.outcome.is_(None), Handoff.outcome != HandoffOutcome.DUPLICATE)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
