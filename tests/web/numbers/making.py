"""Contacts straight into the store, of any day and with anything that became of them."""

import itertools
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from web.models.contact import Channel, Contact, Outcome
from web.models.handoff import Handoff, HandoffOutcome, Kind, Reason, State, Team
from web.models.record import ContactRecord, Person

_NUMBERS = itertools.count(1)


def contact(session: Session, day: date, *, person: int | None = None, **more: Any) -> Contact:
    """A contact of a day at ten o'clock, spoken in; `person`: the id of whoever it is, made if need be."""
    at = datetime.combine(day, time(10), UTC)
    values: dict[str, Any] = {
        "channel": Channel.WEB, "site": "usual", "resident_messages": 2, "needs": ["falls"], "unmet": [],
        "outcome": Outcome.OPEN, "place_district": "DN15", "safeguarding_concern": False,
    }  # fmt: skip
    values |= {"started_at": at, "started_on": day, "last_at": at}
    made = Contact(public_id_hash=f"{next(_NUMBERS):064}", **(values | more))
    session.add(made)
    session.flush()
    if person is not None:
        belongs_to(session, made, person)
    return made


def belongs_to(session: Session, made: Contact, person: int | None, **more: Any) -> ContactRecord:
    """Says whose contact it is."""
    if person is not None and session.get(Person, person) is None:
        session.add(Person(id=person, created_at=made.started_at))
        session.flush()
    record = session.get(ContactRecord, made.id)
    if record is None:
        record = ContactRecord(contact_id=made.id, version=1, updated_at=made.started_at)
        session.add(record)
    record.person_id = person
    for name, value in more.items():
        setattr(record, name, value)
    session.flush()
    return record


def handoff(session: Session, of: Contact, outcome: HandoffOutcome | None = None, **more: Any) -> Handoff:
    """A hand-off of a contact; with an `outcome` it is closed."""
    number = next(_NUMBERS)
    values: dict[str, Any] = {
        "kind": Kind.SUPPORT, "reason": Reason.REQUEST, "team": Team.ADULT_SOCIAL_CARE, "about": "self",
        "state": State.CLOSED if outcome else State.RECEIVED,
        "outcome_at": of.started_at if outcome else None,
    }  # fmt: skip
    made = Handoff(
        key_hash=f"{number:064}", reference=f"SP-{number:08}", contact_id=of.id, channel=of.channel,
        received_at=of.started_at, received_on=of.started_on, outcome=outcome, **(values | more),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made
