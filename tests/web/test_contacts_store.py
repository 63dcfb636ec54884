"""The contact record: begun, added to, ended; and an ending that never flatters."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.safeguarding.hours import OfficeHours
from directory.models.base import ID_LENGTH
from web.database import ContactsStore
from web.models.contact import Author, Channel, Outcome
from web.store import answers, contacts

PUBLIC_ID = "rosas-conversation-id"


def test_it_works(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, Channel.WEB, hours=OfficeHours())
        contacts.append_message(session, contact, Author.RESIDENT, words="I keep falling", message_id="m1")
        contacts.append_message(
            session, contact, "signpost", replies=[{"text": "Tell me more"}], message_id="m1"
        )
        contacts.note_understanding(session, contact, needs=["falls"], request="talk_to_person")
        contacts.note_record(
            session,
            contact,
            {"who_for": "self", "needs": ["falls", "transport"], "place": {"district": "DN15"}},
        )
        contacts.note_offered(session, contact, [{"id": "s1", "name": "Steady Steps", "score": 0.9}] * 2)
    with store.reading() as session:
        kept = contacts.contact_by_id(session, PUBLIC_ID)
        assert kept is not None
        assert contacts.resident_words(session, kept) == ["I keep falling"]
        assert answers.replies_to(session, kept, "m1") == [{"text": "Tell me more"}]
        assert answers.replies_to(session, kept, "m2") is None
        assert (kept.needs, kept.who_for, kept.request) == (["falls", "transport"], "self", "talk_to_person")
        assert (kept.place_district, kept.resident_messages) == ("DN15", 1)
        assert [each.service_id for each in kept.offered] == ["s1"]
        assert kept.outcome is Outcome.OPEN


def test_the_public_id_and_the_words_are_not_on_disk(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        contacts.append_message(session, contact, Author.RESIDENT, words="I keep falling")
    with store.reading() as session:
        row = str(session.execute(text("SELECT * FROM contact")).all())
        said = str(session.execute(text("SELECT * FROM message")).all())
    assert PUBLIC_ID not in row
    assert "falling" not in said


@pytest.mark.parametrize(
    ("steps", "ends"),
    [
        (["resolved_claimed"], "resolved_claimed"),
        (["resolved_claimed", "handed_off"], "handed_off"),
        (["handed_off", "resolved_claimed"], "handed_off"),
        (["risk", "resolved_claimed"], "risk"),
        (["handed_off", "abandoned"], "handed_off"),
        (["abandoned", "resolved_claimed"], "resolved_claimed"),
    ],
)
def test_the_weightier_outcome_stays(store: ContactsStore, steps: list[str], ends: str) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        for step in steps:
            contacts.set_outcome(session, contact, step)
        assert contact.outcome == ends
        # What was handed on, or raised an alert, is over when a person says so.
        assert (contact.finalised_at is None) is (ends in ("handed_off", "risk"))


@pytest.mark.parametrize(("level", "outcome"), [("check", Outcome.OPEN), ("priority", Outcome.RISK)])
def test_a_check_is_no_alert(store: ContactsStore, level: str, outcome: Outcome) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        contacts.note_understanding(session, contact, risk={"category": "falls_now", "level": level})
        assert contact.outcome is outcome


def test_the_worst_risk_stays(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        for level in ("check", "urgent", "priority"):
            contacts.note_understanding(session, contact, risk={"category": f"was_{level}", "level": level})
        assert (contact.risk_level, contact.risk_category) == ("urgent", "was_urgent")


def test_a_risk_confirmed_in_the_dialogue_is_an_alert_of_its_category(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        contacts.note_understanding(session, contact, risk={"category": "domestic_abuse", "level": "check"})
        contacts.note_record(session, contact, {"risk": {"category": "domestic_abuse", "level": "urgent"}})
        assert (contact.risk_level, contact.outcome) == ("urgent", Outcome.RISK)
        assert contact.safeguarding_concern


def test_whoever_speaks_again_had_not_gone_away(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        contacts.set_outcome(session, contact, Outcome.ABANDONED)
        contacts.append_message(session, contact, Author.RESIDENT, words="sorry, the door")
        assert (contact.outcome, contact.finalised_at) == (Outcome.OPEN, None)


def test_one_nonce_is_kept_once(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        contacts.append_message(session, contact, Author.RESIDENT, words="hello", message_id="m1")
    with pytest.raises(IntegrityError) as failure, store.writing() as session:
        again = contacts.contact_by_id(session, PUBLIC_ID)
        assert again is not None
        contacts.append_message(session, again, Author.RESIDENT, words="hello secret", message_id="m1")
    assert "secret" not in str(failure.value)


def test_a_block_that_fails_leaves_no_trace(store: ContactsStore) -> None:
    with pytest.raises(RuntimeError), store.writing() as session:
        contacts.start_contact(session, PUBLIC_ID, hours=OfficeHours())
        raise RuntimeError
    with store.reading() as session:
        assert contacts.contact_by_id(session, PUBLIC_ID) is None


def test_a_service_with_the_longest_id_that_the_directory_takes_can_be_offered(store: ContactsStore) -> None:
    longest = "s" * ID_LENGTH
    with store.writing() as session:
        contact = contacts.start_contact(session, "c", hours=OfficeHours())
        contacts.note_offered(session, contact, [{"id": longest, "name": "Lunch club"}])
    with store.reading() as session:
        contact = contacts.contact_by_id(session, "c")
        assert [offer.service_id for offer in contact.offered] == [longest]
