"""Every query about live chats: asked for, joined by one adviser alone, ended; and who is on duty.

Each change names the state it starts from: of two at once one changes the row, and the other is told so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, load_only, selectinload

from web.live.times import ADVISER_LOST, BEAT, DUTY_LAPSES, NOT_WAITING, Waits, before, in_order
from web.models.contact import Author, Contact, Message
from web.models.live import ChatState, HowEnded, LiveChat, LiveDuty
from web.store.rows import changed

Conditions = tuple[ColumnElement[bool], ...]
GOES_ON = "goes_on"
_OPEN = (ChatState.WAITING, ChatState.JOINED)
# What the list of chats shows, and no more: pages ask for it every few seconds, and to open what is sealed
# of everybody who waits would cost most of that, and have in memory what nobody is shown.
_AS_LISTED = load_only(
    LiveChat.contact_id, LiveChat.state, LiveChat.asked_at, LiveChat.resident_seen_at, LiveChat.joined_at,
    raiseload=True,
)  # fmt: skip
_CONTACT_AS_LISTED = selectinload(LiveChat.contact).load_only(
    Contact.needs, Contact.risk_level, Contact.safeguarding_concern, raiseload=True
)
MOST_SHOWN = 100


def go_on_duty(session: Session, staff_user_id: int, name: str, moment: datetime) -> None:
    """This adviser is there for chats, under this name. Again: the new name counts."""
    duty = session.get(LiveDuty, staff_user_id, with_for_update=True)
    if duty is None:
        duty = LiveDuty(staff_user_id=staff_user_id, since=moment)
        session.add(duty)
    duty.shown_name, duty.seen_at = name, moment
    session.flush()


def go_off_duty(session: Session, staff_user_id: int) -> bool:
    """False where they were not on duty."""
    return changed(session, delete(LiveDuty).where(LiveDuty.staff_user_id == staff_user_id)) == 1


def duty_of(session: Session, staff_user_id: int, moment: datetime) -> LiveDuty | None:
    """Their duty, if it has not lapsed."""
    fresh = LiveDuty.seen_at >= moment - DUTY_LAPSES
    return session.scalar(select(LiveDuty).where(LiveDuty.staff_user_id == staff_user_id, fresh))


def is_beat_due(session: Session, staff_user_id: int, moment: datetime) -> bool:
    """Is a sign of life of this adviser to be written down?"""
    duty, chat = _beating(staff_user_id, moment)
    either = (select(LiveDuty.staff_user_id).where(*duty), select(LiveChat.id).where(*chat))
    return any(session.scalar(each.limit(1)) is not None for each in either)


def still_there(session: Session, staff_user_id: int, moment: datetime) -> None:
    """A sign of life of an adviser: for their duty, if it has not lapsed, and for every chat they are in."""
    duty, chat = _beating(staff_user_id, moment)
    changed(session, update(LiveDuty).where(*duty).values(seen_at=moment))
    changed(session, update(LiveChat).where(*chat).values(adviser_seen_at=moment))


def how_many_on_duty(session: Session, moment: datetime) -> int:
    """How many advisers are there for chats now."""
    fresh = LiveDuty.seen_at >= moment - DUTY_LAPSES
    return session.scalar(select(func.count()).select_from(LiveDuty).where(fresh)) or 0


def forget_lapsed(session: Session, moment: datetime) -> int:
    """Takes away duties of which nothing was heard for too long. How many."""
    return changed(session, delete(LiveDuty).where(LiveDuty.seen_at < moment - DUTY_LAPSES))


def latest(session: Session, contact_id: int) -> LiveChat | None:
    """The newest chat of a contact, over or not."""
    of_contact = select(LiveChat).where(LiveChat.contact_id == contact_id)
    return session.scalar(of_contact.order_by(LiveChat.id.desc()).limit(1))


def by_number(session: Session, number: int) -> LiveChat | None:
    """The chat of this number, with its contact."""
    query = select(LiveChat).where(LiveChat.id == number).options(selectinload(LiveChat.contact))
    return session.scalar(query)


def ask(session: Session, contact: Contact, moment: datetime) -> LiveChat:
    """This contact waits for a chat, or goes on with the one it has; also for one of two at once."""
    chat = latest(session, contact.id)
    if chat is not None and chat.state in _OPEN:
        return chat
    chat = LiveChat(contact_id=contact.id, state=ChatState.WAITING, asked_at=moment, times_joined=0)
    chat.resident_seen_at = moment
    try:
        with session.begin_nested():
            session.add(chat)
    except IntegrityError:
        return session.scalars(select(LiveChat).where(*_open_of(contact.id))).one()
    return chat


def is_quiet(chat: LiveChat, moment: datetime) -> bool:
    """Is a sign of life of the resident due to be written down?"""
    return chat.state in _OPEN and moment - chat.resident_seen_at >= BEAT


def resident_is_there(session: Session, chat: LiveChat, moment: datetime) -> None:
    """A sign of life of the resident."""
    if is_quiet(chat, moment):
        alive = update(LiveChat).where(LiveChat.id == chat.id, LiveChat.resident_seen_at < moment)
        _changes(session, alive.values(resident_seen_at=moment))


def waiting(session: Session, moment: datetime) -> Sequence[LiveChat]:
    """The first MOST_SHOWN of those that wait and are still there, as much of them as the list shows."""
    first = [each.number for each in in_order(_line(session, moment))[:MOST_SHOWN]]
    query = select(LiveChat).where(LiveChat.id.in_(first)).order_by(LiveChat.asked_at, LiveChat.id)
    return session.scalars(query.options(_AS_LISTED, _CONTACT_AS_LISTED)).all()


def as_waits(chats: Sequence[LiveChat]) -> list[Waits]:
    """The same, as much as their order goes by."""
    return [Waits(each.id, each.asked_at, each.contact.risk_level) for each in chats]


def place(session: Session, chat: LiveChat, moment: datetime) -> int:
    """How many come before this one now."""
    return before(_line(session, moment), chat.id)


def of_adviser(session: Session, staff_user_id: int) -> Sequence[LiveChat]:
    """The chats this adviser is in, or has still to say of what came of them, as the list shows them."""
    theirs = (LiveChat.adviser_id == staff_user_id, LiveChat.outcome.is_(None))
    query = (
        select(LiveChat)
        .where(*theirs, LiveChat.state != ChatState.WAITING)
        .order_by(LiveChat.id)
        .limit(MOST_SHOWN)
    )
    return session.scalars(query.options(_AS_LISTED)).all()


def join(session: Session, number: int, staff_user_id: int, name: str, moment: datetime) -> bool:
    """One adviser joins a chat that waits. False where somebody else did, or nobody waits any more."""
    free = update(LiveChat).where(LiveChat.id == number, LiveChat.state == ChatState.WAITING)
    return _changes(
        session,
        free.values(
            state=ChatState.JOINED, adviser_id=staff_user_id, shown_name=name, joined_at=moment,
            adviser_seen_at=moment, times_joined=LiveChat.times_joined + 1,
        ),
    )  # fmt: skip


def wait_again(session: Session, chat: LiveChat) -> bool:
    """The adviser was lost: the resident waits again, in the place they had. False if it is so no more."""
    joined = (LiveChat.id == chat.id, LiveChat.state == ChatState.JOINED)
    same = (LiveChat.times_joined == chat.times_joined, LiveChat.adviser_seen_at == chat.adviser_seen_at)
    # Who was lost stays named until somebody else joins: what they typed meanwhile must not be lost too.
    empty = dict.fromkeys(("shown_name", "joined_at", "adviser_seen_at"))
    return _changes(session, update(LiveChat).where(*joined, *same).values(state=ChatState.WAITING, **empty))


def end(session: Session, chat: LiveChat, how: HowEnded, moment: datetime) -> bool:
    """Ends a chat as it was looked at. False when it has moved on since."""
    same: list[ColumnElement[bool]] = [LiveChat.id == chat.id, LiveChat.state == chat.state]
    if chat.adviser_id is not None:
        same.append(LiveChat.adviser_id == chat.adviser_id)
    if chat.state is ChatState.ENDED:
        return False
    over = update(LiveChat).where(*same)
    return _changes(session, over.values(state=ChatState.ENDED, ended_at=moment, how_ended=how))


def note_outcome(session: Session, chat: LiveChat, outcome: str, moment: datetime) -> bool:
    """What came of it, once. False when it was said before."""
    open_still = update(LiveChat).where(LiveChat.id == chat.id, LiveChat.outcome.is_(None))
    return _changes(session, open_still.values(outcome=outcome, outcome_at=moment))


def note_slow(session: Session, chat: LiveChat, moment: datetime) -> bool:
    """The resident is told, once, that it takes longer."""
    untold = update(LiveChat).where(LiveChat.id == chat.id, LiveChat.slow_told_at.is_(None))
    return _changes(session, untold.where(LiveChat.state == ChatState.WAITING).values(slow_told_at=moment))


def is_anything_due(session: Session, moment: datetime, promised: timedelta) -> bool:
    """Has any chat to be seen to by the clock, whoever is on duty? Looks at times and states alone."""
    left = select(LiveChat.id).join(LiveChat.contact).where(*_LEFT)
    rest = (
        select(LiveChat.id).where(*each) for each in (_lost(moment), _gone(moment), _slow(moment, promised))
    )
    return any(session.scalar(each.limit(1)) is not None for each in (left, *rest))


def does_anybody_wait(session: Session) -> bool:
    """Is there any chat that waits?"""
    query = select(LiveChat.id).where(LiveChat.state == ChatState.WAITING)
    return session.scalar(query.limit(1)) is not None


def lost(session: Session, moment: datetime) -> Sequence[LiveChat]:
    """Chats whose adviser was not heard of for too long."""
    return _with_contacts(session, _lost(moment))


def gone(session: Session, moment: datetime) -> Sequence[LiveChat]:
    """Chats that wait, and whose resident was not heard of for too long."""
    return session.scalars(select(LiveChat).where(*_gone(moment))).all()


def left(session: Session) -> Sequence[LiveChat]:
    """Chats that are not over although the resident has left the conversation."""
    return session.scalars(select(LiveChat).join(LiveChat.contact).where(*_LEFT)).all()


def slow(session: Session, moment: datetime, promised: timedelta) -> Sequence[LiveChat]:
    """Chats that wait for longer than was promised, and were not told so yet."""
    return _with_contacts(session, _slow(moment, promised))


def all_waiting(session: Session) -> Sequence[LiveChat]:
    """Every chat that waits, with its contact."""
    return _with_contacts(session, (LiveChat.state == ChatState.WAITING,))


def first_asked(session: Session, contact_id: int) -> datetime | None:
    """When the first chat of this contact was asked for; None where no adviser ever wrote in one."""
    wrote = select(Message.id).where(Message.contact_id == contact_id, Message.author == Author.ADVISER)
    if session.scalar(wrote.limit(1)) is None:
        return None
    return session.scalar(select(func.min(LiveChat.asked_at)).where(LiveChat.contact_id == contact_id))


def said_since(session: Session, contact_id: int, after: int) -> Sequence[Message]:
    """What was said in a contact after the message of this number, in order."""
    query = select(Message).where(Message.contact_id == contact_id, Message.id > after)
    return session.scalars(query.order_by(Message.id)).all()


def last_number(session: Session, contact_id: int) -> int:
    """The number of the newest message of a contact; 0 before the first."""
    return session.scalar(select(func.max(Message.id)).where(Message.contact_id == contact_id)) or 0


def spoke_after(session: Session, contact_id: int, moment: datetime) -> bool:
    """Did the resident say anything since?"""
    said = select(Message.id).where(Message.contact_id == contact_id, Message.author == Author.RESIDENT)
    return session.scalar(said.where(Message.said_at > moment).limit(1)) is not None


def _line(session: Session, moment: datetime) -> list[Waits]:
    # Everybody, however many: whoever is in danger must not be missed behind a number that is shown.
    there = LiveChat.resident_seen_at >= moment - NOT_WAITING
    query = select(LiveChat.id, LiveChat.asked_at, Contact.risk_level).join(LiveChat.contact)
    return [Waits(*row) for row in session.execute(query.where(LiveChat.state == ChatState.WAITING, there))]


def _beating(staff_user_id: int, moment: datetime) -> tuple[Conditions, Conditions]:
    duty = LiveDuty.seen_at.between(moment - DUTY_LAPSES, moment - BEAT)
    chat = LiveChat.adviser_seen_at.between(moment - ADVISER_LOST, moment - BEAT)
    theirs = (LiveChat.adviser_id == staff_user_id, LiveChat.state == ChatState.JOINED)
    return (LiveDuty.staff_user_id == staff_user_id, duty), (*theirs, chat)


_LEFT: Conditions = (LiveChat.state != ChatState.ENDED, Contact.left_at.is_not(None))


def _lost(moment: datetime) -> Conditions:
    return LiveChat.state == ChatState.JOINED, LiveChat.adviser_seen_at < moment - ADVISER_LOST


def _gone(moment: datetime) -> Conditions:
    return LiveChat.state == ChatState.WAITING, LiveChat.resident_seen_at < moment - NOT_WAITING


def _slow(moment: datetime, promised: timedelta) -> Conditions:
    untold = (LiveChat.state == ChatState.WAITING, LiveChat.slow_told_at.is_(None))
    return (*untold, LiveChat.asked_at < moment - promised)


def _with_contacts(session: Session, conditions: Conditions) -> Sequence[LiveChat]:
    query = select(LiveChat).where(*conditions).options(selectinload(LiveChat.contact))
    return session.scalars(query).all()


def _open_of(contact_id: int) -> Conditions:
    return LiveChat.contact_id == contact_id, LiveChat.state != ChatState.ENDED


def _changes(session: Session, statement: Update) -> bool:
    done = changed(session, statement) == 1
    session.expire_all()
    return done
