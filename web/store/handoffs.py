"""Every query about hand-offs: take one in (or add to it), list them, read one, record what came of it."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session, selectinload

from web.clock import local_day, now
from web.exceptions import HandoffConflict
from web.handoffs.merge import (
    changes,
    extra_offers,
    extra_words,
    given,
    risk_columns,
    to_reach,
    with_unheard,
)
from web.handoffs.schema import HandoffIn
from web.models.contact import Channel, Contact, Outcome
from web.models.handoff import Handoff, HandoffAmendment, HandoffOutcome, HandoffWord, Kind, State
from web.risk import is_concern
from web.store import contacts, records, staff
from web.store.settling import settle


@dataclass(frozen=True)
class Received:
    """What a hand-off became: its reference, and whether this was the first time it came.

    `changed`: it was there, and something new was added to it.
    `held_back`: it came for a support hand-off, and what it says is for the safeguarding team alone: it must
    be received once more as a safeguarding hand-off, under a key of its own.
    """

    reference: str
    created: bool
    state: State
    held_back: bool = False
    changed: bool = False


def receive(
    session: Session, incoming: HandoffIn, reference: str, time_zone: str, *, concern: bool = False
) -> Received:
    """Stores a hand-off once for its key; the same key again adds what is new and keeps the rest.

    `reference` is used when the hand-off is new. `concern`: its words hold a safeguarding alert;
    then, or when the contact has one, nobody else comes to see what is new in it. HandoffConflict when the
    key, or the reference, already belongs to something else. Two at once: one insert fails on the unique key,
    and the caller tries again.
    """
    known = session.scalar(select(Handoff).where(Handoff.key_hash == hash_key(incoming.idempotency_key)))
    if known is not None:
        _refuse_contradiction(known, incoming)
        _note_concern(known.contact, incoming, concern)
        return _add_to(session, known, incoming)
    if session.scalar(select(Handoff.id).where(Handoff.reference == reference)):
        raise HandoffConflict("reference_taken", "That reference belongs to another hand-off.")
    contact = _contact_of(session, incoming, time_zone)
    _note_concern(contact, incoming, concern)
    handoff = _create(session, contact, incoming, reference, time_zone)
    return Received(handoff.reference, True, handoff.state)


def hash_key(key: str) -> str:
    """The hash an idempotency key is found by."""
    return hashlib.sha256(key.encode()).hexdigest()


def by_reference(session: Session, reference: str, kinds: Collection[Kind]) -> Handoff | None:
    """The hand-off of this reference with its words, if it is of a kind that may be seen."""
    return session.scalar(
        select(Handoff)
        .where(Handoff.reference == reference, Handoff.kind.in_(kinds))
        .options(selectinload(Handoff.words), selectinload(Handoff.amendments), selectinload(Handoff.contact))
    )


def contact_of(session: Session, reference: str) -> int | None:
    """The id of the contact that the hand-off of this reference belongs to."""
    return session.scalar(select(Handoff.contact_id).where(Handoff.reference == reference))


def by_known_reference(session: Session, reference: str) -> Handoff:
    """The hand-off of a reference that is certainly there."""
    return session.scalars(select(Handoff).where(Handoff.reference == reference)).one()


def newest(session: Session, kinds: Collection[Kind], *, offset: int, limit: int) -> Sequence[Handoff]:
    """Hand-offs of the kinds that may be seen, newest first."""
    return session.scalars(
        select(Handoff)
        .where(Handoff.kind.in_(kinds))
        .order_by(Handoff.received_at.desc(), Handoff.id.desc())
        .offset(offset)
        .limit(limit)
    ).all()


def count(session: Session, kinds: Collection[Kind], state: State | None = None) -> int:
    """How many hand-offs of these kinds there are, or how many in one state."""
    query = select(func.count()).select_from(Handoff).where(Handoff.kind.in_(kinds))
    return session.scalar(query if state is None else query.where(Handoff.state == state)) or 0


def record_outcome(
    session: Session, handoff_id: int, outcome: HandoffOutcome, note: str | None, staff_user_id: int
) -> bool:
    """Records what came of a hand-off, once. True when this call did it; False when one was there already."""
    result = session.execute(
        update(Handoff)
        .where(Handoff.id == handoff_id, Handoff.outcome.is_(None))
        .values(
            outcome=outcome, outcome_note=note, outcome_at=now(), outcome_by=staff_user_id, state=State.CLOSED
        )
    )
    done = cast(CursorResult[Any], result).rowcount == 1
    if done:
        closed = session.get_one(Handoff, handoff_id, populate_existing=True)
        settle(session, closed.contact)
    return done


def _create(
    session: Session, contact: Contact, incoming: HandoffIn, reference: str, time_zone: str
) -> Handoff:
    moment = now()
    columns = {"about": "unknown", **given(incoming), **risk_columns(incoming, None)}
    words = with_unheard(incoming.words, contacts.words_and_whether_heard(session, contact))
    handoff = Handoff(
        key_hash=hash_key(incoming.idempotency_key),
        reference=reference,
        contact_id=contact.id,
        conversation_hash=_conversation_hash(incoming),
        kind=Kind.SAFEGUARDING if contact.safeguarding_concern else incoming.kind,
        # The contact knows its channel for certain: the bot only repeats what it was told.
        channel=contact.channel,
        received_at=moment,
        received_on=local_day(moment, time_zone),
        needs=incoming.needs,
        offered=[offer.model_dump() for offer in incoming.offered],
        words=[HandoffWord(position=place, words=said) for place, said in enumerate(words)],
        state=State.RECEIVED,
        **columns,
    )
    session.add(handoff)
    _tell_contact(session, contact, incoming)
    session.flush()
    records.fill(session, handoff, person_knows=incoming.person_knows)
    staff.note(session, "received_handoff", staff_user_id=None, subject="handoff", subject_id=handoff.id)
    return handoff


def _add_to(session: Session, known: Handoff, incoming: HandoffIn) -> Received:
    """Adds what is new, or holds it back from a support hand-off when there is a safeguarding concern."""
    if not known.concern_is_apart:
        changed_here = _amend(session, known, incoming)
        return Received(known.reference, False, known.state, changed=changed_here)
    before = {column: getattr(known, column) for column in given(incoming)}
    changed = changes(before, incoming)
    words = extra_words([each.words for each in known.words], incoming.words)
    if reached := to_reach(changed):
        _change(session, known, reached, now())
        session.flush()
        records.fill(session, known, news=reached)
    # A mere retry says nothing new, and so has nothing to hold back.
    new = bool(changed or words or risk_columns(incoming, known.risk_level))
    return Received(known.reference, False, known.state, held_back=new, changed=bool(reached))


def _amend(session: Session, handoff: Handoff, incoming: HandoffIn) -> bool:
    """Adds what is new; False where nothing was."""
    before = {column: getattr(handoff, column) for column in given(incoming)}
    changed: dict[str, Any] = {**changes(before, incoming), **risk_columns(incoming, handoff.risk_level)}
    whole = with_unheard(incoming.words, contacts.words_and_whether_heard(session, handoff.contact))
    words = extra_words([each.words for each in handoff.words], whole)
    offers = extra_offers(handoff.offered, incoming)
    needs = list(dict.fromkeys([*handoff.needs, *incoming.needs]))
    new = bool(changed or words or offers or needs != handoff.needs)
    if not (new or incoming.person_knows):
        return False
    moment = now()
    _change(session, handoff, changed, moment)
    for place, said in enumerate(words, start=len(handoff.words)):
        handoff.words.append(HandoffWord(position=place, words=said))
    handoff.offered, handoff.needs = [*handoff.offered, *offers], needs
    _tell_contact(session, handoff.contact, incoming)
    session.flush()
    records.fill(session, handoff, person_knows=incoming.person_knows, news=changed)
    return new


def _change(session: Session, handoff: Handoff, changed: dict[str, Any], moment: datetime) -> None:
    """Writes the new values; what a field said before is kept beside it."""
    handoff.amended_at = moment
    staff.note(session, "amended_handoff", staff_user_id=None, subject="handoff", subject_id=handoff.id)
    for column, value in changed.items():
        earlier = getattr(handoff, column)
        if earlier is not None:
            handoff.amendments.append(HandoffAmendment(at=moment, field=column, earlier=str(earlier)))
        setattr(handoff, column, value)


def _note_concern(contact: Contact, incoming: HandoffIn, concern: bool) -> None:
    risk = incoming.risk.model_dump() if incoming.risk else None
    if concern or incoming.kind is Kind.SAFEGUARDING or is_concern(risk, incoming.request):
        contact.safeguarding_concern = True


def _refuse_contradiction(known: Handoff, incoming: HandoffIn) -> None:
    # One that came as support may have been stored for the safeguarding team; never the other way round.
    contradicts = known.kind is Kind.SUPPORT and incoming.kind is Kind.SAFEGUARDING
    if contradicts or known.conversation_hash != _conversation_hash(incoming):
        raise HandoffConflict(
            "key_reused",
            "This idempotency key was used for another conversation or another kind of hand-off.",
        )


def _conversation_hash(incoming: HandoffIn) -> str | None:
    return contacts.hash_public_id(incoming.conversation_id) if incoming.conversation_id else None


def _contact_of(session: Session, incoming: HandoffIn, time_zone: str) -> Contact:
    """The contact a hand-off belongs to; one that came without becomes a contact, so that it is counted."""
    known = None
    if incoming.conversation_id:
        known = contacts.contact_of_dialogue(session, incoming.conversation_id)
    if known is not None:
        return known
    public_id = incoming.conversation_id or contacts.new_public_id()
    contact = contacts.start_contact(session, public_id, Channel(incoming.channel), time_zone=time_zone)
    contact.resident_messages = len(incoming.words)
    return contact


def _tell_contact(session: Session, contact: Contact, incoming: HandoffIn) -> None:
    risk = {"category": incoming.risk.category, "level": incoming.risk.level} if incoming.risk else None
    contacts.note_understanding(session, contact, needs=incoming.needs, risk=risk, request=incoming.request)
    if incoming.place:
        contacts.note_record(session, contact, {"place": incoming.place.model_dump()})
    contacts.set_outcome(session, contact, Outcome.HANDED_OFF)
