"""Writes an invented year into a store of its own; refuses a store with anybody real in it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot.handoff.reference import of_number
from web.exceptions import WebError
from web.models.contact import Contact, OfferedService
from web.models.daily_review import DailyReview
from web.models.handoff import Handoff
from web.models.help_check import HelpCheck
from web.models.record import ContactRecord, Person
from web.numbers.simulated.year import SimulatedContact, SimulatedHandoff
from web.store import demonstration

AT_ONCE = 2000
_WHO = "Rosa (invented)"


def write_year(
    session: Session, year: Iterable[SimulatedContact], seed: int, zone: str, moment: datetime
) -> int:
    """Writes the contacts, then the mark that they are invented. How many; 0 when they were there already.

    WebError for a store with contacts in it that no mark says are invented.
    """
    if demonstration.marked(session) is not None:
        return 0
    if demonstration.has_contacts(session):
        raise WebError(
            "There are contacts in this store. A demonstration goes into a store of its own: name another."
        )
    contacts, people, written, local = iter(year), dict[int, int](), 0, ZoneInfo(zone)
    while step := list(islice(contacts, AT_ONCE)):
        _write(session, step, people, written, local)
        written += len(step)
    demonstration.mark(session, seed, moment)
    return written


def _write(
    session: Session, step: Sequence[SimulatedContact], people: dict[int, int], written: int, zone: ZoneInfo
) -> None:
    numbers = range(written, written + len(step))
    ids = _ids(session, Contact, [_contact(each, zone, n) for each, n in zip(step, numbers, strict=True)])
    known = dict.fromkeys(each.person for each in step if each.person and each.person not in people)
    first = {each.person: each.at for each in reversed(step)}
    made = _ids(session, Person, [{"created_at": first[person]} for person in known])
    people |= {person: id_ for person, id_ in zip(known, made, strict=True) if person}
    pairs = list(zip(step, ids, strict=True))
    records = [
        {"contact_id": id_, "person_id": people.get(each.person or 0), "updated_at": each.at,
         "case_number": _case_number(each)}
        for each, id_ in pairs
        if each.person or each.handoff
    ]  # fmt: skip
    shown = [
        {"contact_id": id_, "service_id": f"invented-{each.needs[0]}", "service_name": "An invented service",
         "price": each.price, "offered_at": each.at}
        for each, id_ in pairs if each.shown
    ]  # fmt: skip
    looked = [
        {"contact_id": id_, "prepared_at": each.at, "looked_at": each.at, "verdict": each.verdict}
        for each, id_ in pairs
        if each.verdict
    ]
    for table, rows in ((ContactRecord, records), (OfferedService, shown), (DailyReview, looked)):
        _insert(session, table, rows)
    _write_handoffs(session, [(each, id_, each.handoff) for each, id_ in pairs if each.handoff], zone)


def _write_handoffs(
    session: Session, made: Sequence[tuple[SimulatedContact, int, SimulatedHandoff]], zone: ZoneInfo
) -> None:
    ids = _ids(session, Handoff, [_handoff(contact, id_, handoff, zone) for contact, id_, handoff in made])
    checks = [
        {"contact_id": contact_id, "handoff_id": id_, **_help_check(handoff, handoff.closed_at)}
        for (_contact, contact_id, handoff), id_ in zip(made, ids, strict=True)
        if handoff.asked and handoff.closed_at
    ]
    _insert(session, HelpCheck, checks)


def _help_check(handoff: SimulatedHandoff, closed_at: datetime) -> Mapping[str, Any]:
    """The question two weeks after it was closed; who answers does so the next day."""
    asked_at = closed_at + timedelta(days=14)
    return {
        "planned_at": asked_at, "asked_by": handoff.asked, "asked_at": asked_at, "answer": handoff.answer,
        "answered_at": asked_at + timedelta(days=1) if handoff.answer else None,
        "wants_person": False, "tries": 0,
    }  # fmt: skip


def _contact(each: SimulatedContact, zone: ZoneInfo, number: int) -> Mapping[str, Any]:
    handed_on = each.handoff is not None
    over_at = each.handoff.closed_at if each.handoff else each.at
    return {
        "public_id_hash": _hash("contact", number), "channel": each.channel, "site": each.site,
        "started_at": each.at, "started_on": each.at.astimezone(zone).date(), "last_at": each.at,
        "finalised_at": over_at,
        "request_at": each.at if handed_on and each.person else None, "out_of_hours": each.out_of_hours,
        "resident_messages": 3, "needs": list(each.needs),
        "unmet": list(each.needs[:1]) if each.unmet else [],
        "request": each.request, "place_district": each.district or None, "risk_level": each.risk_level,
        "risk_category": "invented" if each.risk_level else None, "safeguarding_concern": each.concern,
        "outcome": each.outcome, "who_for": "self" if number % 3 else "someone_else",
    }  # fmt: skip


def _handoff(
    contact: SimulatedContact, contact_id: int, made: SimulatedHandoff, zone: ZoneInfo
) -> Mapping[str, Any]:
    return {
        "key_hash": _hash("handoff", contact_id), "reference": of_number(contact_id),
        "contact_id": contact_id,
        "kind": "safeguarding" if made.safeguarding else "support", "reason": made.reason,
        "request": made.request, "channel": contact.channel, "received_at": contact.at,
        "received_on": contact.at.astimezone(zone).date(), "about": "self", "needs": list(contact.needs),
        "offered": [], "place_district": contact.district or None, "risk_level": contact.risk_level,
        "contact_name": _WHO if contact.person else None, "team": made.team, "priority": made.priority,
        "state": "closed" if made.closed_at else "in_progress" if made.contacted_at else "received",
        "outcome": made.outcome, "outcome_at": made.closed_at, "respond_by": made.respond_by,
        "due_at": None if made.closed_at else made.respond_by, "first_action_at": made.contacted_at,
        "contacted_at": made.contacted_at, "promised_by": made.respond_by, "promise_kept": made.promise_kept,
    }  # fmt: skip


def _case_number(each: SimulatedContact) -> str | None:
    """A number in the case system of nobody; one in ten has none yet, as happens."""
    return f"X{100_000 + each.person}" if each.person and each.handoff and each.person % 10 else None


def _insert(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(insert(table.__table__), list(rows))


def _ids(session: Session, table: type[Any], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Writes the rows, and reads which numbers the store gave them, in their order."""
    if not rows:
        return []
    newest = session.scalar(select(func.max(table.id))) or 0
    # Not `returning`: to match rows with numbers costs several times what writing them does.
    _insert(session, table, rows)
    return list(session.scalars(select(table.id).where(table.id > newest).order_by(table.id)))


def _hash(kind: str, number: int) -> str:
    return hashlib.sha256(f"invented {kind} {number}".encode()).hexdigest()
