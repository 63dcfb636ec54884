"""An adviser joins a chat, writes in it, ends it and says what came of it. Each can be sent again."""

from dataclasses import dataclass

from web.clock import now
from web.database import Transaction
from web.handoffs.queue.closing import problem_with
from web.live import handing
from web.live.passing_on import bring_words
from web.live.telling import said_by_person, tell
from web.models.handoff import Handoff, HandoffOutcome
from web.models.live import ChatState, HowEnded, LiveChat
from web.models.staff import Role
from web.parts import Parts
from web.security.permissions import kinds_seen_by
from web.store import live, queue, staff
from web.store.live import GOES_ON


class OffDuty(Exception):
    """Whoever is not on duty joins nobody: residents are told how many are there by who is on duty."""


@dataclass(frozen=True)
class Adviser:
    """Who does it: their account and their role."""

    number: int
    role: Role


def join(parts: Parts, number: int, adviser: Adviser) -> bool:
    """True where this adviser is in the chat now, for the first time or again; somebody else: False.

    Under the name of their duty; OffDuty without one. Whoever is in the chat already stays in it without.
    """
    moment = now()
    with parts.store.writing() as session:
        chat = live.by_number(session, number)
        if chat is None:
            return False
        if chat.state is ChatState.JOINED and chat.adviser_id == adviser.number:
            return True
        duty = live.duty_of(session, adviser.number, moment)
        if duty is None:
            raise OffDuty
        name = duty.shown_name
        if not live.join(session, number, adviser.number, name, moment):
            return False
        handing.take(session, chat, adviser.number, kinds_seen_by(adviser.role), moment)
        tell(session, parts.settings, chat, "joined", name=name)
        _note(session, "joined_chat", adviser.number, chat)
    return True


def write(parts: Parts, number: int, adviser_id: int, text: str, message_id: str) -> bool:
    """Keeps what the adviser wrote, once for its nonce. False where they are not in the chat (any more)."""
    with parts.store.writing() as session:
        chat = live.by_number(session, number)
        if chat is None or chat.adviser_id != adviser_id or chat.state is not ChatState.JOINED:
            return False
        said_by_person(session, chat, text, message_id)
    return True


def problem_of(
    session: Transaction, chat: LiveChat, found: Handoff | None, outcome: str, note: str | None
) -> str | None:
    """Why the chat cannot end with this; the code of a sentence (web/live/staff_views.py), None when fine."""
    if chat.state is ChatState.WAITING:
        # For anybody again: who was lost must not send away somebody whom they do not see any more.
        return "lost"
    if outcome == GOES_ON:
        return None
    if found is None:
        return "choose"
    return problem_with(outcome, note, queue.known_of(session, found))


def finish(parts: Parts, number: int, adviser: Adviser, outcome: str, note: str | None) -> str | None:
    """Ends the chat, if it is not over, and keeps what came of it; the code of a problem, or None when done.

    With `goes_on` the hand-off waits for anybody again, due as it was; with any other outcome it is closed.
    """
    moment, kinds = now(), kinds_seen_by(adviser.role)
    if _is_last_in(parts, number, adviser.number):
        bring_words(parts, number)  # before it is closed: afterwards they would be news of something done
    with parts.store.writing() as session:
        chat = live.by_number(session, number)
        if chat is None or chat.adviser_id != adviser.number:
            return "not_yours"
        if chat.outcome is not None:
            return None
        found = handing.handoff_of(session, chat, kinds)
        if problem := problem_of(session, chat, found, outcome, note):
            return problem
        name = chat.shown_name or ""
        if live.end(session, chat, HowEnded.BY_ADVISER, moment):
            tell(session, parts.settings, chat, "ended", name=name)
        if outcome == GOES_ON:
            handing.give_back(session, chat, adviser.number, moment)
        elif found is None or not handing.close(
            session, found, HandoffOutcome(outcome), note, adviser.number, moment
        ):
            return _left_open(session, chat, adviser.number)
        live.note_outcome(session, chat, outcome, moment)
        _note(session, "ended_chat", adviser.number, chat)
    return None


def _is_last_in(parts: Parts, number: int, adviser_id: int) -> bool:
    with parts.store.reading() as session:
        chat = live.by_number(session, number)
        return chat is not None and chat.adviser_id == adviser_id and chat.outcome is None


def _left_open(session: Transaction, chat: LiveChat, adviser_id: int) -> str:
    """Somebody else has taken the hand-off meanwhile: theirs it stays, and so does what is to come of it."""
    live.note_outcome(session, chat, GOES_ON, now())
    _note(session, "ended_chat", adviser_id, chat)
    return "theirs"


def _note(session: Transaction, action: str, adviser_id: int, chat: LiveChat) -> None:
    staff.note(session, action, staff_user_id=adviser_id, subject="contact", subject_id=chat.contact_id)
