"""The record of a contact: filled from what was said, put right by hand, and nobody's work is lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.handoff.reference import check_character
from bot.safeguarding.hours import OfficeHours
from tests.web.handoff_json import handoff
from web.clock import now
from web.database import ContactsStore
from web.handoffs.preferences import Safe, Way, may_contact
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move
from web.handoffs.schema import HandoffIn
from web.models.contact import Contact, Outcome
from web.models.handoff import Handoff, HandoffOutcome, Kind
from web.models.record import ContactRecord, ContactRecordChange, Person, PersonMark
from web.settings import Keeping
from web.store import contacts, handoffs, people, queue, records, retention, trail

ROSA = {"name": "Rosa Alder", "phone": "01632 960777", "email": None, "when": None, "how": None}


def receive(store: ContactsStore, number: int = 1, **more: Any) -> int:
    """One hand-off of a conversation of its own; the id of its contact."""
    own = {"idempotency_key": f"key-of-hand-off-{number:04}", "conversation_id": f"conversation-{number}"}
    with store.writing() as session:
        incoming = HandoffIn.model_validate({**handoff(**own), **more}, strict=False)
        handoffs.receive(session, incoming, reference(number), OfficeHours())
        return one(session, number).contact_id


def one(session: Session, number: int = 1) -> Handoff:
    return session.scalars(select(Handoff).where(Handoff.reference == reference(number))).one()


def reference(number: int) -> str:
    body = f"{number:04}000"
    return f"SP-{body[:4]}-{body[4:]}{check_character(body)}"


def person_of(store: ContactsStore, contact_id: int) -> int | None:
    with store.reading() as session:
        return session.get_one(ContactRecord, contact_id).person_id


def put_right(store: ContactsStore, contact_id: int, by: int, **values: Any) -> None:
    with store.writing() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert records.put_right(session, record, record.version, values, by)


def test_a_hand_off_fills_the_record(store: ContactsStore) -> None:
    contact_id = receive(
        store, needs=["hospital_discharge"], person_knows="yes", agreed_to_pass_on=True,
        contact={**ROSA, "how": "don't ring, text me", "safe_to_contact": True},
    )  # fmt: skip
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.version, record.source, record.consent) == (1, "family_friend_neighbour", "yes")
        assert (record.route_of_access, record.person_knows) == ("discharge_from_hospital", "yes")
        assert (record.prefers, record.never, record.safe) == (["text"], ["phone"], "yes")
        assert record.contact_name is None  # what she gave stays in the hand-off


def test_what_comes_later_is_added_and_a_retry_changes_nothing(store: ContactsStore) -> None:
    contact_id = receive(store)
    for _ in range(2):
        receive(store, request="request_assessment")
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.version, record.presenting_issue) == (2, "assessment")
        changes = session.scalars(select(ContactRecordChange)).all()
        assert [each.changed for each in changes] == [{"presenting_issue": [None, "assessment"]}]


def test_what_somebody_set_stays(store: ContactsStore, cast: dict[str, int]) -> None:
    contact_id = receive(store)
    put_right(store, contact_id, cast["tom"], source="self", household="alone")
    receive(store, request="request_assessment", about_whom="dad")
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.source, record.household, record.presenting_issue) == ("self", "alone", "assessment")
        assert record.set_by_people == ["household", "source"]


def test_a_new_refusal_is_heard_whatever_was_set(store: ContactsStore, cast: dict[str, int]) -> None:
    contact_id = receive(store, contact={**ROSA, "safe_to_contact": True})
    put_right(store, contact_id, cast["tom"], prefers=["phone"], never=["letter"], safe="yes")
    receive(store, contact={**ROSA, "how": "don't ring me any more", "safe_to_contact": False})
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.prefers, record.never, record.safe) == ([], ["letter", "phone"], "no")
        wanted = records.preferences(session, one(session))
        assert not may_contact(wanted, Way.PHONE, now())


def test_who_has_not_seen_the_newest_version_overwrites_nothing(
    store: ContactsStore, cast: dict[str, int]
) -> None:
    contact_id = receive(store)
    put_right(store, contact_id, cast["grace"], household="alone")
    with store.writing() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert not records.put_right(session, record, 1, {"household": "with_others"}, cast["tom"])
    with store.reading() as session:
        assert session.get_one(ContactRecord, contact_id).household == "alone"


def test_nothing_changed_is_no_version(store: ContactsStore, cast: dict[str, int]) -> None:
    contact_id = receive(store)
    put_right(store, contact_id, cast["tom"], source="family_friend_neighbour")
    with store.reading() as session:
        record = session.get_one(ContactRecord, contact_id)
        assert (record.version, record.set_by_people) == (1, [])


def test_a_language_heard_after_the_hand_off_asks_for_an_interpreter(store: ContactsStore) -> None:
    contact_id = receive(store)
    with store.writing() as session:
        contacts.note_understanding(session, session.get_one(Contact, contact_id), language="pl")
        contacts.note_understanding(session, session.get_one(Contact, contact_id), language="en")
    with store.reading() as session:
        wanted = records.preferences(session, one(session))
        assert (wanted.interpreter, wanted.safe, wanted.careful) == ("pl", Safe.NOT_ASKED, False)


def test_a_hand_off_from_before_there_were_records(store: ContactsStore) -> None:
    contact_id = receive(store, contact={**ROSA, "how": "email me"})
    with store.writing() as session:
        session.delete(session.get_one(ContactRecord, contact_id))
    with store.reading() as session:
        assert records.preferences(session, one(session)).prefers == {Way.EMAIL}
    with store.writing() as session:
        assert records.of_handoff(session, one(session)).prefers == ["email"]


def test_requests_and_contacts_are_told_apart(store: ContactsStore, cast: dict[str, int]) -> None:
    def requested(contact_id: int) -> bool:
        with store.reading() as session:
            return session.get_one(Contact, contact_id).request_at is not None

    anonymous, named = receive(store, 1), receive(store, 2, contact=ROSA)
    complaint = receive(store, 3, contact=ROSA, request="complaint")
    assert [requested(each) for each in (anonymous, named, complaint)] == [False, True, False]
    put_right(store, anonymous, cast["tom"], about_name="Rosa Alder")
    put_right(store, named, cast["tom"], void="duplicate")
    assert [requested(each) for each in (anonymous, named)] == [True, False]


def test_a_contact_is_over_when_the_last_hand_off_is_closed(
    store: ContactsStore, cast: dict[str, int]
) -> None:
    contact_id = receive(store)
    with store.writing() as session:
        contact = session.get_one(Contact, contact_id)
        assert (contact.outcome, contact.finalised_at) == (Outcome.HANDED_OFF, None)
        found, tom = one(session), cast["tom"]
        queue.perform(session, found, Deed(Move.CLAIM, tom), now())
        done = Deed(Move.CLOSE, tom, outcome=HandoffOutcome.NO_ASSESSMENT_NEEDED)
        queue.perform(session, found, done, now())
    with store.reading() as session:
        assert session.get_one(Contact, contact_id).finalised_at == one(session).outcome_at


def test_an_alert_that_nobody_was_told_of_ends_with_its_last_word(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, "c", hours=OfficeHours())
        contacts.note_understanding(session, contact, risk={"category": "falls_now", "level": "urgent"})
        assert contact.finalised_at is None
        retention.abandon_quiet(session, now() + timedelta(hours=2), Keeping())
        session.refresh(contact)
        assert (contact.outcome, contact.finalised_at) == (Outcome.RISK, contact.last_at)


class TestPeople:
    def test_the_same_number_is_the_same_person(self, store: ContactsStore) -> None:
        first = receive(store, 1, contact=ROSA)
        second = receive(store, 2, contact={**ROSA, "name": "Rosa", "phone": "+44 1632 960 777"})
        assert person_of(store, first) == person_of(store, second) is not None
        with store.reading() as session:
            record = session.get_one(ContactRecord, second)
            told = people.earlier(session, record, {Kind.SUPPORT})
            assert [each.reference for each in told] == [reference(1)]
            assert people.earlier(session, record, {Kind.SAFEGUARDING}) == []
            assert people.earlier(session, session.get_one(ContactRecord, first), {Kind.SUPPORT}) == []

    def test_a_family_on_one_telephone_is_two_people(self, store: ContactsStore) -> None:
        first = receive(store, 1, contact=ROSA)
        second = receive(store, 2, contact={**ROSA, "name": "Amir Alder"})
        assert person_of(store, first) != person_of(store, second)

    @pytest.mark.parametrize(
        "more",
        [
            {"contact": None},
            {"contact": {**ROSA, "phone": None}},
            {"contact": ROSA, "request": "professional_referral"},
        ],
    )
    def test_who_stays_unknown(self, store: ContactsStore, more: dict[str, Any]) -> None:
        assert person_of(store, receive(store, **more)) is None

    def test_no_number_is_kept_and_the_hash_needs_the_key(self, store: ContactsStore) -> None:
        receive(store, contact=ROSA)
        with store.reading() as session:
            (mark,) = session.scalars(select(PersonMark))
            assert (mark.kind, len(mark.mark)) == ("phone", 64)
            assert "1632" not in mark.mark

    def test_a_corrected_number_moves_its_mark(self, store: ContactsStore, cast: dict[str, int]) -> None:
        first = receive(store, 1, contact=ROSA)
        put_right(store, first, cast["tom"], contact_phone="01632 960778")
        stranger = receive(store, 2, contact={**ROSA, "name": None})
        same = receive(store, 3, contact={**ROSA, "phone": "01632 960778"})
        assert person_of(store, stranger) != person_of(store, first) == person_of(store, same)
        with store.reading() as session:
            assert len(session.scalars(select(Person)).all()) == 2

    def test_whoever_has_no_contact_any_more_is_forgotten(self, store: ContactsStore) -> None:
        contact_id = receive(store, contact=ROSA)
        with store.writing() as session:
            session.delete(one(session))
            session.flush()
            session.delete(session.get_one(Contact, contact_id))
            session.flush()
            assert retention.forget_strangers(session) == 1
            assert session.scalars(select(PersonMark)).all() == []


def test_what_happens_to_a_hand_off_is_in_the_trail(store: ContactsStore) -> None:
    receive(store)
    receive(store)
    receive(store, contact=ROSA)
    with store.reading() as session:
        done = [each.deed.action for each in trail.links(session)]
    assert done == ["received_handoff", "amended_handoff"]
