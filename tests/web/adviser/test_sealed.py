"""What somebody was given, what is pinned for them, what was decided: sealed, kept so long, and told."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from tests.web.adviser.test_services import pin
from tests.web.resident.forms import hidden
from web.clock import now
from web.database import ContactsStore, migrate, migrate_back
from web.models.call import Call, CallOverride
from web.models.call_tools import GivenList, PinnedService
from web.models.contact import Contact, OfferedService
from web.resident.return_code import hash_of, new_code
from web.settings import Keeping
from web.store import call_tools, calls, contacts, erasing, held, retention, return_codes
from web.store.held import Found

STEADY = {"id": "steady", "name": "Steady Steps"}
LONG = timedelta(days=Keeping().words_days + 1)
ON_DISK = {
    "given_list": "SELECT services FROM given_list",
    "pinned_service": "SELECT service_id FROM pinned_service",
    "call_override": "SELECT subject FROM call_override",
}


@pytest.fixture
def chosen(grace: FlaskClient, call: Contact, store: ContactsStore, cast: dict[str, int]) -> Contact:
    """The call's contact, with a pin, a list that was given, and a need that was added."""
    pin(grace, "steady")
    with store.writing() as session:
        call_tools.give(session, call.id, "n", "read_out", [STEADY], cast["grace"], now())
        contacts.note_offered(session, session.get_one(Contact, call.id), [STEADY])
        held_call = session.scalars(select(Call)).one()
        calls.decide(session, held_call, "need_added", "loneliness", "She is alone.")
    return call


def on_disk(store: ContactsStore) -> dict[str, str]:
    with store.reading() as session:
        return {name: str(session.scalar(text(query))) for name, query in ON_DISK.items()}


def test_nothing_of_it_touches_the_disk_in_plain(chosen: Contact, store: ContactsStore) -> None:
    there = on_disk(store)
    assert all(each.startswith("v1:") for each in there.values()), there


def test_what_was_plain_before_is_sealed_and_back(chosen: Contact, store: ContactsStore) -> None:
    migrate_back(store.engine, "0023")
    plain = on_disk(store)
    assert plain["pinned_service"] == "steady" and plain["call_override"] == "loneliness"
    assert "Steady Steps" in plain["given_list"]
    migrate(store.engine)
    assert all(each.startswith("v1:") for each in on_disk(store).values())
    with store.reading() as session:
        assert call_tools.pinned(session, chosen.id) == ["steady"]
        assert session.scalars(select(GivenList)).one().services == [STEADY]
        assert session.scalars(select(CallOverride)).one().subject == "loneliness"


def test_a_pin_is_there_once_and_can_be_taken_away(
    grace: FlaskClient, chosen: Contact, store: ContactsStore
) -> None:
    pin(grace, "steady")
    with store.writing() as session:
        assert call_tools.pinned(session, chosen.id) == ["steady"]
        call_tools.unpin(session, chosen.id, "steady")
        assert call_tools.pinned(session, chosen.id) == []


def test_pins_and_decisions_go_with_the_words_and_lists_with_the_contact(
    chosen: Contact, store: ContactsStore
) -> None:
    with store.writing() as session:
        retention.purge(session, now() + LONG, Keeping())
    with store.reading() as session:
        assert session.scalars(select(PinnedService)).all() == []
        assert session.scalars(select(CallOverride)).one().subject is None
        assert session.scalars(select(GivenList)).one().services == [STEADY]
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=Keeping().contact_days + 1), Keeping())
    with store.reading() as session:
        assert session.scalars(select(GivenList)).all() == session.scalars(select(CallOverride)).all() == []


def test_what_is_forgotten_lets_the_tables_go_back_too(chosen: Contact, store: ContactsStore) -> None:
    with store.writing() as session:
        erasing.erase(session, chosen.id)
    migrate_back(store.engine, "0023")
    migrate(store.engine)


def test_erasing_leaves_that_something_was_given_and_not_what(chosen: Contact, store: ContactsStore) -> None:
    with store.writing() as session:
        erasing.erase(session, chosen.id)
    with store.reading() as session:
        assert session.scalars(select(PinnedService)).all() == []
        assert session.scalars(select(GivenList)).one().services is None
        assert [each.services for each in call_tools.given(session, chosen.id)] == [()]
        decided = session.scalars(select(CallOverride)).one()
        assert (decided.subject, decided.reason) == (None, None)
        shown = session.scalars(select(OfferedService)).one()
        assert (shown.service_id, shown.service_name) == (f"erased-{shown.id}", "")


def test_it_is_told_to_who_asks_what_is_held(chosen: Contact, store: ContactsStore) -> None:
    with store.reading() as session:
        told = held.held_of(session, Found(session.get_one(Contact, chosen.id), None))
    assert [each.services for each in told.lists] == [("Steady Steps",)]
    assert told.put_by == ("steady",) and told.decided == 1


def test_the_page_says_it_without_the_reasons(
    grace: FlaskClient, chosen: Contact, store: ContactsStore
) -> None:
    app, code = grace.application, new_code()
    with store.writing() as session:
        hashed = hash_of(code, str(app.secret_key))
        return_codes.keep(session, session.get_one(Contact, chosen.id), hashed, "c" * 20, now())
    browser = app.test_client()
    fields = hidden(browser.get("/what-we-hold"))
    page = browser.post("/what-we-hold", data={**fields, "code": code, "reference": ""}).text
    assert "read out: Steady Steps" in page and "put by while you talked" in page
    assert "thought otherwise than Signpost" in page and "She is alone" not in page
