"""The tables: made by migrations that match the models, up, down and up again with data inside."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import InvalidRequestError

from bot.safeguarding.hours import OfficeHours
from tests.stores import Addresses
from tests.web.handoff_json import handoff
from web.database import ContactsStore, migrate, migrate_back
from web.encryption import Keyring, parse_keys
from web.exceptions import SettingsError, UnreadableSecret
from web.handoffs.schema import HandoffIn
from web.models.tables import METADATA
from web.store import contacts, handoffs

OLD, NEW = "o" * 40, "n" * 40


@pytest.fixture
def fresh(addresses: Addresses) -> ContactsStore:
    return ContactsStore(addresses.without_tables("fresh.sqlite3"), Keyring({"v1": OLD}))


def differences(engine: Engine) -> list[object]:
    """What the models want and the tables lack, or the other way round."""
    with engine.connect() as connection:
        options = {"compare_type": True, "version_table": "contacts_version"}
        found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    return found


def test_the_newest_migration_equals_the_models(fresh: ContactsStore) -> None:
    migrate(fresh.engine)
    assert differences(fresh.engine) == []
    fresh.close()


def test_up_down_and_up_with_data(fresh: ContactsStore) -> None:
    migrate(fresh.engine)
    with fresh.writing() as session:
        handoffs.receive(
            session, HandoffIn.model_validate(handoff(), strict=False), "SP-0000-0000", OfficeHours()
        )
    migrate_back(fresh.engine, "base")
    assert inspect(fresh.engine).get_table_names() == ["contacts_version"]
    migrate(fresh.engine)
    migrate(fresh.engine)
    assert differences(fresh.engine) == []
    fresh.close()


@pytest.mark.stores("sqlite")
def test_sqlite_is_opened_the_safe_way(fresh: ContactsStore) -> None:
    with fresh.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    fresh.close()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}


def test_a_key_can_be_changed_without_losing_what_was_kept(addresses: Addresses) -> None:
    url = addresses.without_tables()
    before = ContactsStore(url, Keyring({"v1": OLD}))
    migrate(before.engine)
    with before.writing() as session:
        contact = contacts.start_contact(session, "c", hours=OfficeHours())
        contacts.append_message(session, contact, "resident", words="kept under the old key")
    before.close()
    after = ContactsStore(url, Keyring(parse_keys(f"v2:{NEW},v1:{OLD}")))
    with after.writing() as session:
        kept = contacts.contact_by_id(session, "c")
        assert kept is not None
        contacts.append_message(session, kept, "resident", words="kept under the new one")
        assert contacts.resident_words(session, kept) == ["kept under the old key", "kept under the new one"]
    after.close()


def test_without_the_key_nothing_is_read() -> None:
    sealed = Keyring({"v1": OLD}).seal("my words")
    assert sealed.startswith("v1:")
    assert "words" not in sealed
    for ring in (Keyring({"v1": NEW}), Keyring({"v2": OLD})):
        with pytest.raises(UnreadableSecret):
            ring.open(sealed)


@pytest.mark.parametrize("text", ["short", "", "v1:" + OLD + ",v1:" + NEW, "v2:short," + OLD])
def test_keys_that_are_none_stop_the_start(text: str) -> None:
    with pytest.raises(SettingsError, match="CONTACTS_KEY"):
        parse_keys(text)


def test_a_session_that_is_asked_after_its_end_opens_no_other_connection(fresh: ContactsStore) -> None:
    for opened in (fresh.reading, fresh.writing):
        with opened() as session:
            session.execute(text("SELECT 1"))
        with pytest.raises(InvalidRequestError):
            session.execute(text("SELECT 1"))
    fresh.close()
