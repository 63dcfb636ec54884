"""Every query about contact records: fill one from what was said, put it right by hand, how to reach."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.clock import now
from web.handoffs.coded import Told, coded, reaching
from web.handoffs.preferences import Preferences, Safe, preferences_of
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.models.record import ContactRecord, ContactRecordChange
from web.risk import ALERT_LEVELS
from web.store import people
from web.store.settling import settle

_HOW_TO_REACH = frozenset({"contact_how", "contact_when", "safe_to_contact"})


def fill(
    session: Session, handoff: Handoff, *, person_knows: str | None = None, news: Iterable[str] = ()
) -> ContactRecord:
    """Brings the record of a hand-off's contact up to what was said; the record.

    What people set stays, but for a refusal or a danger that is new (`news`: columns of the hand-off that
    just changed): whoever says "don't ring me" after somebody set otherwise is heard.
    """
    record = session.get(ContactRecord, handoff.contact_id) or _begin(session, handoff)
    told = told_by(handoff, person_knows)
    values = {field: value for field, value in coded(told).items() if field not in record.set_by_people}
    if _HOW_TO_REACH & set(news):
        values |= _newly_refused(record, told)
    prefers = values.get("prefers", record.prefers)
    never = values.get("never", record.never)
    values["prefers"] = [way for way in prefers if way not in never]
    _change(session, record, values, None)
    people.recognise(session, record)
    settle(session, handoff.contact)
    return record


def of_handoff(session: Session, handoff: Handoff) -> ContactRecord:
    """The record of a hand-off's contact, made now for one that came before there were records."""
    return session.get(ContactRecord, handoff.contact_id) or fill(session, handoff)


def put_right(
    session: Session, record: ContactRecord, version: int, values: Mapping[str, Any], staff_user_id: int
) -> bool:
    """Writes what somebody set by hand, if they had seen `version`. False, and nothing is written, if not.

    Only fields that differ from what is there count as set.
    """
    # In this order, as a hand-off that comes in takes them.
    session.get_one(Contact, record.contact_id, with_for_update=True)
    session.refresh(record, with_for_update=True)
    if record.version != version:
        return False
    changed = _differences(record, values)
    record.set_by_people = sorted({*record.set_by_people, *changed})
    _change(session, record, changed, staff_user_id)
    if changed:
        people.recognise(session, record)
        settle(session, session.get_one(Contact, record.contact_id))
    return True


def as_seen(session: Session, record: ContactRecord, version: int) -> dict[str, Any]:
    """What the fields of a record said at `version` that changed since: field to value."""
    later = session.scalars(
        select(ContactRecordChange)
        .where(ContactRecordChange.contact_id == record.contact_id, ContactRecordChange.version > version)
        .order_by(ContactRecordChange.version.desc())
    )
    return {field: before for each in later for field, (before, _after) in each.changed.items()}


def preferences(session: Session, handoff: Handoff) -> Preferences:
    """How the person of a hand-off may be reached."""
    return preferences_of_all(session, [handoff])[handoff.id]


def preferences_of_all(session: Session, handoffs: Iterable[Handoff]) -> dict[int, Preferences]:
    """How the people of many hand-offs may be reached, by the hand-off's id."""
    listed = list(handoffs)
    ids = {each.contact_id for each in listed}
    records = session.scalars(select(ContactRecord).where(ContactRecord.contact_id.in_(ids)))
    contacts = session.scalars(select(Contact).where(Contact.id.in_(ids)))
    by_contact = {each.contact_id: each for each in records}
    of_id = {each.id: each for each in contacts}
    found = {}
    for each in listed:
        contact = of_id[each.contact_id]
        told = _reaching(each, by_contact.get(contact.id), contact)
        found[each.id] = preferences_of(told, careful=contact.safeguarding_concern)
    return found


def reach(handoff: Handoff, record: ContactRecord | None) -> dict[str, str | None]:
    """Name, telephone, e-mail and address to use: as staff put them right, or else as they were given."""
    fields = ("contact_name", "contact_phone", "contact_email", "contact_address")
    return {field: (record and getattr(record, field)) or getattr(handoff, field) for field in fields}


def told_by(handoff: Handoff, person_knows: str | None = None) -> Told:
    """What a stored hand-off and its contact say."""
    return Told(
        about=handoff.about,
        request=handoff.request,
        needs=tuple(handoff.needs),
        services_shown=bool(handoff.offered),
        alert=handoff.risk_level in ALERT_LEVELS,
        how=handoff.contact_how,
        when=handoff.contact_when,
        safe=handoff.safe_to_contact,
        agreed=handoff.agreed_to_pass_on,
        person_knows=person_knows,
        language=handoff.contact.language,
    )


def _begin(session: Session, handoff: Handoff) -> ContactRecord:
    """An empty record; that of another process which was quicker, if there was one."""
    record = ContactRecord(contact_id=handoff.contact_id, version=0, updated_at=now())
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return session.get_one(ContactRecord, handoff.contact_id)
    return record


def _newly_refused(record: ContactRecord, told: Told) -> dict[str, Any]:
    heard = reaching(told)
    never = list(dict.fromkeys([*record.never, *heard.get("never", ())]))
    return {"never": never} | ({"safe": Safe.NO.value} if told.safe is False else {})


def _reaching(handoff: Handoff, record: ContactRecord | None, contact: Contact) -> Mapping[str, Any]:
    if record is None:
        return coded(told_by(handoff))
    fields = ("prefers", "never", "times", "safe", "communication", "interpreter")
    said = {field: getattr(record, field) for field in fields}
    if "interpreter" not in record.set_by_people:
        # A language may be heard after the record was filled.
        said["interpreter"] = said["interpreter"] or contact.language
    return said


def _differences(record: ContactRecord, values: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in values.items() if getattr(record, field) != value}


def _change(
    session: Session, record: ContactRecord, values: Mapping[str, Any], staff_user_id: int | None
) -> None:
    """Writes the values that differ as the next version, and keeps what was there before beside it."""
    changed = _differences(record, values)
    if not changed and record.version:
        return
    moment = now()
    if record.version:
        before_and_after = {field: [getattr(record, field), value] for field, value in changed.items()}
        session.add(
            ContactRecordChange(
                contact_id=record.contact_id, version=record.version + 1, at=moment,
                staff_user_id=staff_user_id, changed=before_and_after,
            )
        )  # fmt: skip
    for field, value in changed.items():
        setattr(record, field, value)
    record.version, record.updated_at, record.updated_by = record.version + 1, moment, staff_user_id
    session.flush()
