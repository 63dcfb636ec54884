"""Every query that takes a hand-off in, or adds to it, or reads one. The queue is in queue.py."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.safeguarding.hours import OfficeHours
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
from web.models.handoff import Handoff, HandoffAmendment, HandoffWord, Kind, State
from web.risk import is_concern
from web.store import changing, contacts, queue, records, staff


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
    session: Session,
    incoming: HandoffIn,
    reference: str,
    hours: OfficeHours,
    *,
    concern: bool = False,
) -> Received:
    """Stores a hand-off once for its key; the same key again adds what is new and keeps the rest.

    `reference` is used when the hand-off is new. `concern`: its words hold a safeguarding alert;
    then, or when the contact has one, nobody else comes to see what is new in it. `hours`: those of the
    office, by which it becomes due. HandoffConflict when the key, or the reference, already belongs to
    something else. Two at once: one insert fails on the unique key, and the caller tries again.
    """
    known = session.scalar(select(Handoff).where(Handoff.key_hash == hash_key(incoming.idempotency_key)))
    if known is not None:
        _refuse_contradiction(known, incoming)
        _note_concern(known.contact, incoming, concern)
        received = _add_to(session, known, incoming, hours)
        _note_promise(session, known, incoming)
        return received
    if session.scalar(select(Handoff.id).where(Handoff.reference == reference)):
        raise HandoffConflict("reference_taken", "That reference belongs to another hand-off.")
    contact = _contact_of(session, incoming, hours)
    _note_concern(contact, incoming, concern)
    handoff = _create(session, contact, incoming, reference, hours)
    queue.place(session, handoff, hours, [each.words for each in handoff.words])
    _note_promise(session, handoff, incoming)
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


def references_of(session: Session, contact_id: int, kinds: Collection[Kind]) -> Sequence[str]:
    """The references of what was handed on in a contact, of these kinds, in their order."""
    mine = select(Handoff.reference).where(Handoff.contact_id == contact_id, Handoff.kind.in_(kinds))
    return session.scalars(mine.order_by(Handoff.id)).all()


def contact_of(session: Session, reference: str) -> int | None:
    """The id of the contact that the hand-off of this reference belongs to."""
    return session.scalar(select(Handoff.contact_id).where(Handoff.reference == reference))


def of_contact(session: Session, contact_id: int) -> Sequence[Handoff]:
    """Every hand-off of a contact, the oldest first."""
    query = select(Handoff).where(Handoff.contact_id == contact_id).order_by(Handoff.id)
    return session.scalars(query.options(selectinload(Handoff.words))).all()


def by_known_reference(session: Session, reference: str) -> Handoff:
    """The hand-off of a reference that is certainly there."""
    return session.scalars(select(Handoff).where(Handoff.reference == reference)).one()


def _create(
    session: Session, contact: Contact, incoming: HandoffIn, reference: str, hours: OfficeHours
) -> Handoff:
    moment = now()
    columns = {"about": "unknown", **given(incoming), **risk_columns(incoming, None)}
    words = with_unheard(incoming.words, contacts.words_and_whether_heard(session, contact))
    gone = changing.replaced_words(session, contact)
    handoff = Handoff(
        key_hash=hash_key(incoming.idempotency_key),
        reference=reference,
        contact_id=contact.id,
        conversation_hash=_conversation_hash(incoming),
        kind=Kind.SAFEGUARDING if contact.safeguarding_concern else incoming.kind,
        # The contact knows its channel for certain: the bot only repeats what it was told.
        channel=contact.channel,
        received_at=moment,
        received_on=local_day(moment, hours.clock.key),
        needs=incoming.needs,
        offered=[offer.model_dump() for offer in incoming.offered],
        words=[HandoffWord(position=at, words=said, replaced=said in gone) for at, said in enumerate(words)],
        state=State.RECEIVED,
        **columns,
    )
    session.add(handoff)
    _tell_contact(session, contact, incoming)
    session.flush()
    records.fill(session, handoff, person_knows=incoming.person_knows)
    staff.note(session, "received_handoff", staff_user_id=None, subject="handoff", subject_id=handoff.id)
    return handoff


def _add_to(session: Session, known: Handoff, incoming: HandoffIn, hours: OfficeHours) -> Received:
    """Adds what is new, or holds it back from a support hand-off when there is a safeguarding concern."""
    if not known.concern_is_apart:
        changed_here = _amend(session, known, incoming, hours)
        return Received(known.reference, False, known.state, changed=changed_here)
    before = {column: getattr(known, column) for column in given(incoming)}
    changed = changes(before, incoming)
    words = extra_words([each.words for each in known.words], incoming.words)
    if reached := to_reach(changed):
        moment = now()
        _change(session, known, reached, moment)
        queue.added_to(session, known, hours, moment)
        records.fill(session, known, news=reached)
    # A mere retry says nothing new, and so has nothing to hold back.
    new = bool(changed or words or risk_columns(incoming, known.risk_level))
    return Received(known.reference, False, known.state, held_back=new, changed=bool(reached))


def _amend(session: Session, handoff: Handoff, incoming: HandoffIn, hours: OfficeHours) -> bool:
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
    gone = changing.replaced_words(session, handoff.contact)
    for place, said in enumerate(words, start=len(handoff.words)):
        handoff.words.append(HandoffWord(position=place, words=said, replaced=said in gone))
    handoff.offered, handoff.needs = [*handoff.offered, *offers], needs
    _tell_contact(session, handoff.contact, incoming)
    if new:
        queue.added_to(session, handoff, hours, moment)
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


def _note_promise(session: Session, handoff: Handoff, incoming: HandoffIn) -> None:
    if incoming.promised_by is not None:
        queue.note_told(session, handoff, now(), incoming.promised_by)


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


def _contact_of(session: Session, incoming: HandoffIn, hours: OfficeHours) -> Contact:
    """The contact a hand-off belongs to; one that came without becomes a contact, so that it is counted."""
    known = None
    if incoming.conversation_id:
        known = contacts.contact_of_dialogue(session, incoming.conversation_id)
    if known is not None:
        return known
    public_id = incoming.conversation_id or contacts.new_public_id()
    contact = contacts.start_contact(session, public_id, Channel(incoming.channel), hours=hours)
    contact.resident_messages = len(incoming.words)
    return contact


def _tell_contact(session: Session, contact: Contact, incoming: HandoffIn) -> None:
    risk = {"category": incoming.risk.category, "level": incoming.risk.level} if incoming.risk else None
    contacts.note_understanding(session, contact, needs=incoming.needs, risk=risk, request=incoming.request)
    if incoming.place:
        contacts.note_record(session, contact, {"place": incoming.place.model_dump()})
    contacts.set_outcome(session, contact, Outcome.HANDED_OFF)
