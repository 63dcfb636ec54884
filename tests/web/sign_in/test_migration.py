"""Accounts and tokens of before: they work as they did, and nothing that points at them is lost."""

import pytest
from sqlalchemy import text

from tests.stores import Addresses
from web.clock import now
from web.database import ContactsStore, migrate, migrate_back
from web.encryption import Keyring
from web.models.sign_in import RecoveryCode
from web.models.staff import Role
from web.store import api_tokens, codes, council_accounts, staff, trail

BEFORE = "0008"


@pytest.fixture
def old(addresses: Addresses) -> ContactsStore:
    """A store with an account, a token and a trail in it, taken back to the tables of before."""
    store = ContactsStore(addresses.without_tables("old.sqlite3"), Keyring({"v1": "o" * 40}))
    migrate(store.engine)
    with store.writing() as session:
        tom = staff.create(session, "tom", Role.FOLLOW_UP, "a hash")
        staff.note(session, "signed_in", staff_user_id=tom.id)
        api_tokens.create(session, Role.ADVISER, name="Case system", expires_at=now())
        codes.prepare(session, tom.id, "JBSWY3DPEHPK3PXP")
        codes.replace_recovery(session, tom.id, ["h" * 64])
        council_accounts.note_refused(session, "s" * 64, "sam", ["staff"], "no_group")
    migrate_back(store.engine, BEFORE)
    return store


def test_what_was_there_is_there_both_ways(old: ContactsStore) -> None:
    with old.engine.connect() as connection:
        assert connection.execute(text("SELECT name, role FROM staff_user")).all() == [("tom", "follow_up")]
        assert connection.execute(text("SELECT role FROM api_token")).all() == [("adviser",)]
    migrate(old.engine)
    with old.reading() as session:
        tom = staff.by_name(session, "tom")
        assert tom is not None and not tom.must_change_password and not tom.awaits_council
        assert (tom.codes_since, codes.pending(session, tom.id)) == (None, None)
        assert [(each.name, each.expires_at) for each in api_tokens.every(session)] == [("", None)]
        assert session.query(RecoveryCode).count() == 0
        assert trail.count(session, staff_user_id=tom.id) == 2
    old.close()
