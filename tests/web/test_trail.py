"""The audit trail is a chain: what was written stays as it was, and a change is found at its first row."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.stores import Addresses
from web.clock import now
from web.database import ContactsStore, migrate, migrate_back
from web.encryption import Keyring
from web.security.chain import Anchor, Break, Deed, Fault, breaks, link
from web.security.hashing import HashKeys
from web.settings import Keeping
from web.store import retention, staff, trail

KEYS = {"v1": "k" * 40}
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def fresh(addresses: Addresses) -> Iterator[ContactsStore]:
    store = ContactsStore(addresses.without_tables("fresh.sqlite3"), Keyring(KEYS))
    migrate(store.engine)
    yield store
    store.close()


def note(store: ContactsStore, *names: str) -> None:
    """Each deed in a transaction of its own."""
    for name in names:
        with store.writing() as session:
            staff.note(session, name, staff_user_id=None, subject="handoff", subject_id=7)


def found(store: ContactsStore) -> list[Break]:
    with store.reading() as session:
        before = trail.newest_anchor(session)
        after = before.position if before else 0
        return list(breaks(trail.keys_of(session), before, trail.links(session, after)))


def meddle(store: ContactsStore, statement: str, **values: str) -> None:
    """What somebody does who can write to the file and takes the guards away first."""
    with store.engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            for table in ("audit_event", "audit_anchor"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            guards = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in guards.all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.execute(text(statement), values)


def test_it_works(fresh: ContactsStore) -> None:
    note(fresh, "looked", "changed", "looked")
    assert found(fresh) == []
    with fresh.reading() as session:
        kept = list(trail.links(session))
    assert [each.position for each in kept] == [1, 2, 3]
    assert [each.previous for each in kept[1:]] == [each.hash for each in kept[:-1]]


def test_what_failed_leaves_no_trace(fresh: ContactsStore) -> None:
    with pytest.raises(RuntimeError), fresh.writing() as session:
        staff.note(session, "changed", staff_user_id=None)
        raise RuntimeError
    note(fresh, "looked")
    with fresh.reading() as session:
        assert [each.deed.action for each in trail.links(session)] == ["looked"]


def test_two_deeds_of_one_transaction_follow_each_other(fresh: ContactsStore) -> None:
    with fresh.writing() as session:
        staff.note(session, "one", staff_user_id=None)
        staff.note(session, "two", staff_user_id=None)
    assert found(fresh) == []


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_event SET action = 'nothing' WHERE position = 2", Break(2, Fault.CHANGED)),
        ("UPDATE audit_event SET subject_id = 8 WHERE position = 3", Break(3, Fault.CHANGED)),
        ("UPDATE audit_event SET at = '2026-01-01' WHERE position = 2", Break(2, Fault.CHANGED)),
        ("DELETE FROM audit_event WHERE position = 2", Break(2, Fault.MISSING)),
        ("DELETE FROM audit_event WHERE position = 1", Break(1, Fault.MISSING)),
        ("UPDATE audit_event SET hash = 'v1:00' WHERE position = 2", Break(2, Fault.CHANGED)),
        ("UPDATE audit_event SET hash = 'v9:00' WHERE position = 2", Break(2, Fault.NO_KEY)),
    ],
)  # fmt: skip
def test_the_first_broken_row_is_named(fresh: ContactsStore, statement: str, broken: Break) -> None:
    note(fresh, "looked", "changed", "looked", "looked")
    meddle(fresh, statement)
    assert found(fresh)[0] == broken


def test_a_row_put_in_between_is_found(fresh: ContactsStore) -> None:
    note(fresh, "looked", "changed")
    meddle(fresh, "UPDATE audit_event SET position = 3 WHERE position = 2")
    meddle(
        fresh,
        "INSERT INTO audit_event (position, previous, hash, at, action)"
        " SELECT 2, hash, hash, at, action FROM audit_event WHERE position = 1",
    )
    assert found(fresh)[0] == Break(2, Fault.CHANGED)


def test_a_chain_made_anew_without_the_key_is_found(fresh: ContactsStore) -> None:
    note(fresh, "looked", "changed")
    thief = HashKeys({"v1": "t" * 40}, "trail")
    forged = link(thief, 1, Deed(NOON, None, "nothing", None, None), "start")
    meddle(
        fresh, "UPDATE audit_event SET action = 'nothing', hash = :hash WHERE position = 1", hash=forged.hash
    )
    assert found(fresh)[0] == Break(1, Fault.CHANGED)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'nothing'",
        "DELETE FROM audit_event",
        "UPDATE audit_anchor SET position = 2",
        "DELETE FROM audit_anchor",
    ],
)
def test_the_store_itself_refuses(fresh: ContactsStore, statement: str) -> None:
    note(fresh, "looked", "changed")
    with fresh.writing() as session:
        trail.purge(session, now() - timedelta(days=1))
        assert trail.purge(session, now() + timedelta(days=1)) == 2
    note(fresh, "looked")
    with pytest.raises(DatabaseError, match="append-only"), fresh.writing() as session:
        session.execute(text(statement))
    assert found(fresh) == []


def test_what_goes_leaves_an_anchor_and_the_rest_can_be_checked(fresh: ContactsStore) -> None:
    with fresh.writing() as session:
        for days in (9, 8, 2, 1):
            trail.remember(session, Deed(now() - timedelta(days=days), None, "looked", None, None))
    keeping = Keeping(audit_days=5)
    with fresh.writing() as session:
        assert retention.purge(session, now(), keeping).audit_events == 2
        assert retention.purge(session, now(), keeping).audit_events == 0
    assert found(fresh) == []
    with fresh.reading() as session:
        before = trail.newest_anchor(session)
        assert before is not None
        assert [each.position for each in trail.links(session)] == [3, 4]
    note(fresh, "looked")
    assert found(fresh) == []
    meddle(fresh, "DELETE FROM audit_event WHERE position = 3")
    assert found(fresh)[0] == Break(3, Fault.MISSING)


def test_an_anchor_that_hides_a_deletion_is_found(fresh: ContactsStore) -> None:
    note(fresh, "looked", "changed", "looked")
    meddle(
        fresh,
        "INSERT INTO audit_anchor (position, hash, at, seal) SELECT position, hash, at, hash FROM audit_event"
        " WHERE position = 2",
    )
    meddle(fresh, "DELETE FROM audit_event WHERE position <= 2")
    assert found(fresh)[0] == Break(2, Fault.ANCHOR)


def test_an_anchor_of_another_place_is_none_of_ours() -> None:
    keys = HashKeys(KEYS, "trail")
    made = Anchor(3, "v1:00", NOON, "v1:00")
    assert list(breaks(keys, made, [])) == [Break(3, Fault.ANCHOR)]


def test_everything_may_go_and_the_trail_goes_on(fresh: ContactsStore) -> None:
    note(fresh, "looked", "changed")
    with fresh.writing() as session:
        assert trail.purge(session, now() + timedelta(seconds=1)) == 2
    with fresh.reading() as session:
        assert (trail.head(session) or (0, ""))[0] == 2
    note(fresh, "looked")
    assert found(fresh) == []


def test_many_writers_at_once_make_one_chain(fresh: ContactsStore) -> None:
    def write() -> None:
        note(fresh, *["looked"] * 15)

    threads = [Thread(target=write) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found(fresh) == []
    with fresh.reading() as session:
        assert trail.count(session) == 120


def test_another_key_may_take_over_while_the_old_one_is_there(fresh: ContactsStore) -> None:
    note(fresh, "looked")
    url = str(fresh.engine.url)
    later = ContactsStore(url, Keyring(KEYS, trail={"v2": "n" * 40, **KEYS}))
    note(later, "looked")
    assert found(later) == []
    later.close()
    forgetful = ContactsStore(url, Keyring(KEYS, trail={"v2": "n" * 40}))
    assert found(forgetful) == [Break(1, Fault.NO_KEY)]
    forgetful.close()


def test_a_trail_from_before_becomes_a_chain_and_back(fresh: ContactsStore) -> None:
    migrate_back(fresh.engine, "0005")
    with fresh.engine.execution_options(writes=True).begin() as connection:
        for number in range(3):
            connection.execute(
                text("INSERT INTO audit_event (at, action, subject_id) VALUES (:at, 'looked', :number)"),
                {"at": f"2026-01-0{number + 1} 10:00:00.00000{number}", "number": number},
            )
    migrate(fresh.engine)
    assert found(fresh) == []
    note(fresh, "changed")
    assert found(fresh) == []
    migrate_back(fresh.engine, "0005")
    with fresh.engine.connect() as connection:
        rows = connection.execute(text("SELECT action, subject_id FROM audit_event ORDER BY id")).all()
    assert [tuple(row) for row in rows] == [("looked", 0), ("looked", 1), ("looked", 2), ("changed", 7)]
