"""What the stores promise on SQLite is kept on PostgreSQL: turns, one moment, patience, no lost message."""

import gc
import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bot.safeguarding.hours import OfficeHours
from directory.database import begin_writing, open_engine, session_factory
from directory.queries import state
from tests.stores import KEYS, Addresses
from web.database import ContactsStore
from web.encryption import Keyring
from web.models.contact import Contact
from web.store import contacts


@pytest.fixture
def store(contacts_url: str) -> Iterator[ContactsStore]:
    opened = ContactsStore(contacts_url, Keyring(KEYS))
    yield opened
    opened.close()


def start(store: ContactsStore, public_id: str = "c") -> None:
    with store.writing() as session:
        contacts.start_contact(session, public_id, hours=OfficeHours())


def add_to_what_is_there(store: ContactsStore, times: int) -> None:
    """Reads a number, and writes down the next: another's is lost where two do so at once."""
    for _ in range(times):
        with store.writing() as session:
            contact = contacts.contact_by_id(session, "c")
            assert contact is not None
            seen = contact.resident_messages
            time.sleep(0.002)
            contact.resident_messages = seen + 1


def test_no_update_is_lost_between_writers(store: ContactsStore) -> None:
    start(store)
    writers = [Thread(target=add_to_what_is_there, args=(store, 10)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    with store.reading() as session:
        contact = contacts.contact_by_id(session, "c")
        assert contact is not None
        assert contact.resident_messages == 40


def test_a_reader_waits_for_nobody_and_sees_one_moment(store: ContactsStore) -> None:
    start(store)
    with store.reading() as reader:
        assert contacts.contact_by_id(reader, "c") is not None
        with store.writing() as writer:
            contacts.start_contact(writer, "other", hours=OfficeHours())
            assert contacts.contact_by_id(reader, "other") is None
        assert contacts.contact_by_id(reader, "other") is None
    with store.reading() as later:
        assert contacts.contact_by_id(later, "other") is not None


@pytest.mark.stores("postgresql")
def test_whoever_waited_sees_what_the_one_before_wrote(store: ContactsStore) -> None:
    holding, seen = Event(), []

    def wait_and_look() -> None:
        holding.wait(10)
        with store.writing() as session:
            seen.append(contacts.contact_by_id(session, "c") is not None)

    waiting = Thread(target=wait_and_look)
    waiting.start()
    with store.writing() as session:
        session.connection()
        holding.set()
        time.sleep(0.1)  # until the other stands in the queue
        contacts.start_contact(session, "c", hours=OfficeHours())
    waiting.join(10)
    assert seen == [True]


@pytest.mark.stores("postgresql")
def test_nobody_waits_for_ever(store: ContactsStore) -> None:
    with store.writing() as first, store.reading() as impatient:
        first.execute(text("SELECT 1"))
        impatient.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError):
            impatient.execute(text("SELECT pg_advisory_xact_lock(712026)"))
    with store.reading() as session:
        assert session.scalar(text("SHOW lock_timeout")) == "5s"


@pytest.mark.stores("postgresql")
def test_the_stores_do_not_wait_for_each_other(store: ContactsStore, directory_url: str) -> None:
    engine = open_engine(directory_url)
    sessions = session_factory(engine)
    with store.writing(), begin_writing(sessions) as session:
        state.note_change(session)
    with sessions() as session:
        assert state.revision(session) == 1
    engine.dispose()


def test_a_message_with_nul_in_it_is_kept(store: ContactsStore) -> None:
    """In encrypted columns as it was; in open ones with another character in its place on PostgreSQL."""
    start(store)
    with store.writing() as session:
        contact = contacts.contact_by_id(session, "c")
        assert contact is not None
        contacts.append_message(session, contact, "resident", words="I fell\x00 down", message_id="n\x001")
        contact.who_for = "\x00mum"
    with store.reading() as session:
        kept = contacts.contact_by_id(session, "c")
        assert kept is not None
        assert contacts.resident_words(session, kept) == ["I fell\x00 down"]
        assert contacts.message_by_nonce(session, kept, "n\x001") is not None
        assert str(kept.who_for).endswith("mum")


def test_moments_come_back_in_utc_whatever_the_server_thinks(store: ContactsStore) -> None:
    start(store)
    with store.reading() as session:
        [contact] = session.query(Contact).all()
        assert contact.started_at.utcoffset() is not None
        assert contact.started_at.utcoffset().total_seconds() == 0


@pytest.mark.stores("postgresql")
def test_connections_end_with_the_engine_that_opened_them(addresses: Addresses) -> None:
    address = addresses.without_tables()
    counting, dropped = open_engine(address), open_engine(address)
    with dropped.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert connections_of(counting) == 2
    del connection, dropped
    gc.collect()
    assert connections_of(counting) == 1
    counting.dispose()


def connections_of(engine: Engine) -> int:
    """How many are open to this database; the server takes a moment to say goodbye to one."""
    query = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
    time.sleep(0.2)
    with engine.connect() as connection:
        return int(connection.scalar(query) or 0)
