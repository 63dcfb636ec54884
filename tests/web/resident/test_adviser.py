"""Grace holds the same conversation for a caller, apart from any chat of a resident on her machine."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.conftest import cast, password_hash, signed_in, store  # noqa: F401 - fixtures of the room
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import hidden, send
from tests.web.resident.test_hold import quiet
from tests.web.resident.test_summary import code_of
from tests.web.resident.test_turn import contact_of_sender
from web.models.staff import AuditEvent
from web.resident.hold import RESIDENT_IDLE_MINUTES


@pytest.fixture
def grace(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:  # noqa: F811
    """Grace, with a call begun."""
    browser = signed_in("grace")
    browser.post("/staff/conversation", data=hidden(browser.get("/staff/conversation")))
    return browser


def call(browser: FlaskClient, text: str) -> None:
    page = browser.get("/staff/conversation/chat")
    answer = browser.post("/staff/conversation/chat", data={**hidden(page), "text": text})
    assert (answer.status_code, answer.location) == (303, "/staff/conversation/chat#latest")


def test_a_call_is_a_contact_of_the_telephone(app: Flask, grace: FlaskClient, rasa: LoopbackRasa) -> None:
    call(grace, "he keeps having falls")
    assert "The caller said" in grace.get("/staff/conversation/chat").text
    assert rasa.heard[0]["metadata"]["channel"] == "telephone"
    assert rasa.heard[0]["metadata"]["welcomed"], "the page has said what this is"
    contact = contact_of_sender(app, rasa.heard[0]["sender"])
    assert (contact.channel, contact.resident_messages) == ("telephone", 1)
    assert contact.adviser_id is not None


def test_a_call_and_a_chat_on_one_machine_never_mix(grace: FlaskClient, rasa: LoopbackRasa) -> None:
    call(grace, "words of the caller")
    send(grace, "words of my own")
    assert "words of the caller" not in grace.get("/").text
    assert "words of my own" not in grace.get("/staff/conversation/chat").text
    assert rasa.heard[0]["sender"] != rasa.heard[1]["sender"]


def test_leaving_the_chat_leaves_the_call_alone(grace: FlaskClient) -> None:
    call(grace, "words of the caller")
    grace.get("/exit")
    assert "words of the caller" in grace.get("/staff/conversation/chat").text


def test_grace_goes_on_with_a_chat_whose_code_was_read_out(
    app: Flask, grace: FlaskClient, rosa: FlaskClient
) -> None:
    send(rosa, "my mum keeps falling")
    code = code_of(rosa)
    begin = grace.get("/staff/conversation")
    wrong = grace.post("/staff/conversation/code", data={**hidden(begin), "code": "hello"})
    assert wrong.status_code == 422 and "That code opens nothing" in wrong.text
    opened = grace.post("/staff/conversation/code", data={**hidden(begin), "code": code})
    assert opened.location == "/staff/conversation/chat"
    assert "my mum keeps falling" in grace.get("/staff/conversation/chat").text
    call(grace, "she fell again this morning")
    assert "she fell again this morning" in rosa.get("/").text, "it is one conversation"
    with app.extensions["signpost"].store.reading() as session:
        actions = session.scalars(select(AuditEvent.action)).all()
    assert actions.count("picked_up_conversation") == 1


def test_it_is_closed_to_residents(rosa: FlaskClient) -> None:
    assert "/staff/sign-in" in (rosa.get("/staff/conversation/chat").location or "")


@pytest.mark.parametrize("address", ["/staff/conversation/chat", "/staff/conversation/chat/turn"])
def test_a_form_open_for_too_long_loses_nothing_the_caller_said(
    grace: FlaskClient, rasa: LoopbackRasa, address: str
) -> None:
    answer = grace.post(address, data={"text": "words of the caller", "message_id": "n"})
    assert answer.status_code == 422
    assert "was not sent" in answer.text
    if not address.endswith("turn"):
        assert "words of the caller" in answer.text
    again = grace.post(address, data={**hidden(grace.get("/staff/conversation/chat")), "text": "once more"})
    assert again.status_code in (200, 303)
    assert [each["message"] for each in rasa.heard] == ["once more"]


def test_a_call_may_be_quiet_for_long(app: Flask, grace: FlaskClient, rasa: LoopbackRasa) -> None:
    call(grace, "words of the caller")
    quiet(app, rasa.heard[0]["sender"], 10 * RESIDENT_IDLE_MINUTES)
    assert "words of the caller" in grace.get("/staff/conversation/chat").text


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [("face_to_face", "face_to_face"), ("professional", "professional"), ("web", "telephone")],
)
def test_who_came_in_person_is_no_call(
    app: Flask,
    signed_in: Callable[[str], FlaskClient],  # noqa: F811
    rasa: LoopbackRasa,
    chosen: str,
    kept: str,
) -> None:
    browser = signed_in("grace")
    page = browser.get("/staff/conversation")
    browser.post("/staff/conversation", data={**hidden(page), "channel": chosen})
    call(browser, "he keeps having falls")
    assert contact_of_sender(app, rasa.heard[0]["sender"]).channel == kept
