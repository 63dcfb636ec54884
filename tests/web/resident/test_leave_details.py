"""Leaving details without a chat and without Rasa: one hand-off for one form, whatever happens."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import store_of
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import hidden, send
from tests.web.resident.test_turn import handoffs
from web.handoffs.preferences import Way
from web.store import queue, records
from web.templating import by_day

FILLED = {
    "words": "I can't manage the stairs any more",
    "about": "self",
    "name": "Rosa",
    "phone": "01632 960001",
    "when": "mornings",
    "safe": "yes",
    "agreed": "yes",
}


def leave(browser: FlaskClient, page: TestResponse | None = None, **fields: str) -> TestResponse:
    shown = page or browser.get("/leave-details")
    return browser.post("/leave-details", data={**hidden(shown), **fields})


def test_it_makes_a_handoff_and_shows_the_reference(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    rasa.stop()
    answer = leave(rosa, **FILLED)
    assert (answer.status_code, answer.location) == (303, "/leave-details/done")
    (made,) = handoffs(app)
    assert made.reference in rosa.get("/leave-details/done").text
    assert [each.words for each in made.words] == ["I can't manage the stairs any more"]
    assert (made.contact_name, made.contact_phone, made.contact_when) == ("Rosa", "01632 960001", "mornings")
    assert (made.about, made.safe_to_contact, made.agreed_to_pass_on) == ("self", True, True)


def test_whoever_can_be_reached_is_told_by_when_and_that_is_a_promise(app: Flask, rosa: FlaskClient) -> None:
    leave(rosa, **FILLED)
    (made,) = handoffs(app)
    assert made.promised_by == made.respond_by is not None
    assert made.promise_kept is None
    with app.test_request_context():
        told = f"You should hear from us by {by_day(made.promised_by)}."
    assert told in rosa.get("/leave-details/done").text
    with store_of(app).reading() as session:
        assert [each.move for each in queue.history(session, made.id)] == ["arrive", "told"]


@pytest.mark.parametrize("safe", ["", "no"])
def test_whoever_did_not_say_that_it_is_safe_is_told_what_follows(rosa: FlaskClient, safe: str) -> None:
    leave(rosa, **{**FILLED, "safe": safe})
    page = rosa.get("/leave-details/done").text
    assert "write it in the chat, or ring us" in page and "You should hear from us by" not in page


def test_nothing_is_promised_to_whom_nobody_can_reach(app: Flask, rosa: FlaskClient) -> None:
    leave(rosa, rosa.get("/leave-details?ask=assessment"), anonymous="yes")
    (made,) = handoffs(app)
    assert made.promised_by is None
    assert "You should hear from us" not in rosa.get("/leave-details/done").text


def test_whoever_wants_a_letter_leaves_an_address_and_no_number(app: Flask, rosa: FlaskClient) -> None:
    leave(rosa, **{**FILLED, "phone": "", "address": "12 Mill Lane, Eastmere, dn15 6ab"})
    (made,) = handoffs(app)
    assert (made.contact_address, made.contact_how) == ("12 Mill Lane\nEastmere\nDN15 6AB", "by letter")
    assert made.promised_by is not None
    with store_of(app).reading() as session:
        assert records.reach(made, None)["contact_address"] == made.contact_address
        assert records.preferences(session, made).prefers == {Way.LETTER}


def test_the_same_form_twice_is_one_handoff(app: Flask, rosa: FlaskClient) -> None:
    page = rosa.get("/leave-details")
    leave(rosa, page, **FILLED)
    leave(rosa, page, **FILLED)
    (made,) = handoffs(app)
    assert len(made.words) == 1


def test_after_a_chat_it_adds_to_the_same_handoff(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.stop()
    send(rosa, "I would like an assessment")
    leave(rosa, **FILLED)
    (made,) = handoffs(app)
    assert [each.words for each in made.words] == ["I would like an assessment", FILLED["words"]]
    assert made.contact_phone == "01632 960001"


def test_a_button_is_enough_words(app: Flask, rosa: FlaskClient) -> None:
    leave(rosa, rosa.get("/leave-details?ask=assessment"), anonymous="yes")
    (made,) = handoffs(app)
    assert made.request == "request_assessment"
    assert made.contact_phone is None


def test_danger_in_the_form_is_answered_with_the_safety_words(app: Flask, rosa: FlaskClient) -> None:
    leave(rosa, words="my husband hits me", anonymous="yes")
    assert "National Domestic Abuse Helpline" in rosa.get("/leave-details/done").text
    (made,) = handoffs(app)
    assert (made.kind, made.reason) == ("safeguarding", "risk")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({**FILLED, "words": " "}, "Tell us a little"),
        ({**FILLED, "words": "a" * 4001}, "fewer than 4,000"),
        ({**FILLED, "phone": ""}, "Give a phone number, an email"),
        ({**FILLED, "phone": "ring me"}, "Enter a phone number"),
        ({**FILLED, "email": "rosa"}, "Enter an email address"),
        ({**FILLED, "name": "R" * 101}, "fewer characters"),
        ({**FILLED, "address": "12 Mill Lane, Eastmere"}, "Enter your address with its postcode"),
        ({**FILLED, "name": "", "address": "12 Mill Lane, DN15 6AB"}, "Give the name that a letter"),
    ],
)
def test_what_needs_putting_right(
    app: Flask, rosa: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    answer = leave(rosa, **fields)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert sentence in answer.text
    assert handoffs(app) == []


def test_there_is_no_reference_page_without_one(rosa: FlaskClient) -> None:
    assert rosa.get("/leave-details/done").status_code == 404


def test_a_form_open_for_too_long_loses_nothing(app: Flask, rosa: FlaskClient) -> None:
    rosa.get("/leave-details")
    answer = rosa.post("/leave-details", data=FILLED)
    assert answer.status_code == 422
    for typed in ("What you wrote is still here", "manage the stairs any more", "01632 960001", "mornings"):
        assert typed in answer.text
    assert handoffs(app) == []
    leave(rosa, answer, **FILLED)
    assert len(handoffs(app)) == 1


@pytest.mark.parametrize(("via", "channel"), [("&via=directory", "directory"), ("", "web")])
def test_whoever_comes_from_the_directory_is_a_contact_of_it(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa, via: str, channel: str
) -> None:
    rasa.stop()
    leave(rosa, rosa.get(f"/leave-details?ask=person{via}"), **FILLED)
    (made,) = handoffs(app)
    assert made.channel == channel


def test_a_channel_that_is_none_is_the_website(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.stop()
    leave(rosa, rosa.get("/leave-details?via=telephone"), **{**FILLED, "via": "moon"})
    (made,) = handoffs(app)
    assert made.channel == "web"
