"""Where an adviser decides otherwise than Signpost: kept with the reason, for the conversation lead."""

from collections.abc import Sequence
from typing import Any

from bot.safeguarding.by_hand import by_hand
from bot.safeguarding.screen import dangers
from bot.understand import SURE_NEED
from directory.needs.vocabulary import Vocabulary
from web.adviser.calls import open_call
from web.adviser.decided import ADDED, ASIDE, FIRST, INSTEAD_OF, NO_DANGER, RAISED, REMOVED
from web.adviser.listener import Listener
from web.adviser.pieces import pieces
from web.clock import local_day, now
from web.database import Transaction
from web.models.review import Found
from web.parts import Parts
from web.risk import concern_in
from web.store import calls, contacts, review, staff

LONGEST_REASON = 1000
_LONGEST_WORDS = 2000


def is_known(parts: Parts, kind: str, subject: str) -> bool:
    """Is there such a need, danger or service? `kind` is one of `KINDS`."""
    if kind in (ADDED, REMOVED):
        return subject in Vocabulary.load()
    if kind in (RAISED, NO_DANGER):
        return subject in dangers()
    return parts.finder is not None and parts.finder.listing(subject) is not None


def decide(
    parts: Parts, listener: Listener, call_id: int, adviser_id: int, kind: str, subject: str, reason: str
) -> None:
    """Keeps it, once, and puts the words it was about aside for review. CallOver as `open_call`.

    A danger that was heard or raised stays in the record: the reason stands beside it, and people look at
    both. What is decided the other way round later takes its place.
    """
    with parts.store.reading() as session:
        call = calls.mine(session, call_id, adviser_id)
        notes = calls.notes_of(session, call) if call else ""
    about, heard = _about(parts, listener, notes, kind, subject)
    concern = concern_in(parts.understander, pieces(notes))  # also in what is still being typed
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        is_new = calls.decide(session, call, kind, subject, reason)
        calls.take_back(session, call, INSTEAD_OF[kind], subject)
        if kind == RAISED:
            danger = by_hand(subject)
            risk = {"category": danger.category, "level": danger.level.value}
            contacts.note_understanding(session, call.contact, risk=risk)
        elif kind == REMOVED:
            call.contact.needs = [need for need in call.contact.needs if need != subject]
        elif kind == ADDED and subject not in call.contact.needs:
            call.contact.needs = [*call.contact.needs, subject]
        if is_new:
            staff.note(
                session, "decided_otherwise", staff_user_id=adviser_id, subject="contact",
                subject_id=call.contact_id,
            )  # fmt: skip
        apart = concern or call.contact.safeguarding_concern
        if is_new and parts.settings.keep_for_review:
            _put_aside(session, parts, about, heard, reason, apart=apart)


def take_back(
    parts: Parts, listener: Listener, call_id: int, adviser_id: int, kind: str, subject: str
) -> None:
    """The adviser thinks again: needs are what is heard once more. What went to the review stays there."""
    with parts.store.reading() as session:
        call = calls.mine(session, call_id, adviser_id)
        notes = calls.notes_of(session, call) if call else ""
    understood = listener.hear(parts.understander, pieces(notes))
    heard = {need.id for each in understood for need in each.needs if need.score >= SURE_NEED}
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        calls.take_back(session, call, kind, subject)
        needs = call.contact.needs
        if kind == ADDED and subject not in heard:
            call.contact.needs = [need for need in needs if need != subject]
        elif kind == REMOVED and subject in heard and subject not in needs:
            call.contact.needs = [*needs, subject]


def _put_aside(
    session: Transaction, parts: Parts, about: str, heard: dict[str, Any], reason: str, *, apart: bool
) -> None:
    """For review: the words and why. Where there is a safeguarding concern the caller's words stay with that
    team, since others read the review; of a danger raised by hand goes what the adviser wrote for them.
    """
    if apart:
        about = ""
        if heard["decided"] != RAISED:
            return
    day = local_day(now(), parts.settings.time_zone)
    if about:
        review.notice(session, Found.OVERRIDDEN, about, heard, day, before=reason or None)
    elif reason:
        only = {"decided": heard["decided"], "subject": heard["subject"]}
        review.notice(session, Found.OVERRIDDEN, reason, only, day)


def _about(
    parts: Parts, listener: Listener, notes: str, kind: str, subject: str
) -> tuple[str, dict[str, Any]]:
    """The piece of the notes in which it was heard, or the last that was noted, and what was made of it."""
    told = pieces(notes)
    understood = [each.as_metadata() for each in listener.hear(parts.understander, told)]
    decided = {"decided": kind, "subject": subject, **_named(parts, kind, subject)}
    if not told or not understood:
        return "\n".join(told)[-_LONGEST_WORDS:], decided
    place = max(range(len(understood)), key=lambda place: (_says(understood[place], kind, subject), place))
    made = understood[place]
    kept = {"needs": _first(made["needs"]), "request": made["request"], "risk": made["risk"]}
    return told[place][:_LONGEST_WORDS], {**kept, **decided}


def _named(parts: Parts, kind: str, subject: str) -> dict[str, str]:
    """A service is named for whoever reads it: nobody knows one by its id, and it may be gone by then."""
    listing = parts.finder.listing(subject) if parts.finder and kind in (FIRST, ASIDE) else None
    return {} if listing is None else {"named": listing.name}


def _says(made: dict[str, Any], kind: str, subject: str) -> float:
    """How surely it was heard in this piece, 0 to 1; a service is shown for the need that was heard best."""
    if kind == NO_DANGER:
        return float(bool(made["risk"]) and made["risk"]["category"] == subject)
    needs = {need["id"]: float(need["score"]) for need in made["needs"]}
    if kind in (FIRST, ASIDE):
        return max(needs.values(), default=0.0)
    return needs.get(subject, 0.0) if kind == REMOVED else 0.0


def _first(needs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(needs[:3])
