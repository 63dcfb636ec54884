"""Whoever left, started again or went quiet cannot be read by a copied cookie; what they asked for stays."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.handoff_json import handoff
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import hidden, send
from tests.web.resident.test_turn import contact_of_sender, handoffs, say
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.resident.hold import RESIDENT_IDLE_MINUTES
from web.store import contacts


def copied(app: Flask, rosa: FlaskClient) -> FlaskClient:
    """Somebody else's browser with a copy of Rosa's cookie."""
    cookie = rosa.get_cookie("signpost")
    assert cookie is not None
    other = app.test_client()
    other.set_cookie("signpost", cookie.value)
    return other


def let_go(rosa: FlaskClient, how: str) -> None:
    if how == "exit":
        rosa.get("/exit")
    else:
        rosa.post("/chat/start-again", data=hidden(rosa.get("/")))


@pytest.mark.parametrize("how", ["exit", "start again"])
def test_a_copied_cookie_opens_nothing_after(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa, how: str
) -> None:
    send(rosa, "a secret")
    other = copied(app, rosa)
    assert "a secret" in other.get("/").text, "until then it is the same browser to us"
    other = copied(app, rosa)
    let_go(rosa, how)
    assert "a secret" not in other.get("/").text
    assert other.get("/leave-details/done").status_code == 404
    send(other, "may I go on?")
    assert len({each["sender"] for each in rasa.heard}) == 2


def test_nor_one_that_writes_before_it_looks(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "a secret")
    other, page = copied(app, rosa), rosa.get("/")
    rosa.get("/exit")
    send(other, "what did she say?", page)
    assert len({each["sender"] for each in rasa.heard}) == 2


def quiet(app: Flask, sender: str, minutes: int) -> None:
    with app.extensions["signpost"].store.writing() as session:
        contact = contacts.contact_of_dialogue(session, sender)
        assert contact is not None
        contact.last_at -= timedelta(minutes=minutes)


def test_a_conversation_that_went_quiet_is_closed(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "a secret")
    quiet(app, rasa.heard[0]["sender"], RESIDENT_IDLE_MINUTES - 5)
    assert "a secret" in rosa.get("/").text
    quiet(app, rasa.heard[0]["sender"], 10)
    assert "a secret" not in rosa.get("/").text
    send(rosa, "here I am again")
    assert "here I am again" in rosa.get("/").text


def test_so_it_is_for_programs(app: Flask, rosa: FlaskClient) -> None:
    conversation = say(rosa, "a secret")["conversation_id"]
    quiet(app, contacts.hash_public_id(conversation), RESIDENT_IDLE_MINUTES + 1)
    answer = rosa.post("/api/chat", json={"text": "and now?", "conversation_id": conversation})
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "unknown_conversation")  # type: ignore[index]


def test_what_was_asked_for_still_comes(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "I would like an assessment")
    rosa.get("/exit")
    late = handoff(conversation_id=rasa.heard[0]["sender"], words=["I would like an assessment"])
    take_in(app.extensions["signpost"], HandoffIn.model_validate(late, strict=False))
    (made,) = handoffs(app)
    assert made.contact_id == contact_of_sender(app, rasa.heard[0]["sender"]).id


@pytest.mark.parametrize("address", ["/", "/safety", "/privacy", "/leave-details"])
def test_no_page_of_residents_is_kept_anywhere(rosa: FlaskClient, address: str) -> None:
    assert rosa.get(address).headers["Cache-Control"] == "no-store"
