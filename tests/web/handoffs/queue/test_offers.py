"""An organisation is asked to help: it sees what was agreed to and answers once; no mail scanner does."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.web.conftest import post
from tests.web.test_staff_handoffs import PAGE, REFERENCE, form_of, move, receive
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Contact
from web.models.handoff import Handoff
from web.models.queue import Answer, VoluntaryOffer
from web.models.record import ContactRecord
from web.provider.offered.signing import signed
from web.settings import WebSettings
from web.store import queue

SignIn = Callable[[str], FlaskClient]
ROSA = {"name": "Rosa Amato", "phone": "01632 960123", "how": "text please", "safe_to_contact": True}
TICKED = ["needs", "message", "name", "phone"]
FORM = f"{PAGE}/offer"


@pytest.fixture
def tom(store: ContactsStore, signed_in: SignIn) -> FlaskClient:
    """Tom, who has taken a hand-off of somebody who can be reached and agreed."""
    receive(store, REFERENCE, needs=["loneliness"], contact=ROSA, agreed_to_pass_on=True)
    browser = signed_in("tom")
    move(browser, "claim")
    return browser


def offer(browser: FlaskClient, **more: Any) -> Any:
    """Fills in the form and sends it."""
    page = browser.get(FORM).get_data(as_text=True)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page[page.index('id="offer"') :]))
    fields = {
        "organisation": "Eastmere Friends",
        "message": "Tea now and then",
        "shared": TICKED,
        "agreed": "yes",
    }
    return browser.post(FORM, data={**hidden, **fields, **more})


def link(browser: FlaskClient) -> str:
    """The path of the link that the hand-off's page shows."""
    found = re.search(r'readonly value="https?://[^/"]+([^"]+)"', browser.get(PAGE).get_data(as_text=True))
    assert found
    return found[1]


def state_of(store: ContactsStore) -> Answer:
    with store.reading() as session:
        return session.scalars(select(VoluntaryOffer.answer)).one()


def test_it_works(tom: FlaskClient, client: FlaskClient, store: ContactsStore) -> None:
    assert offer(tom).status_code == 303
    path = link(tom)
    before = client.get(path).get_data(as_text=True)
    assert "Loneliness and isolation" in before and "Tea now and then" in before
    for hidden in ("Rosa", "01632 960123", "keeps falling", "DN15", REFERENCE):
        assert hidden not in before
    assert post(client, f"{path}/yes", page=path).status_code == 303
    after = client.get(path).get_data(as_text=True)
    assert "Rosa Amato" in after and "01632 960123" in after and "text please" in after
    assert "DN15" not in after and "keeps falling" not in after
    page = tom.get(PAGE).get_data(as_text=True)
    assert "A voluntary organisation said yes" in page and "The person does not know yet" in page
    with store.reading() as session:
        assert session.scalars(select(Handoff.state)).one() == "acknowledged"
        assert [each.move for each in queue.history(session, 1)][-2:] == ["offer", "answered"]


def test_opening_the_link_answers_nothing(
    tom: FlaskClient, client: FlaskClient, store: ContactsStore
) -> None:
    offer(tom)
    path = link(tom)
    for method in (client.get, client.head):
        for tail in ("", "/yes", "/no"):
            method(f"{path}{tail}")
    assert client.post(f"{path}/yes").status_code == 422  # without the proof that only the page carries
    assert state_of(store) is Answer.WAITING


def test_an_answer_is_given_once(
    tom: FlaskClient, client: FlaskClient, app: Flask, store: ContactsStore
) -> None:
    offer(tom)
    path, other = link(tom), app.test_client()
    token = re.search(r'csrf_token" value="([^"]+)"', other.get(path).get_data(as_text=True))
    assert token
    assert post(client, f"{path}/yes", page=path).status_code == 303
    again = {"csrf_token": token[1]}
    assert other.post(f"{path}/yes", data=again).status_code == 303
    late = other.post(f"{path}/no", data={**again, "reason": "full"})
    assert late.status_code == 409 and "An answer was sent from this link before" in late.get_data(
        as_text=True
    )
    assert state_of(store) is Answer.ACCEPTED


def test_a_no_with_its_reason_shuts_the_link(
    tom: FlaskClient, client: FlaskClient, store: ContactsStore
) -> None:
    offer(tom)
    path = link(tom)
    assert post(client, f"{path}/no", page=path).status_code == 422
    sent = post(client, f"{path}/no", page=path, reason="full", note="Ring Grace on 01632 960555 in May")
    assert sent.status_code == 200
    assert client.get(path).status_code == 410
    page = tom.get(PAGE).get_data(as_text=True)
    assert "A voluntary organisation said no" in page and "we have no room at present" in page
    assert "01632 960555" not in page
    assert state_of(store) is Answer.DECLINED


def test_taken_back_too_late_or_tampered_with_it_opens_nothing(
    tom: FlaskClient, client: FlaskClient, store: ContactsStore, settings: WebSettings
) -> None:
    offer(tom)
    path = link(tom)
    assert client.get(path[:-3]).status_code == client.get("/offered/nonsense").status_code == 410
    assert client.get(f"/offered/{signed(settings, 'no-such-offer')}").status_code == 410
    assert post(tom, f"{FORM}/1/take-back", page=PAGE).status_code == 303
    assert client.get(path).status_code == 410
    with store.writing() as session:
        session.execute(update(VoluntaryOffer).values(answer=Answer.WAITING, expires_at=now() - timedelta(1)))
    assert client.get(path).status_code == 410


def test_a_concern_that_comes_up_since_shuts_the_link(
    tom: FlaskClient, client: FlaskClient, store: ContactsStore
) -> None:
    offer(tom)
    path = link(tom)
    with store.writing() as session:
        session.execute(update(Contact).values(safeguarding_concern=True))
    assert client.get(path).status_code == 410
    assert offer(tom).status_code == 422


def test_what_staff_put_right_is_what_is_shared(
    tom: FlaskClient, client: FlaskClient, store: ContactsStore
) -> None:
    with store.writing() as session:
        record = session.get_one(ContactRecord, 1)
        record.contact_phone, record.never = "01632 960999", ["phone"]
    offer(tom)
    path = link(tom)
    post(client, f"{path}/yes", page=path)
    page = client.get(path).get_data(as_text=True)
    assert "01632 960999" in page and "01632 960123" not in page
    assert "Never: " in page


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"organisation": ""}, "Write which organisation"),
        ({"agreed": ""}, "Tick that they agreed"),
        ({"shared": ["needs", "message"]}, "the organisation cannot get in touch"),
        ({"shared": []}, "Choose at least one thing"),
        ({"send_to": "not an address"}, "Enter an email address"),
        ({"message": "x" * 2001}, "The note is too long"),
        ({"version": "1"}, "changed while your page was open"),
    ],
)
def test_an_offer_that_is_not_whole_is_not_made(
    tom: FlaskClient, store: ContactsStore, more: dict[str, Any], told: str
) -> None:
    answer = offer(tom, **more)
    assert answer.status_code in (409, 422)
    page = answer.get_data(as_text=True)
    assert told in page
    assert "message" in more or "Tea now and then" in page
    with store.reading() as session:
        assert session.scalars(select(VoluntaryOffer)).all() == []


def test_a_no_that_was_given_stands(store: ContactsStore, signed_in: SignIn) -> None:
    receive(store, REFERENCE, contact=ROSA, agreed_to_pass_on=False)
    browser = signed_in("tom")
    move(browser, "claim")
    answer = offer(browser)
    assert answer.status_code == 422
    assert "They said no to passing this on" in answer.get_data(as_text=True)


def test_safeguarding_is_never_offered_outside(store: ContactsStore, signed_in: SignIn) -> None:
    receive(store, REFERENCE, kind="safeguarding", contact=ROSA, agreed_to_pass_on=True)
    sana = signed_in("sana")
    move(sana, "claim")
    assert f"{PAGE}/offer" not in sana.get(PAGE).get_data(as_text=True)
    assert offer(sana).status_code == 422
    assert form_of(sana, "close")
