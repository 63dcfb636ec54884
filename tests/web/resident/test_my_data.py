"""What do you hold about me, and delete my chat: by code and reference, the same no for every wrong pair."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from tests.web.resident.forms import SAID, hidden, send
from tests.web.resident.test_summary import code_of
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Contact, Message, OfferedService
from web.models.handoff import Handoff, Kind
from web.models.record import ContactRecord
from web.models.return_code import ReturnCode
from web.models.staff import AuditEvent
from web.resident.return_code import new_code
from web.security.access import ACCESS

REFERENCE = re.compile(r"SP-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def store(app: Flask) -> ContactsStore:
    opened: ContactsStore = app.extensions["signpost"].store
    return opened


def ask(app: Flask, code: str, reference: str = "", delete: bool = False) -> TestResponse:
    browser = app.test_client()
    fields = hidden(browser.get("/what-we-hold"))
    to = "/what-we-hold/delete" if delete else "/what-we-hold"
    return browser.post(to, data={**fields, "code": code, "reference": reference})


def leave_details(browser: FlaskClient) -> str:
    """Rosa asks for a person, by e-mail and never by telephone; the reference."""
    form = hidden(browser.get("/leave-details?ask=person"))
    more = {"ask": "person", "email": "rosa@example.org", "when": "don't ring me", "safe": "yes"}
    browser.post("/leave-details", data={**form, **more})
    found = REFERENCE.search(browser.get("/leave-details/done").text)
    assert found
    return found[0]


def deeds(store: ContactsStore) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_it_shows_what_is_held_and_the_trail_keeps_it(
    app: Flask, after: FlaskClient, store: ContactsStore
) -> None:
    page = ask(app, code_of(after).lower()).text
    assert SAID in page and "Steady Steps" in page and "deleted at once" in page
    assert deeds(store) == ["told_what_is_held"]


def test_deleting_erases_what_nobody_was_handed(app: Flask, after: FlaskClient, store: ContactsStore) -> None:
    code = code_of(after)
    assert "Your chat is deleted" in ask(app, code, delete=True).text
    with store.reading() as session:
        assert session.scalars(select(Message)).all() == [] == session.scalars(select(ReturnCode)).all()
        assert session.scalars(select(Contact)).one().left_at
    assert deeds(store) == ["erased_contact"]
    assert SAID not in after.get("/").text and "nothing to show yet" in after.get("/summary").text
    assert ask(app, code, delete=True).status_code == 422


def test_deleting_works_however_many_services_were_shown(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa, store: ContactsStore
) -> None:
    services = [a_service(), a_service(id="lunch-club", name="Lunch Club"), a_service(id="t", name="Tea")]
    rasa.answers = [{"messages": [{"text": "Here are some."}, {"custom": {"services": services}}]}]
    send(rosa, SAID)
    assert "Your chat is deleted" in ask(app, code_of(rosa), delete=True).text
    with store.reading() as session:
        shown = session.scalars(select(OfferedService)).all()
        assert len(shown) == 3, "that three were shown is still counted"
        assert not {"steady-steps", "lunch-club", "t"} & {each.service_id for each in shown}
        assert {each.service_name for each in shown} == {""}


def test_every_pair_that_does_not_fit_gets_the_same_answer(app: Flask, after: FlaskClient) -> None:
    unheld = code_of(after)
    amir = app.test_client()
    send(amir, "my dad keeps falling")
    reference, held = leave_details(amir), code_of(amir)
    pairs = [
        ("", ""), ("nonsense", "nonsense"), (new_code(), ""), (new_code(), reference),
        (held, ""), (held, "SP-0000-0000"), (unheld, reference), (unheld, "rubbish"),
    ]  # fmt: skip
    for delete in (False, True):
        answers = [ask(app, *pair, delete) for pair in pairs]
        assert {answer.status_code for answer in answers} == {422}
        stripped = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
        assert len({re.sub(r'nonce-[^"]*', "", page) for page in stripped}) == 1
    assert ask(app, held, reference).status_code == ask(app, unheld).status_code == 200


def test_with_a_handoff_people_are_asked_once_and_nothing_is_lost(
    app: Flask, after: FlaskClient, store: ContactsStore
) -> None:
    reference, code = leave_details(after), code_of(after)
    shown = ask(app, code, reference).text
    assert "your email address" in shown and "rosa@example.org" not in shown
    assert "a person deletes" in shown
    first, second = (ask(app, code, reference, delete=True).text for _ in range(2))
    assert "Nothing is deleted yet" in first
    own = REFERENCE.findall(first)
    assert own == REFERENCE.findall(second) and own != [reference]
    with store.reading() as session:
        before, asked = session.scalars(select(Handoff).order_by(Handoff.id)).all()
        assert (before.request, asked.request) == ("talk_to_person", "data_request")
        assert asked.reference == own[0] and asked.contact_email == "rosa@example.org"
        assert session.scalars(select(ContactRecord)).one().never == ["phone"]
    assert SAID in after.get("/summary").text


def test_where_somebody_may_be_in_danger_the_team_decides_and_nothing_goes(
    app: Flask, after: FlaskClient, store: ContactsStore
) -> None:
    code = code_of(after)
    with store.writing() as session:
        session.execute(update(Contact).values(safeguarding_concern=True))
    page = ask(app, code, delete=True).text
    assert "Nothing is deleted yet" in page and "may be in danger" in page
    with store.reading() as session:
        assert session.scalars(select(Handoff)).one().kind is Kind.SAFEGUARDING
        assert session.scalars(select(Message)).all()


def test_a_code_that_is_over_opens_nothing(app: Flask, after: FlaskClient, store: ContactsStore) -> None:
    code = code_of(after)
    with store.writing() as session:
        session.execute(update(ReturnCode).values(ends_at=now() - timedelta(seconds=1)))
    assert ask(app, code).status_code == ask(app, code, delete=True).status_code == 422


def test_the_privacy_page_says_what_is_kept_in_the_same_words(app: Flask) -> None:
    page = app.test_client().get("/privacy").text
    assert 'href="/what-we-hold"' in page and "the council keeps that" in page


def test_tries_count_as_sign_ins_do() -> None:
    assert ACCESS["resident.what_we_hold"].bucket == ACCESS["resident.delete_my_chat"].bucket == "sign_in"
