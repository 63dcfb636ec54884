"""Whoever rings again is recognised by number or address, as far as rights go; it is noted who looked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.web.adviser.forms import CALL, hidden
from tests.web.handoff_json import handoff
from web.database import ContactsStore
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.contact import Contact
from web.models.handoff import Handoff, HandoffOutcome, State
from web.models.staff import AuditEvent
from web.models.tables import METADATA
from web.store import call_tools

ROSA = {"name": "Rosa Alder", "phone": "01632 960777", "email": None, "when": None}
HandOn = Callable[..., str]


@pytest.fixture
def hand_on(app: Flask) -> HandOn:
    """Hands something on, as the bot does; the reference."""

    def take(key: str, **more: object) -> str:
        ids = {"idempotency_key": f"key-of-a-handoff-{key}", "conversation_id": f"conversation-of-{key}"}
        body = handoff(**{**ids, "contact": ROSA, **more})
        return take_in(app.extensions["signpost"], HandoffIn.model_validate(body, strict=False)).reference

    return take


def look(browser: FlaskClient, **typed: str) -> TestResponse:
    address = f"{CALL}/known"
    return browser.post(address, data={**hidden(browser.get(address)), **typed})


def looks(store: ContactsStore) -> int:
    with store.reading() as session:
        actions = session.scalars(select(AuditEvent.action)).all()
    return actions.count("looked_up_caller")


@pytest.mark.parametrize("phone", ["01632 960777", "+44 1632 960777", "01632960777"])
def test_a_number_brings_what_was_before(
    grace: FlaskClient, store: ContactsStore, hand_on: HandOn, phone: str
) -> None:
    first, second = hand_on("one"), hand_on("two")
    page = look(grace, phone=phone).text
    assert "2 earlier contacts" in page and "Make sure who you are talking to" in page
    assert page.index(second) < page.index(first), "the newest first"
    assert page.count("still open") == 2 and "with " in page
    assert looks(store) == 1, "and that Grace looked is written down"


def test_what_was_closed_says_how(grace: FlaskClient, store: ContactsStore, hand_on: HandOn) -> None:
    hand_on("one")
    with store.writing() as session:
        found = session.scalars(select(Handoff)).one()
        found.state, found.outcome = State.CLOSED, HandoffOutcome.SIGNPOSTED_CONTENT
    page = look(grace, phone="01632 960777").text
    assert "closed: " in page and "still open" not in page


def test_a_name_that_speaks_against_it(grace: FlaskClient, hand_on: HandOn) -> None:
    hand_on("one")
    assert "1 earlier contact" in look(grace, phone="01632 960777", name="Mrs Alder").text.replace("One", "1")
    assert "Nothing is known" in look(grace, phone="01632 960777", name="Amir Khan").text


def test_a_name_alone_brings_nothing(grace: FlaskClient, store: ContactsStore, hand_on: HandOn) -> None:
    hand_on("one")
    answer = look(grace, name="Rosa Alder")
    assert answer.status_code == 422 and "Write a telephone number or an e-mail" in answer.text
    assert "Rosa Alder" in answer.text, "what was typed is not lost"
    assert looks(store) == 0


def test_what_is_kept_apart_stays_apart(grace: FlaskClient, hand_on: HandOn) -> None:
    reference = hand_on("one", kind="safeguarding", reason="request", request="report_safeguarding")
    page = look(grace, phone="01632 960777").text
    assert reference not in page and "Nothing is known by that number" in page


def test_the_call_itself_is_no_earlier_contact(
    grace: FlaskClient, call: Contact, store: ContactsStore, hand_on: HandOn
) -> None:
    hand_on("one")
    with store.writing() as session:
        session.scalars(select(Handoff)).one().contact_id = call.id
        session.flush()
    assert "Nothing is known" in look(grace, phone="01632 960777").text


def test_the_page_of_what_was_passed_on_says_what_was_given_and_who_took_it(
    grace: FlaskClient, call: Contact, store: ContactsStore, hand_on: HandOn, cast: dict[str, int]
) -> None:
    reference = hand_on("one")
    with store.writing() as session:
        session.scalars(select(Handoff)).one().contact_id = call.id
        services, moment = [{"id": "steady", "name": "Steady Steps"}], call.started_at
        call_tools.give(session, call.id, "n", "read_out", services, cast["grace"], moment)
        call_tools.hand_over(session, call.id, "n", "duty", "Priya", cast["grace"], moment)
    for address in (f"/staff/handoffs/{reference}", f"/staff/handoffs/{reference}/record"):
        page = grace.get(address).text
        assert "read out, grace: Steady Steps." in page
        assert "The duty team: taken by Priya (rung by grace)" in page


def test_nothing_of_the_question_is_kept(grace: FlaskClient, store: ContactsStore) -> None:
    before = rows(store)
    look(grace, phone="01632 960778", name="Nobody We Know")
    after = rows(store)
    assert {name for name in after if after[name] != before[name]} <= {"audit_event"}


def test_the_script_gets_the_part(grace: FlaskClient, hand_on: HandOn) -> None:
    hand_on("one")
    part = look(grace, phone="01632 960777", part="yes").text
    assert "data-known-found" in part and "<h1" not in part


def rows(store: ContactsStore) -> dict[str, int]:
    with store.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


def test_the_trail_names_the_contacts_that_were_found(
    grace: FlaskClient, call: Contact, store: ContactsStore, hand_on: HandOn
) -> None:
    hand_on("one"), hand_on("two"), hand_on("other", contact={**ROSA, "phone": "01632 960111"})
    look(grace, phone="01632 960777")
    with store.reading() as session:
        theirs = {
            each.contact_id
            for each in session.scalars(select(Handoff))
            if each.contact_phone == ROSA["phone"]
        }
        trail = session.scalars(select(AuditEvent).where(AuditEvent.subject == "contact")).all()
    assert len(theirs) == 2
    assert {each.subject_id for each in trail if each.action == "found_earlier_contact"} == theirs
    assert [each.subject_id for each in trail if each.action == "looked_up_caller"] == [call.id]


def test_nobody_tries_numbers_to_see_who_is_known(
    grace: FlaskClient, store: ContactsStore, hand_on: HandOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = hand_on("one")
    parts = grace.application.extensions["signpost"]
    tight = replace(parts.settings, limits=replace(parts.settings.limits, look_ups="2 per hour"))
    grace.application.extensions["signpost"] = replace(parts, settings=tight)
    for last in "12":
        assert look(grace, phone=f"01632 96000{last}").status_code == 200
    answer = look(grace, phone="01632 960777")
    assert answer.status_code == 422 and reference not in answer.text
    assert "as often as one account may" in answer.text and "01632 960777" in answer.text
    assert "data-known-found" in look(grace, phone="01632 960777", part="yes").text
    assert looks(store) == 2
    monkeypatch.setattr("web.adviser.tools.known.now", lambda: datetime.now(UTC) + timedelta(minutes=61))
    assert reference in look(grace, phone="01632 960777").text
