"""Every query about calls: begin one, find one's own, keep its notes and details, note what was decided.

Each function takes an open session and never commits; the caller's `store.writing()` block does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from web.clock import now
from web.models.call import Call, CallOverride
from web.models.contact import Author, Contact, Message
from web.models.handoff import Handoff
from web.store import contacts
from web.store.rows import changed


@dataclass(frozen=True)
class Kept:
    """Where something stands after it was sent. `theirs`: not kept, since somebody else had written this."""

    version: int
    theirs: Any = None

    @property
    def clashes(self) -> bool:
        """Was it not kept?"""
        return self.theirs is not None


def begin(
    session: Session,
    contact: Contact,
    staff_user_id: int,
    conversation_id: str,
    script_version: str,
    *,
    picked_up: bool = False,
) -> Call:
    """A new call of this adviser in a contact. `picked_up`: the person had begun it alone."""
    call = Call(
        contact_id=contact.id, staff_user_id=staff_user_id, conversation_id=conversation_id,
        picked_up=picked_up, script_version=script_version, started_at=now(), ticked=[], details={},
    )  # fmt: skip
    session.add(call)
    session.flush()
    return call


def mine(session: Session, call_id: int, staff_user_id: int, *, change: bool = False) -> Call | None:
    """The call of this number, if it is this adviser's. `change`: held until the transaction ends."""
    query = select(Call).where(Call.id == call_id, Call.staff_user_id == staff_user_id)
    return session.scalar(query.with_for_update() if change else query)


def unfinished(session: Session, staff_user_id: int) -> Sequence[Call]:
    """This adviser's calls without an end, the newest first."""
    query = select(Call).where(Call.staff_user_id == staff_user_id, Call.ended_at.is_(None))
    return session.scalars(query.order_by(Call.id.desc())).all()


def unfinished_in(session: Session, contact_id: int, staff_user_id: int) -> Call | None:
    """This adviser's call in a contact that has not ended: a code read out twice leads to one call."""
    query = select(Call).where(Call.contact_id == contact_id, Call.staff_user_id == staff_user_id)
    return session.scalar(query.where(Call.ended_at.is_(None)).order_by(Call.id.desc()).limit(1))


def notes_of(session: Session, call: Call) -> str:
    """What was written down in a call; empty before anything was, and after its words were forgotten."""
    found = _message(session, call)
    return (found.words or "") if found else ""


def keep_notes(session: Session, call: Call, notes: str, seen: int) -> Kept:
    """Keeps `notes` if they were written over version `seen`. The same words again are kept already."""
    found = _message(session, call)
    there = (found.words or "") if found else ""
    if notes == there:
        return Kept(call.notes_version)
    if seen != call.notes_version:
        return Kept(call.notes_version, theirs=there)
    if found is None:
        contacts.append_message(session, call.contact, Author.NOTES, words=notes, message_id=_nonce(call))
    else:
        found.words, call.contact.last_at = notes, now()
        contacts.go_on(call.contact)
    call.notes_version += 1
    session.flush()
    return Kept(call.notes_version)


def keep_details(session: Session, call: Call, details: Mapping[str, Any], seen: int) -> Kept:
    """Keeps whom the call is about and how to reach them, in the same way."""
    if dict(details) == (call.details or {}):
        return Kept(call.details_version)
    if seen != call.details_version:
        return Kept(call.details_version, theirs=dict(call.details or {}))
    call.details, call.details_version = dict(details), call.details_version + 1
    call.contact.last_at = now()
    session.flush()
    return Kept(call.details_version)


def tick(session: Session, call: Call, prompts: Collection[str]) -> None:
    """The prompts that the adviser says are covered."""
    if sorted(prompts) != sorted(call.ticked):
        call.ticked = sorted(prompts)
        session.flush()


def handed_on(session: Session, call: Call) -> Sequence[Handoff]:
    """The hand-offs of the call's contact, the oldest first."""
    query = select(Handoff).where(Handoff.contact_id == call.contact_id)
    return session.scalars(query.order_by(Handoff.id)).all()


def decide(session: Session, call: Call, kind: str, subject: str, reason: str) -> bool:
    """Keeps where the adviser decided otherwise, and why; again, the newer reason stays. Was it new?"""
    known = next((one for one in call.overrides if (one.kind, one.subject) == (kind, subject)), None)
    if known is not None:
        known.reason, known.at = reason, now()
        session.flush()
        return False
    call.overrides.append(
        CallOverride(staff_user_id=call.staff_user_id, at=now(), kind=kind, subject=subject, reason=reason)
    )
    session.flush()
    return True


def take_back(session: Session, call: Call, kind: str, subject: str) -> None:
    """The adviser thinks again; twice does no more than once."""
    call.overrides[:] = [one for one in call.overrides if (one.kind, one.subject) != (kind, subject)]
    session.flush()


def take_away(session: Session, call: Call) -> bool:
    """Takes away a call in which nothing was said, with its contact; False where something hangs on it."""
    contact = call.contact
    if contact.resident_messages or contact.offered or handed_on(session, call) or call.picked_up:
        return False
    session.delete(call)
    session.flush()
    session.delete(contact)
    session.flush()
    return True


def said_before(session: Session, call: Call) -> Sequence[Message]:
    """What was said in the contact beside this call, in order: by the person alone, or in earlier calls.

    Until the call ended: what the person says to others afterwards is not for its adviser.
    """
    ours, over = _nonce(call), call.ended_at
    said = contacts.transcript(session, call.contact)
    beside = (each for each in said if each.author is not Author.NOTES or each.message_id != ours)
    return [each for each in beside if over is None or each.said_at <= over]


def forget_words(session: Session, limit: datetime) -> None:
    """Forgets what was told in calls begun before `limit`: it goes with the words, and the bare call stays.

    What was passed on has its own copy, for as long as people work on it.
    """
    old = select(Call.id).where(Call.started_at < limit)
    changed(session, update(Call).where(Call.started_at < limit).values(conversation_id=None, details=None))
    changed(
        session, update(CallOverride).where(CallOverride.call_id.in_(old)).values(reason=None, subject=None)
    )


def _message(session: Session, call: Call) -> Message | None:
    return session.scalar(
        select(Message).where(
            Message.contact_id == call.contact_id,
            Message.author == Author.NOTES,
            Message.message_id == _nonce(call),
        )
    )


def _nonce(call: Call) -> str:
    return f"call-{call.id}"
