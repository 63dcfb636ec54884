"""Keys change while the site runs: nothing is lost, a run that was killed is begun again, old keys can go."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select, text

from bot.safeguarding.hours import OfficeHours
from tests.web.test_records import ROSA, one, person_of, receive
from web.database import ContactsStore, migrate
from web.encryption import Keyring, parse_keys
from web.exceptions import UnreadableSecret
from web.models.contact import Contact, Message
from web.models.record import PersonMark
from web.security import cli
from web.store import contacts, rotation

OLD, NEW = "o" * 40, "n" * 40
BOTH = f"v2:{NEW},v1:{OLD}"


@pytest.fixture
def url(contacts_url: str) -> str:
    return contacts_url


def opened(url: str, keys: str) -> ContactsStore:
    store = ContactsStore(url, Keyring(parse_keys(keys), people=parse_keys(keys), trail={"v1": OLD}))
    migrate(store.engine)
    return store


@pytest.fixture
def filled(url: str) -> Iterator[str]:
    """A store under the old key: two contacts of Rosa's, and 500 messages."""
    store = opened(url, OLD)
    for number in (1, 2):
        receive(store, number, contact={**ROSA, "when": "mornings"}, about_whom="mum")
    with store.writing() as session:
        contact = contacts.start_contact(session, "c", hours=OfficeHours())
        for number in range(500):
            said = {"contact_id": contact.id, "author": "resident", "said_at": contact.started_at}
            session.add(Message(**said, words=f"w{number}"))
    store.close()
    yield url


def remaining(store: ContactsStore) -> int:
    with store.reading() as session:
        return sum(rotation.left(session, each) for each in rotation.sealed_tables())


def rotate(store: ContactsStore) -> int | None:
    class Asked:
        command = "rotate-keys"

    return cli.run(Asked, store)  # type: ignore[arg-type]


def test_everything_is_sealed_anew_and_the_old_key_can_go(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = opened(filled, BOTH)
    assert remaining(store) > 500
    assert rotate(store) == 0
    assert remaining(store) == 0
    told = capsys.readouterr().out
    assert "message: 500 rows sealed anew, 0 left." in told
    assert "These can be taken out of CONTACTS_KEY: v1." in told
    assert "These can be taken out of PERSON_KEY: v1." in told
    assert rotate(store) == 0
    assert "sealed anew" not in capsys.readouterr().out
    store.close()
    alone = opened(filled, f"v2:{NEW}")
    with alone.reading() as session:
        assert one(session).contact_phone == "01632 960777"
        assert session.scalar(select(func.count()).select_from(Message)) == 500
    alone.close()


def test_the_same_person_is_known_before_while_and_after(filled: str) -> None:
    store = opened(filled, BOTH)
    before = receive(store, 3, contact=ROSA)
    rotate(store)
    with store.reading() as session:
        assert set(session.scalars(select(PersonMark.key_version))) == {"v2"}
    store.close()
    alone = opened(filled, f"v2:{NEW}")
    after = receive(alone, 4, contact=ROSA)
    assert person_of(alone, after) == person_of(alone, before) == 1
    alone.close()


def test_while_messages_are_written(filled: str) -> None:
    store, done = opened(filled, BOTH), Event()
    written = 0

    def talk() -> None:
        nonlocal written
        while not done.is_set():
            with store.writing() as session:
                contact = contacts.contact_by_id(session, "c")
                assert contact is not None
                contacts.append_message(session, contact, "resident", words="meanwhile")
            written += 1

    talking = Thread(target=talk)
    talking.start()
    try:
        assert rotate(store) == 0
    finally:
        done.set()
        talking.join()
    assert written > 0
    with store.reading() as session:
        messages = session.scalars(select(Message).order_by(Message.id)).all()
        assert sum(each.words == "meanwhile" for each in messages) == written
        assert [each.words for each in messages[:3]] == ["w0", "w1", "w2"]
    assert remaining(store) == 0
    store.close()


def test_what_a_process_still_writes_under_the_old_key_is_told(
    filled: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store = opened(filled, BOTH)
    rotate(store)
    behind = opened(filled, f"v1:{OLD},v2:{NEW}")
    with behind.writing() as session:
        session.get_one(Contact, 1).place_label = "Eastmere Town"
    behind.close()
    assert remaining(store) == 1
    capsys.readouterr()
    assert rotate(store) == 0
    assert "contact: 1 rows sealed anew, 0 left." in capsys.readouterr().out
    store.close()


def test_a_batch_goes_on_behind_its_last_row(filled: str) -> None:
    store = opened(filled, BOTH)
    (sealed,) = (each for each in rotation.sealed_tables() if each.name == "message")
    with store.writing() as session:
        first = rotation.reseal_some(session, sealed)
    assert (first.resealed, first.last) == (rotation.AT_ONCE, rotation.AT_ONCE)
    with store.writing() as session:
        assert rotation.left(session, sealed) == 300
        assert rotation.reseal_some(session, sealed, first.last).last == 2 * rotation.AT_ONCE
    store.close()


def test_what_no_key_opens_is_told_and_left(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    store = opened(filled, BOTH)
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE message SET words = 'v0:lost' WHERE id = 7"))
    assert rotate(store) == 1
    told = capsys.readouterr().out
    assert "message: 1 rows cannot be opened with any key of CONTACTS_KEY." in told
    assert "1 are left under an older key of CONTACTS_KEY." in told
    with store.reading() as session, pytest.raises(UnreadableSecret):
        session.get_one(Message, 7)
    store.close()


@pytest.mark.slow
def test_killed_in_the_middle_and_begun_again(filled: str, tmp_path: Path) -> None:
    """Real processes: one is killed as soon as it has begun, the next ends the work."""
    environ = {
        **os.environ, "VAR_DIR": str(tmp_path / "var"), "CONTACTS_DATABASE_URL": filled,
        "CONTACTS_KEY": BOTH, "PERSON_KEY": BOTH, "AUDIT_KEY": OLD,
    }  # fmt: skip
    store = opened(filled, BOTH)
    many = {"id": 1, "words": Keyring({"v1": OLD}).seal("old")}
    with store.engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) "
                "INSERT INTO message (contact_id, author, said_at, words) "
                "SELECT contact.id, 'resident', started_at, :words FROM contact, n WHERE contact.id = :id"
            ),
            many,
        )
    all_of_it = remaining(store)
    command = [sys.executable, "-m", "web", "rotate-keys"]
    running = subprocess.Popen(command, env=environ)
    patience = time.monotonic() + 60
    while not 0 < remaining(store) < all_of_it and time.monotonic() < patience:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    in_the_middle = remaining(store)
    assert 0 < in_the_middle < all_of_it
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert remaining(store) == 0
    with store.reading() as session:
        assert session.scalars(select(Message).where(Message.contact_id == 1).limit(1)).one().words == "old"
    store.close()
