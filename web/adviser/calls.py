"""What happens in a call: one begins, goes on with a chat, and its notes are kept and taken in.

Thin between views and store: what is heard is worked out before a transaction is open.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.understand import SURE_NEED, Understanding
from web.adviser.decided import decided_in
from web.adviser.hearing import heard_in
from web.adviser.listener import Listener
from web.adviser.pieces import finished, pieces
from web.adviser.script import script
from web.adviser.where import for_record, place_in
from web.database import Transaction
from web.models.call import Call
from web.models.contact import Channel
from web.parts import Parts
from web.risk import concern_in
from web.store import calls, contacts, staff
from web.store.calls import Kept

MOST_CHARACTERS = 20_000


class CallOver(Exception):
    """The call has ended, or is somebody else's: nothing can be written in it."""


@dataclass(frozen=True)
class Sent:
    """Notes as a page sent them: over which version, and whether the adviser has paused or asked to look."""

    notes: str
    seen: int
    ticked: frozenset[str]
    settled: bool


def begin_call(parts: Parts, adviser_id: int, channel: Channel) -> int:
    """The number of a new call, with a new contact."""
    public_id = contacts.new_public_id()
    with parts.store.writing() as session:
        contact = contacts.start_contact(
            session, public_id, channel, adviser_id=adviser_id, hours=parts.settings.hours
        )
        call = calls.begin(session, contact, adviser_id, public_id, script().version)
        _note(session, "began_conversation", call)
        return call.id


def pick_up(parts: Parts, adviser_id: int, public_id: str) -> int:
    """The number of a call that goes on with what somebody wrote; the same again while it has not ended."""
    with parts.store.writing() as session:
        contact = contacts.contact_by_id(session, public_id)
        if contact is None:
            raise CallOver
        known = calls.unfinished_in(session, contact.id, adviser_id)
        call = known or calls.begin(session, contact, adviser_id, public_id, script().version, picked_up=True)
        _note(session, "picked_up_conversation", call)
        return call.id


def open_call(session: Transaction, call_id: int, adviser_id: int) -> Call:
    """A call to write in, held until the transaction ends; CallOver when it has ended or is not theirs."""
    call = calls.mine(session, call_id, adviser_id, change=True)
    if call is None or call.ended_at is not None:
        raise CallOver
    return call


def keep(parts: Parts, listener: Listener, call_id: int, adviser_id: int, sent: Sent) -> Kept:
    """Keeps the notes as typed, and what they say beside them; safe to repeat. CallOver as `open_call`.

    What is still being typed is not taken in: "he hit" may become "he hit the ball".
    """
    told = pieces(sent.notes) if sent.settled else finished(sent.notes)
    understood = listener.hear(parts.understander, told)
    concern = concern_in(parts.understander, told)
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        kept = calls.keep_notes(session, call, sent.notes, sent.seen)
        if not kept.clashes:
            calls.tick(session, call, sent.ticked & script().ids)
            _take_in(session, parts, call, told, understood, concern)
    return kept


def keep_details(parts: Parts, call_id: int, adviser_id: int, details: Mapping[str, str], seen: int) -> Kept:
    """Keeps whom it is about and where they live, with the contact too. CallOver as `open_call`."""
    typed = details.get("place", "")
    place = place_in(parts.finder, typed, ()) if parts.finder and typed else None
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        kept = calls.keep_details(session, call, details, seen)
        if not kept.clashes:
            told = {"who_for": details.get("about"), "place": for_record(place)}
            contacts.note_record(session, call.contact, told)
    return kept


def _take_in(
    session: Transaction,
    parts: Parts,
    call: Call,
    told: Sequence[str],
    understood: Collection[Understanding],
    concern: bool,
) -> None:
    """Adds to the contact what its notes say: needs, danger, request, language, whom it is for and where."""
    heard = heard_in(told, tuple(understood))
    worst, removed = heard.worst, decided_in(call).removed
    sure = [need.id for each in understood for need in each.needs if need.score >= SURE_NEED]
    contacts.note_understanding(
        session,
        call.contact,
        concern=concern,
        needs=[need for need in sure if need not in removed],
        risk={"category": worst.category, "level": worst.level.value} if worst else None,
        request=heard.requests[0] if heard.requests else None,
        language=heard.language,
    )
    # What the adviser put into a field of its own goes before what is heard.
    details = call.details or {}
    place = place_in(parts.finder, details.get("place", ""), told) if parts.finder else None
    about = details.get("about") or (heard.about.who_for if heard.about else None)
    contacts.note_record(session, call.contact, {"who_for": about, "place": for_record(place)})


def _note(session: Transaction, action: str, call: Call) -> None:
    staff.note(
        session, action, staff_user_id=call.staff_user_id, subject="contact", subject_id=call.contact_id
    )
