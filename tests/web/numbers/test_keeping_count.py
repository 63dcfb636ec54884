"""The worker keeps the sums up to date, and the store itself notes what changed."""

from datetime import date

import pytest
from sqlalchemy import func, select, text

from tests.stores import Addresses
from tests.web.numbers.making import contact, handoff
from web.database import ContactsStore, migrate, migrate_back
from web.encryption import Keyring
from web.models.contact import Contact, OfferedService, Outcome
from web.models.numbers import NumberDue, number_sum
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all
from web.store import retention
from web.worker import Worker

DAY = date(2026, 11, 16)
CONTACTS = select(func.sum(number_sum.c.contacts)).where(number_sum.c.grain == "all")


def test_the_worker_counts_and_then_nothing_waits(store: ContactsStore, settings: WebSettings) -> None:
    with store.writing() as session:
        for _each in range(5):
            contact(session, DAY)
    Worker(store, settings).count()
    with store.reading() as session:
        assert session.scalar(CONTACTS) == 5
        assert session.scalar(select(func.count()).select_from(NumberDue)) == 0
    assert count_all(store, settings) == 0


def test_what_changes_by_a_statement_over_many_is_noted_too(
    store: ContactsStore, settings: WebSettings
) -> None:
    with store.writing() as session:
        contact(session, DAY)
    count_all(store, settings)
    with store.writing() as session:
        assert retention.abandon_quiet(
            session, contact(session, DAY).last_at.replace(year=2027), settings.keeping
        )
    assert count_all(store, settings) >= 2
    with store.reading() as session:
        abandoned = select(func.sum(number_sum.c.abandoned)).where(number_sum.c.grain == "all")
        assert session.scalar(abandoned) == 2


def test_what_is_purged_was_counted_first(store: ContactsStore, settings: WebSettings) -> None:
    with store.writing() as session:
        contact(session, date(2020, 1, 6), outcome=Outcome.ABANDONED)
    Worker(store, settings).purge()
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 0
        assert session.scalar(CONTACTS) == 1


def test_up_down_and_up_again_with_contacts_in_it(addresses: Addresses, settings: WebSettings) -> None:
    store = ContactsStore(addresses.without_tables("old.sqlite3"), Keyring({"v1": "o" * 40}))
    migrate(store.engine)
    with store.writing() as session:
        handoff(session, contact(session, DAY))
    count_all(store, settings)
    migrate_back(store.engine, "0009")
    migrate(store.engine)
    assert count_all(store, settings) == 1
    with store.writing() as session:
        assert session.scalar(CONTACTS) == 1
        session.execute(text("UPDATE contact SET needs = '[]'"))
        assert session.scalar(select(func.count()).select_from(NumberDue)) == 1
    store.close()


@pytest.mark.parametrize(
    "table",
    [
        "contact",
        "handoff",
        "contact_record",
        "offered_service",
        "help_check",
        "voluntary_offer",
        "daily_review",
    ],
)
def test_the_store_still_has_its_triggers(store: ContactsStore, table: str) -> None:
    # A migration that makes a table anew on SQLite loses them without a word.
    with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        else:
            names = (
                "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal"
            )
        found = {row[0] for row in connection.execute(text(names), {"table": table})}
    counted = {"contact": 3, "handoff": 3, "offered_service": 1}
    assert len([name for name in found if name.startswith("number_")]) == counted.get(table, 2)


def test_what_services_cost_is_counted_again_after_going_down_and_up(
    addresses: Addresses, settings: WebSettings
) -> None:
    store = ContactsStore(addresses.without_tables("old.sqlite3"), Keyring({"v1": "o" * 40}))
    migrate(store.engine)
    with store.writing() as session:
        one = contact(session, DAY)
        one.offered.append(
            OfferedService(service_id="s", service_name="Steady Steps", price="free", offered_at=one.last_at)
        )
    count_all(store, settings)
    migrate_back(store.engine, "0011")
    migrate(store.engine)
    count_all(store, settings)
    sums = "SELECT contacts, services_free, services_not_known FROM number_sum WHERE grain = 'all'"
    with store.reading() as session:
        assert tuple(session.execute(text(sums)).one()) == (1, 0, 1)  # the column that knew it was gone
    store.close()
