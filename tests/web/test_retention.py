"""What ends by the clock: quiet contacts, words kept long enough; never what a person waits for."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.safeguarding.hours import OfficeHours
from tests.web.handoff_json import handoff
from web.clock import now
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.contact import Author, Contact, Message, Outcome
from web.models.handoff import Handoff, HandoffOutcome, HandoffWord, State
from web.settings import Keeping
from web.store import contacts, handoffs, processes, retention

KEEPING = Keeping()
LATER = now() + timedelta(days=KEEPING.contact_days + 1)


def started(session: Session, name: str = "c") -> Contact:
    contact = contacts.start_contact(session, name, hours=OfficeHours())
    contacts.append_message(session, contact, Author.RESIDENT, words="hello")
    return contact


def handed_on(session: Session) -> Handoff:
    handoffs.receive(
        session, HandoffIn.model_validate(handoff(), strict=False), "SP-0000-0000", OfficeHours()
    )
    return session.scalars(select(Handoff)).one()


def how_many(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def test_a_contact_gone_quiet_becomes_abandoned(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = started(session)
        early, late = (contact.last_at + timedelta(minutes=minutes) for minutes in (59, 61))
        assert retention.abandon_quiet(session, early, KEEPING) == 0
        assert retention.abandon_quiet(session, late, KEEPING) == 1
        session.refresh(contact)
        assert contact.outcome is Outcome.ABANDONED
        assert contact.finalised_at == contact.last_at
        assert retention.abandon_quiet(session, late, KEEPING) == 0


def test_only_open_contacts_are_abandoned(store: ContactsStore) -> None:
    with store.writing() as session:
        contacts.set_outcome(session, started(session), Outcome.RESOLVED_CLAIMED)
        assert retention.abandon_quiet(session, LATER, KEEPING) == 0


def test_words_go_first_and_the_bare_contact_stays_for_the_numbers(store: ContactsStore) -> None:
    with store.writing() as session:
        started(session)
        retention.purge(session, now() + timedelta(days=KEEPING.words_days + 1), KEEPING)
        assert how_many(session, Message) == 0
        assert session.scalars(select(Contact)).one().resident_messages == 1


def test_in_the_end_the_contact_goes_too_and_twice_is_no_more_than_once(store: ContactsStore) -> None:
    with store.writing() as session:
        started(session)
        assert retention.purge(session, LATER, KEEPING).contacts == 1
        assert retention.purge(session, LATER, KEEPING).contacts == 0
        assert how_many(session, Contact) == 0


def test_a_hand_off_that_waits_is_never_deleted(store: ContactsStore) -> None:
    with store.writing() as session:
        handed_on(session)
        done = retention.purge(session, LATER, KEEPING)
        assert (done.handoffs, done.contacts) == (0, 0)
        assert how_many(session, HandoffWord) == 2


def test_a_closed_hand_off_goes_with_its_words(store: ContactsStore) -> None:
    with store.writing() as session:
        kept = handed_on(session)
        kept.state, kept.outcome, kept.outcome_at = State.CLOSED, HandoffOutcome.OTHER, now()
        session.flush()
        assert retention.purge(session, LATER, KEEPING).handoffs == 1
        assert how_many(session, HandoffWord) == 0
        assert how_many(session, Contact) == 0


def test_a_process_says_that_it_is_alive(store: ContactsStore) -> None:
    with store.writing() as session:
        assert processes.last_beat(session, "worker") is None
        processes.beat(session, "worker")
        processes.beat(session, "worker")
    with store.reading() as session:
        beat = processes.last_beat(session, "worker")
        assert beat is not None
        assert now() - beat < timedelta(minutes=1)
