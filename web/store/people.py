"""Every query about people who get in touch again: known by keyed hashes of a number or an address alone.

What is hashed is read from the hand-offs and records themselves, so that a corrected number, an erasure or a
new key leaves no mark behind that nothing stands for.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from web.clock import now
from web.encryption import keyring_of
from web.handoffs.known_again import AT_WORK, Details, agrees
from web.models.contact import Channel, Contact, Outcome
from web.models.handoff import Handoff, HandoffOutcome, Kind, State, Team
from web.models.record import ContactRecord, Person, PersonMark
from web.security.hashing import HashKeys
from web.store.rows import in_parts

_MOST_CANDIDATES = 50  # a number that many people give is a switchboard's
_LOCK = 712028  # PostgreSQL's advisory lock under which somebody becomes known


@dataclass(frozen=True)
class Earlier:
    """A contact of the same person before this one, as far as whoever asks may know of it."""

    contact_id: int
    at: datetime
    channel: Channel
    outcome: Outcome
    reference: str | None
    result: HandoffOutcome | None
    state: State
    team: Team

    @property
    def is_open(self) -> bool:
        """Has somebody still to see to it?"""
        return self.state is not State.CLOSED


def recognise(session: Session, record: ContactRecord) -> None:
    """Finds who got in touch in this contact, or makes them known; follows corrections and loses nobody else.

    Somebody without a number or an address, or who got in touch for their work, stays unknown.
    """
    session.flush()
    # Always contact, record, people: whoever takes locks in one order never waits in a ring.
    session.execute(
        select(ContactRecord.contact_id)
        .where(ContactRecord.contact_id == record.contact_id)
        .with_for_update()
    )
    if session.get_bind().dialect.name == "postgresql":
        # Two contacts of one person at once: the second must see the first. SQLite has one writer anyhow.
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    details = _details(session, record)
    before, record.person_id = record.person_id, None
    if record.source not in AT_WORK and details.identifiers():
        record.person_id = (_known(session, details) or _stranger(session)).id
    session.flush()
    for person_id in {before, record.person_id} - {None}:
        _mark_anew(session, person_id)


def earlier(session: Session, record: ContactRecord, kinds: Collection[Kind]) -> list[Earlier]:
    """Contacts of the same person before this one, newest first, each with its newest hand-off of `kinds`.

    A contact whose hand-offs are all of other kinds is not told of.
    """
    if record.person_id is None:
        return []
    here = session.get_one(Contact, record.contact_id)
    ids = [id_ for id_ in _contacts_of(session, record.person_id) if id_ != here.id]
    return _told_of(session, ids, kinds, here.started_at)


def known_by(session: Session, details: Details, kinds: Collection[Kind], but: int) -> list[Earlier]:
    """Contacts of whoever has this number or address and no name against it, but for contact `but`.

    As `earlier`: newest first, and only what a hand-off of `kinds` tells of. Nothing is kept of the question.
    """
    person = _known(session, details) if details.identifiers() else None
    if person is None:
        return []
    ids = [id_ for id_ in _contacts_of(session, person.id) if id_ != but]
    return _told_of(session, ids, kinds, now())


def _contacts_of(session: Session, person_id: int) -> Sequence[int]:
    return session.scalars(select(ContactRecord.contact_id).where(ContactRecord.person_id == person_id)).all()


def _told_of(session: Session, ids: Iterable[int], kinds: Collection[Kind], until: datetime) -> list[Earlier]:
    found: dict[int, Earlier] = {}
    for some in in_parts(ids):
        rows = session.execute(
            select(Contact.id, Contact.started_at, Contact.channel, Contact.outcome, Handoff.kind,
                   Handoff.reference, Handoff.outcome.label("result"), Handoff.state, Handoff.team)
            .join(Handoff, Handoff.contact_id == Contact.id)
            .where(Contact.id.in_(some), Contact.started_at <= until)
            .order_by(Handoff.id.desc())
        )  # fmt: skip
        for row in rows:
            # Looked at here: a store might look for all of a kind instead of for the few of a person.
            if row.kind in kinds:
                told = Earlier(
                    row.id, row.started_at, row.channel, row.outcome, row.reference, row.result, row.state,
                    row.team,
                )  # fmt: skip
                found.setdefault(row.id, told)
    return sorted(found.values(), key=lambda each: each.at, reverse=True)


def mark_everybody_anew(session: Session, after: int, most: int) -> int | None:
    """Makes the marks of the next `most` people behind id `after` under the newest key.

    The last id that was done; None when nobody was left.
    """
    ids = session.scalars(select(Person.id).where(Person.id > after).order_by(Person.id).limit(most)).all()
    for person_id in ids:
        _mark_anew(session, person_id)
    return ids[-1] if ids else None


def under_older_keys(session: Session) -> int:
    """How many marks were made under another key than the newest."""
    query = select(func.count()).where(PersonMark.key_version != _keys(session).newest)
    return session.scalar(query) or 0


def _known(session: Session, details: Details) -> Person | None:
    """Who has most marks in common with `details`, the newest of them, and no name that speaks against it."""
    keys = _keys(session)
    wanted = [mark for each in details.identifiers() for mark in keys.every(_told(each))]
    common = func.count(func.distinct(PersonMark.kind))
    ids = session.scalars(
        select(PersonMark.person_id)
        .where(PersonMark.mark.in_(wanted))
        .group_by(PersonMark.person_id)
        .order_by(common.desc(), PersonMark.person_id.desc())
        .limit(_MOST_CANDIDATES)
    )
    for person_id in ids.all():
        others = [_details(session, each) for each in _records(session, person_id)]
        if agrees(details.names, [name for each in others for name in each.names]):
            return session.get_one(Person, person_id)
    return None


def _stranger(session: Session) -> Person:
    person = Person(created_at=now())
    session.add(person)
    session.flush()
    return person


def _mark_anew(session: Session, person_id: int | None) -> None:
    """Makes this person's marks what their contacts say now; whoever has no contact any more goes."""
    records = _records(session, person_id)
    if not records:
        session.execute(delete(Person).where(Person.id == person_id))
        return
    keys = _keys(session)
    known = {each for record in records for each in _details(session, record).identifiers()}
    wanted = {(kind, keys.hash(_told((kind, plain)))) for kind, plain in known}
    kept = session.scalars(select(PersonMark).where(PersonMark.person_id == person_id)).all()
    for mark in kept:
        if (mark.kind, mark.mark) not in wanted:
            session.delete(mark)
    there = {(mark.kind, mark.mark) for mark in kept}
    for kind, mark_ in sorted(wanted - there):
        session.add(PersonMark(person_id=person_id, kind=kind, key_version=keys.newest, mark=mark_))
    session.flush()


def _records(session: Session, person_id: int | None) -> Sequence[ContactRecord]:
    return session.scalars(select(ContactRecord).where(ContactRecord.person_id == person_id)).all()


def _details(session: Session, record: ContactRecord) -> Details:
    """What staff put right, or else what was said in the hand-offs."""
    handoffs = session.scalars(select(Handoff).where(Handoff.contact_id == record.contact_id)).all()
    return Details(
        names=_given(record.contact_name, (each.contact_name for each in handoffs)),
        phones=_given(record.contact_phone, (each.contact_phone for each in handoffs)),
        emails=_given(record.contact_email, (each.contact_email for each in handoffs)),
    )


def _given(corrected: str | None, said: Iterable[str | None]) -> tuple[str, ...]:
    return (corrected,) if corrected else tuple(dict.fromkeys(each for each in said if each))


def _told(identifier: tuple[str, str]) -> str:
    return "\0".join(identifier)


def _keys(session: Session) -> HashKeys:
    return keyring_of(session.get_bind().dialect).people
