"""Every change of a hand-off in the queue: done once, from the version that was seen, and remembered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.safeguarding.hours import OfficeHours
from web.handoffs.queue.closing import Known
from web.handoffs.queue.deeds import Before, Columns, Deed, effects, said_of_promise
from web.handoffs.queue.due import priority_of, respond_by
from web.handoffs.queue.routing import Case, route
from web.handoffs.queue.states import OPEN, Move, after
from web.models.handoff import Handoff, Kind, Priority, State
from web.models.queue import HandoffEvent
from web.models.record import ContactRecord
from web.store.rows import changed
from web.store.settling import settle

_ORDER = tuple(Priority)
_LOOKED_AT = tuple(Before.__dataclass_fields__)


class Overtaken(Exception):
    """Somebody, or something new, changed the hand-off since the form was shown. Nothing was done."""


def perform(session: Session, handoff: Handoff, deed: Deed, moment: datetime) -> bool:
    """Makes one move. False when this very form was taken before: then it is done already.

    Overtaken when the hand-off is no longer as `deed.version` showed it; NotNow when the move cannot be made.
    Of two at once one changes the row and the other finds it changed, on SQLite and PostgreSQL alike.
    """
    if deed.form_key and _was_taken(session, deed.form_key):
        return False
    if deed.version is not None and deed.version != handoff.version:
        raise Overtaken
    to = after(deed.move, handoff.state, handoff.kind, holder=handoff.claimed_by, by=deed.by)
    before = Before(**{name: getattr(handoff, name) for name in _LOOKED_AT})
    change = effects(deed, before, moment)
    if not _write(session, handoff, {**change, "state": to}):
        if deed.form_key and _was_taken(session, deed.form_key):
            return False  # the same form twice at the same moment: the other one did it
        raise Overtaken
    team = {"from_team": handoff.team, "to_team": deed.team} if deed.team else {}
    code = deed.outcome or deed.code or said_of_promise(change)
    _remember(session, handoff.id, deed, moment, from_state=before.state, to_state=to, code=code, **team)
    session.refresh(handoff)
    if State.CLOSED in (before.state, to):
        settle(session, handoff.contact)
    return True


def add_note(session: Session, handoff: Handoff, deed: Deed, moment: datetime) -> bool:
    """Adds a note beside whatever else is going on: it needs no version. False when it is there already."""
    if deed.form_key and _was_taken(session, deed.form_key):
        return False
    after(deed.move, handoff.state, handoff.kind, holder=handoff.claimed_by, by=deed.by)
    try:
        with session.begin_nested():
            note_event(session, handoff, deed, moment)
    except IntegrityError:  # the same form twice at the same moment
        return False
    handoff.news = None
    return True


def place(session: Session, handoff: Handoff, hours: OfficeHours, words: Sequence[str] = ()) -> None:
    """Gives a hand-off its team, with the rule that chose it, its urgency and the time that is due."""
    chosen = route(case_of(handoff, words))
    handoff.team, handoff.route = chosen.team, chosen.rule
    handoff.priority = _priority(handoff)
    handoff.respond_by = handoff.due_at = respond_by(handoff.priority, handoff.received_at, hours)
    session.flush()
    arrived = Deed(Move.ARRIVE, None)
    _remember(
        session, handoff.id, arrived, handoff.received_at,
        to_state=State.RECEIVED, to_team=chosen.team, code=chosen.rule,
    )  # fmt: skip


def added_to(session: Session, handoff: Handoff, hours: OfficeHours, moment: datetime) -> None:
    """Something new came in: whoever has a page of it open must see it, and danger makes it more urgent."""
    # Counted by the store: two that add at once make it two more.
    handoff.version = cast(int, Handoff.version + 1)
    sooner = min(handoff.priority, _priority(handoff), key=_ORDER.index)
    if sooner is not handoff.priority:
        handoff.priority = sooner
        due = respond_by(sooner, moment, hours)
        if handoff.contacted_at is None and (handoff.respond_by is None or due < handoff.respond_by):
            handoff.respond_by = due
        if handoff.state is not State.CLOSED and (handoff.due_at is None or due < handoff.due_at):
            handoff.due_at = due
    if handoff.state is not State.RECEIVED:  # until somebody took it, all of it is new
        handoff.news = Move.ADDED_TO.value
        note_event(session, handoff, Deed(Move.ADDED_TO, None), moment)
    session.flush()


def note_told(session: Session, handoff: Handoff, moment: datetime, by: datetime | None = None) -> bool:
    """The person is told by when they hear from us: from then on it is a promise. False where it is none.

    `by`: the time they were told, where that was not what is due; what is due sooner is promised sooner.
    Nothing is promised to whom nobody may or can get in touch with, nor twice, nor what is over already.
    """
    reachable = handoff.safe_to_contact is True and handoff.has_way
    owed = handoff.contacted_at is None and handoff.promised_by is None
    due = min(filter(None, (handoff.respond_by, by)), default=None)
    if not (reachable and owed and handoff.state in OPEN and due and due > moment):
        return False
    handoff.promised_by = due
    note_event(session, handoff, Deed(Move.TOLD, None), moment)
    return True


def note_reviewed(session: Session, handoff: Handoff, by: int, moment: datetime) -> None:
    """A reviewer finds that it should have gone further: it stands before the team again, as news."""
    handoff.version = cast(int, Handoff.version + 1)
    handoff.news = Move.REVIEWED.value
    note_event(session, handoff, Deed(Move.REVIEWED, by), moment)


def history(session: Session, handoff_id: int) -> Sequence[HandoffEvent]:
    """Everything that was done to a hand-off, oldest first."""
    query = select(HandoffEvent).where(HandoffEvent.handoff_id == handoff_id)
    return session.scalars(query.order_by(HandoffEvent.at, HandoffEvent.id)).all()


def known_of(session: Session, handoff: Handoff) -> Known:
    """What closing may go by. A name counts wherever it stands, also where a worker put it right."""
    record = session.get(ContactRecord, handoff.contact_id)
    kept = (each for each in (handoff, record) if each is not None)
    given = ("contact_name", "contact_phone", "contact_email", "contact_address")
    named = [getattr(each, name) for each in kept for name in given]
    named += [record.about_name, record.case_number] if record else []
    return Known(
        kind=handoff.kind,
        request=handoff.request or handoff.contact.request,
        named=any(named),
        needs=bool(handoff.needs or handoff.contact.needs or handoff.contact.unmet),
        risk=bool(handoff.risk_level or handoff.contact.risk_level or handoff.contact.safeguarding_concern),
        priority=handoff.priority,
        has_caller=handoff.contact.adviser_id is not None or handoff.contacted_at is not None,
    )


def case_of(handoff: Handoff, words: Sequence[str]) -> Case:
    """What routing may go by."""
    return Case(handoff.kind, handoff.request, handoff.needs, handoff.risk_category, handoff.about, words)


def note_event(session: Session, handoff: Handoff, deed: Deed, moment: datetime) -> None:
    """A line of history for what a program did that moves nothing."""
    _remember(session, handoff.id, deed, moment, from_state=handoff.state, to_state=handoff.state)


def _priority(handoff: Handoff) -> Priority:
    kind = Kind(handoff.kind)
    return priority_of(kind, handoff.risk_level, handoff.request, handoff.needs)


def _was_taken(session: Session, form_key: str) -> bool:
    return session.scalar(select(HandoffEvent.id).where(HandoffEvent.form_key == form_key)) is not None


def _write(session: Session, handoff: Handoff, change: Columns) -> bool:
    """Compare and set: the row is changed only while it is the one that was looked at."""
    seen = handoff.version
    moved = (
        update(Handoff)
        .where(Handoff.id == handoff.id, Handoff.version == seen)
        .values(**change, version=seen + 1)
    )
    return changed(session, moved) == 1


def _remember(session: Session, handoff_id: int, deed: Deed, moment: datetime, **more: Any) -> None:
    more.setdefault("code", deed.code)
    session.add(
        HandoffEvent(
            handoff_id=handoff_id, at=moment, by_id=deed.by, move=deed.move.value, note=deed.note,
            form_key=deed.form_key, **more,
        )
    )  # fmt: skip
    session.flush()
