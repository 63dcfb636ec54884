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
from web.handoffs.merge import changes, extra_offers, extra_words, given, risk_columns
from web.handoffs.schema import HandoffIn
from web.models.contact import Channel, Contact, Outcome
from web.models.handoff import (
    Handoff,
    HandoffAmendment,
    HandoffOutcome,
    HandoffWord,
    Kind,
    State,
)
from web.store import contacts


@dataclass(frozen=True)
class Received:
    """What a hand-off became: its reference, and whether this was the first time it came."""

    reference: str
    created: bool
    state: State


def receive(
    session: Session, incoming: HandoffIn, reference: str, time_zone: str = "Europe/London"
) -> Received:
    """Stores a hand-off once for its key; the same key again adds what is new and keeps the rest.

    `reference` is used when the hand-off is new. HandoffConflict when the key, or the reference, already
    belongs to something else. Two at once: one insert fails on the unique key, and the caller tries again.
    """
    known = session.scalar(select(Handoff).where(Handoff.key_hash == hash_key(incoming.idempotency_key)))
    if known is not None:
        _refuse_contradiction(known, incoming)
        _amend(session, known, incoming)
        return Received(known.reference, False, known.state)
    if session.scalar(select(Handoff.id).where(Handoff.reference == reference)):
        raise HandoffConflict("reference_taken", "That reference belongs to another hand-off.")
    handoff = _create(session, incoming, reference, time_zone)
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
    return cast(CursorResult[Any], result).rowcount == 1


def _create(session: Session, incoming: HandoffIn, reference: str, time_zone: str) -> Handoff:
    moment = now()
    contact = _contact_of(session, incoming, time_zone)
    columns = {"about": "unknown", **given(incoming), **risk_columns(incoming, None)}
    handoff = Handoff(
        key_hash=hash_key(incoming.idempotency_key),
        reference=reference,
        contact_id=contact.id,
        conversation_hash=_conversation_hash(incoming),
        kind=incoming.kind,
        # The contact knows its channel for certain: the bot only repeats what it was told.
        channel=contact.channel,
        received_at=moment,
        received_on=local_day(moment, time_zone),
        needs=incoming.needs,
        offered=[offer.model_dump() for offer in incoming.offered],
        words=[HandoffWord(position=place, words=said) for place, said in enumerate(incoming.words)],
        state=State.RECEIVED,
        **columns,
    )
    session.add(handoff)
    _tell_contact(session, contact, incoming)
    session.flush()
    return handoff


def _amend(session: Session, handoff: Handoff, incoming: HandoffIn) -> None:
    before = {column: getattr(handoff, column) for column in given(incoming)}
    changed: dict[str, Any] = {**changes(before, incoming), **risk_columns(incoming, handoff.risk_level)}
    words = extra_words([each.words for each in handoff.words], incoming.words)
    offers = extra_offers(handoff.offered, incoming)
    needs = list(dict.fromkeys([*handoff.needs, *incoming.needs]))
    if not (changed or words or offers or needs != handoff.needs):
        return
    moment = now()
    for column, value in changed.items():
        _keep_earlier(handoff, column, getattr(handoff, column), moment)
        setattr(handoff, column, value)
    for place, said in enumerate(words, start=len(handoff.words)):
        handoff.words.append(HandoffWord(position=place, words=said))
    handoff.offered, handoff.needs, handoff.amended_at = [*handoff.offered, *offers], needs, moment
    _tell_contact(session, handoff.contact, incoming)
    session.flush()


def _keep_earlier(handoff: Handoff, column: str, value: Any, moment: datetime) -> None:
    if value is not None:
        handoff.amendments.append(HandoffAmendment(at=moment, field=column, earlier=str(value)))


def _refuse_contradiction(known: Handoff, incoming: HandoffIn) -> None:
    if known.kind is not incoming.kind or known.conversation_hash != _conversation_hash(incoming):
        raise HandoffConflict(
            "key_reused",
            "This idempotency key was used for another conversation or another kind of hand-off.",
        )


def _conversation_hash(incoming: HandoffIn) -> str | None:
    return contacts.hash_public_id(incoming.conversation_id) if incoming.conversation_id else None


def _contact_of(session: Session, incoming: HandoffIn, time_zone: str) -> Contact:
    """The contact a hand-off belongs to; one that came without becomes a contact, so that it is counted."""
    public_id = incoming.conversation_id or contacts.new_public_id()
    known = contacts.contact_by_id(session, public_id)
    if known is not None:
        return known
    contact = contacts.start_contact(session, public_id, Channel(incoming.channel), time_zone=time_zone)
    contact.resident_messages = len(incoming.words)
    return contact


def _tell_contact(session: Session, contact: Contact, incoming: HandoffIn) -> None:
    risk = {"category": incoming.risk.category, "level": incoming.risk.level} if incoming.risk else None
    contacts.note_understanding(session, contact, needs=incoming.needs, risk=risk, request=incoming.request)
    if incoming.place:
        contacts.note_record(session, contact, {"place": incoming.place.model_dump()})
    contacts.set_outcome(session, contact, Outcome.HANDED_OFF)
