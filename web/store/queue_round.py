"""What happens in the queue by the clock: what is late is marked, what is empty ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from bot.safeguarding.hours import OfficeHours
from web.handoffs.queue.closing import machine_may_close
from web.handoffs.queue.deeds import MISSED, Deed
from web.handoffs.queue.due import due_rules
from web.handoffs.queue.states import OPEN, Move
from web.models.handoff import Handoff, HandoffOutcome, Kind, State
from web.store.queue import known_of, note_event, perform, place

_MOST = 200  # rows a round and kind of work: the rest comes with the next minute


@dataclass(frozen=True)
class Round:
    """How much one round did."""

    placed: int = 0
    late: int = 0


def go_round(session: Session, moment: datetime, hours: OfficeHours) -> Round:
    """One round. A second one at the same moment does nothing."""
    placed = _place_what_has_no_time(session, hours)
    return Round(placed, _mark_late(session, moment))


def _place_what_has_no_time(session: Session, hours: OfficeHours) -> int:
    """Hand-offs from before there was a queue get their team and their time, counted from when they came."""
    found = _rows(session, Handoff.state.in_(OPEN), Handoff.respond_by.is_(None))
    for handoff in found:
        place(session, handoff, hours, [each.words for each in handoff.words])
    return len(found)


def _mark_late(session: Session, moment: datetime) -> int:
    """Marks what is due and undone, once for each time that was due."""
    unmarked = or_(Handoff.late_at.is_(None), Handoff.late_at < Handoff.due_at)
    found = _rows(session, Handoff.state.in_(OPEN), Handoff.due_at < moment, unmarked)
    for handoff in found:
        broken = _is_broken(handoff, moment)
        handoff.late_at = moment
        if broken:
            handoff.promise_kept = False
        note_event(session, handoff, Deed(Move.LATE, None, code=MISSED if broken else None), moment)
    return len(found)


def _is_broken(handoff: Handoff, moment: datetime) -> bool:
    promised = handoff.promised_by
    return promised is not None and handoff.promise_kept is None and promised < moment


def close_empty(session: Session, moment: datetime) -> list[Handoff]:
    """Closes what names nobody, can reach nobody and shows no need, after a while; those it closed."""
    before = moment - timedelta(days=due_rules()["close_empty_days"])
    old = (Handoff.state == State.RECEIVED, Handoff.kind == Kind.SUPPORT, Handoff.received_at < before)
    closed: list[Handoff] = []
    last = 0
    while found := _rows(session, *old, Handoff.id > last):
        last = found[-1].id
        for handoff in found:
            if machine_may_close(known_of(session, handoff)):
                closing = Deed(Move.CLOSE_EMPTY, None, outcome=HandoffOutcome.ABANDONED_ANONYMOUS)
                perform(session, handoff, closing, moment)
                closed.append(handoff)
    return closed


def _rows(session: Session, *conditions: object) -> Sequence[Handoff]:
    query = select(Handoff).where(*conditions).order_by(Handoff.id).limit(_MOST)  # type: ignore[arg-type]
    return session.scalars(query.options(selectinload(Handoff.words), selectinload(Handoff.contact))).all()
