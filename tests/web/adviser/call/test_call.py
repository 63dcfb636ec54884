"""Grace holds a call: her notes are kept as typed, heard while she types, and nobody else opens them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.web.adviser.call.conftest import ROSAS_CHAT, OnTheLine, begin, code_of_rosas_chat, go_on_with
from tests.web.adviser.call.listing import Services
from tests.web.resident.forms import hidden
from web.database import ContactsStore
from web.models.call import Call
from web.models.contact import Author, Contact, Message
from web.models.staff import AuditEvent
from web.resident.page import entries
from web.store import contacts

FALLS = "My mum keeps falling.\nShe lives in DN15.\n"


def the_contact(store: ContactsStore, line: OnTheLine) -> Contact:
    with store.reading() as session:
        return session.get_one(Contact, session.get_one(Call, line.number).contact_id)


def test_notes_are_kept_as_typed_and_heard(grace: OnTheLine, store: ContactsStore) -> None:
    answer = grace.write(FALLS)
    assert (answer.status_code, answer.location) == (303, f"{grace.url}#notes")
    shown = grace.page().text
    assert FALLS in shown
    assert "Steady Steps" in shown and "tel:01632960123" in shown
    assert "having fewer falls" in shown or "To read out" in shown
    contact = the_contact(store, grace)
    assert (contact.channel, contact.resident_messages, contact.who_for) == ("telephone", 1, "someone_else")
    assert contact.needs == ["falls_prevention"] and contact.place_district == "DN15"
    assert contact.adviser_id is not None


def test_typing_on_is_one_message_and_not_many(grace: OnTheLine, store: ContactsStore) -> None:
    for notes in ("My mum", "My mum keeps", FALLS):
        assert grace.type(notes).status_code == 200
    with store.reading() as session:
        said = session.scalars(select(Message)).all()
        assert [(each.author, each.words) for each in said] == [(Author.NOTES, FALLS)]
        assert contacts.resident_words(session, session.scalars(select(Contact)).one()) == [FALLS]
    assert the_contact(store, grace).resident_messages == 1


def test_the_script_gets_both_sides_of_the_page(grace: OnTheLine) -> None:
    got = grace.type(FALLS).get_json()
    assert got["version"] == 1 and "Steady Steps" in got["live"]
    assert {"who", "place"} <= set(got["covered"])
    assert grace.type(FALLS).get_json()["version"] == 1, "the same again is kept already"


def test_a_danger_is_on_top_with_what_to_say_and_the_numbers(grace: OnTheLine, store: ContactsStore) -> None:
    got = grace.type("I am going to kill myself.\n").get_json()
    assert [each["key"] for each in got["alerts"]] == ["suicide_self_harm emergency"]
    assert "Danger: Suicide or self-harm (now)" in got["alerts"][0]["say"]
    assert got["live"].index("risk--alert") < got["live"].index("Needs")
    assert ">999</a>" in got["live"] and "tel:116123" in got["live"]
    assert "Exit this page" not in got["live"], "a caller has no such button"
    contact = the_contact(store, grace)
    assert (contact.risk_category, contact.risk_level, contact.outcome) == (
        "suicide_self_harm", "emergency", "risk",
    )  # fmt: skip


def test_what_is_still_being_typed_is_shown_and_not_yet_taken_in(
    grace: OnTheLine, store: ContactsStore
) -> None:
    got = grace.type("She is my mum.\nHe is going to kill himself").get_json()
    assert got["alerts"], "nobody waits to see a danger"
    assert the_contact(store, grace).risk_level is None
    grace.type("She is my mum.\nHe is going to kill himself", settled="yes")
    assert the_contact(store, grace).risk_level is not None


def test_what_was_heard_stays_when_the_words_are_changed(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I am going to kill myself.")
    grace.write("He takes his tablets.")
    assert the_contact(store, grace).risk_level == "emergency"


def test_a_request_comes_with_what_to_say(grace: OnTheLine, store: ContactsStore) -> None:
    grace.write("I want an assessment please.")
    shown = grace.page().text
    assert "They asked for this" in shown and "I will ask for an assessment for you now" in shown
    assert the_contact(store, grace).request == "request_assessment"


def test_what_they_tried_is_not_suggested_again(grace: OnTheLine, services: Services) -> None:
    grace.write("My mum keeps falling. We have tried Steady Steps already.")
    shown = grace.page().text
    assert "steady" in services.asked["exclude"]
    assert 'data-service="steady"' not in shown


def test_two_windows_do_not_overwrite_each_other(grace: OnTheLine) -> None:
    first = second = grace.page()
    grace.write("From the first window.", first)
    refused = grace.write("From the second window.", second)
    assert refused.status_code == 409
    assert "From the first window." in refused.text and "From the second window." in refused.text
    assert grace.write("Both.", refused).status_code == 303
    assert "Both." in grace.page().text
    by_script = grace.type("Late.", first)
    assert (by_script.status_code, by_script.get_json()["theirs"]) == (409, "Both.")


def test_too_much_is_refused_and_nothing_is_lost(grace: OnTheLine) -> None:
    long = "she fell again " * 1400
    refused = grace.write(long)
    assert refused.status_code == 422 and "too long to keep" in refused.text
    assert "she fell again she fell again" in refused.text
    assert grace.type(long).get_json()["code"] == "too_long"


def test_nobody_else_opens_a_call(
    grace: OnTheLine, signed_in: Callable[[str], FlaskClient], app: Flask, cast: dict[str, int]
) -> None:
    grace.write("words of the caller")
    stranger = app.test_client()
    assert "/staff/sign-in" in (stranger.get(grace.url).location or "")
    assert signed_in("tom").get(grace.url).status_code == 403
    assert grace.browser.get("/staff/call/99999").status_code == 404
    with app.extensions["signpost"].store.writing() as session:
        session.get_one(Call, grace.number).staff_user_id = cast["tom"]
    assert grace.page().status_code == 404
    assert grace.browser.post(f"{grace.url}/live", data={"notes": "x"}).status_code in (400, 404, 422)


def test_two_calls_never_mix_and_one_that_was_left_goes_on(grace: OnTheLine) -> None:
    other = begin(grace.browser)
    grace.write("the first caller")
    other.write("the second caller")
    assert "the second" not in grace.page().text and "the first" not in other.page().text
    start = grace.browser.get("/staff/call").text
    assert grace.url in start and other.url in start


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [("face_to_face", "face_to_face"), ("professional", "professional"), ("web", "telephone")],
)
def test_who_came_in_person_is_no_call(
    signed_in: Callable[[str], FlaskClient], store: ContactsStore, chosen: str, kept: str
) -> None:
    assert the_contact(store, begin(signed_in("grace"), channel=chosen)).channel == kept


def test_grace_goes_on_with_a_chat_whose_code_was_read_out(
    grace: OnTheLine, app: Flask, store: ContactsStore
) -> None:
    code = code_of_rosas_chat(app)
    page = grace.browser.get("/staff/call")
    wrong = grace.browser.post("/staff/call/code", data={**hidden(page), "code": "hello"})
    assert wrong.status_code == 422 and "That code opens nothing" in wrong.text
    line, again = go_on_with(grace.browser, code), go_on_with(grace.browser, code)
    assert line.url == again.url
    assert "my mum keeps falling" in line.page().text
    line.write("Her husband stands beside her.")
    heard = line.type("Her husband stands beside her.").json["live"]
    assert "alls and balance" in heard, "what was told in the chat is heard with the call"
    with store.reading() as session:
        actions = session.scalars(select(AuditEvent.action)).all()
    assert actions.count("picked_up_conversation") == 2
    with app.test_request_context():
        assert [each.text for each in entries(app.extensions["signpost"], ROSAS_CHAT)] == [
            "my mum keeps falling"
        ]


def test_a_danger_told_in_the_chat_stands_on_the_page_of_the_call(grace: OnTheLine, app: Flask) -> None:
    code = code_of_rosas_chat(app, "my husband hits me")
    line = go_on_with(grace.browser, code)
    assert [one["gentle"] for one in line.type("She rings from work.").json["alerts"]] == [False]
    assert "Danger: " in line.page().text


def test_a_page_without_an_understander_keeps_the_notes(
    app: Flask, grace: OnTheLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = app.extensions["signpost"]
    monkeypatch.setitem(app.extensions, "signpost", replace(parts, understander=None, finder=None))
    assert grace.write("My mum keeps falling.").status_code == 303
    shown = grace.page().text
    assert "cannot listen just now" in shown and "My mum keeps falling." in shown
