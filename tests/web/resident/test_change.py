"""Changing the last thing one said: new words in its place, and what must stay stays."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.handoff_json import handoff
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from tests.web.resident.forms import hidden, send
from tests.web.resident.test_turn import contact_of_sender, handoffs
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.contact import Contact, Outcome
from web.store import changing, contacts

DANGER = "he is hitting me, please help"


def change(browser: FlaskClient, text: str, page: TestResponse | None = None) -> TestResponse:
    """Open the page, write, send; the answer before any redirect is followed."""
    shown = page or browser.get("/chat/change")
    return browser.post("/chat/change", data={**hidden(shown), "text": text})


def contact(app: Flask, rasa: LoopbackRasa) -> Contact:
    return contact_of_sender(app, rasa.heard[0]["sender"])


def words_of(app: Flask, rasa: LoopbackRasa) -> list[str]:
    with app.extensions["signpost"].store.reading() as session:
        found = contacts.contact_of_dialogue(session, rasa.heard[0]["sender"])
        assert found is not None
        return contacts.resident_words(session, found)


def test_it_works(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "my mum had a fall")
    assert 'form="composer" formaction="/chat/change/open"' in rosa.get("/").text
    assert ">my mum had a fall</textarea>" in rosa.get("/chat/change").text
    before = contact(app, rasa)
    assert before.needs == ["falls"]
    answer = change(rosa, "my dad is lonely")
    assert (answer.status_code, answer.location) == (303, "/#latest")
    page = rosa.get("/").text
    assert "my dad is lonely" in page and "my mum had a fall" not in page
    assert page.count("Is this about you?") == 1
    first, second = rasa.heard
    assert second["metadata"]["forget"] == [first["metadata"]["message_id"]]
    after = contact(app, rasa)
    assert (after.needs, after.resident_messages) == ([], 1), "what was heard is taken back"
    assert words_of(app, rasa) == ["my dad is lonely"]


def test_what_was_being_written_is_there_again_afterwards(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "my mum had a fall")
    opened = rosa.post("/chat/change/open", data={**hidden(rosa.get("/")), "text": "and she is cold"})
    assert ">my mum had a fall</textarea>" in opened.text
    left = rosa.post("/chat/change/leave", data=hidden(opened))
    assert ">and she is cold</textarea>" in left.text
    assert "my mum had a fall" in left.text
    answer = change(rosa, "my dad is lonely", opened)
    assert answer.status_code == 200
    assert ">and she is cold</textarea>" in answer.text
    assert "my dad is lonely" in answer.text
    assert [each["message"] for each in rasa.heard] == ["my mum had a fall", "my dad is lonely"]


def test_it_is_not_lost_either_where_there_is_nothing_to_change(rosa: FlaskClient) -> None:
    page = rosa.post("/chat/change/open", data={**hidden(rosa.get("/start")), "text": "I am"})
    assert ">I am</textarea>" in page.text


def test_facts_of_the_old_words_are_taken_back_and_services_stay(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    record = {
        "who_for": "someone_else",
        "place": {"district": "DN15", "label": "Eastmere"},
        "outcome": "resolved",
    }
    told = {"text": "Here.", "custom": {"record": record, "services": [a_service()]}}
    rasa.answers = [{"messages": [told]}, {"messages": [{"text": "I see."}]}]
    send(rosa, "that helps")
    assert contact(app, rasa).outcome is Outcome.RESOLVED_CLAIMED
    change(rosa, "no, that is not it")
    found = contact(app, rasa)
    assert (found.who_for, found.place_district, found.outcome, found.finalised_at) == (
        None, None, Outcome.OPEN, None,
    )  # fmt: skip
    with app.extensions["signpost"].store.reading() as session:
        offered = session.get_one(Contact, found.id).offered
        assert [each.service_id for each in offered] == ["steady-steps"]


def test_a_danger_that_was_heard_stays_heard(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, DANGER)
    change(rosa, "all is well here")
    found = contact(app, rasa)
    assert (found.risk_level, found.outcome, found.safeguarding_concern) == ("emergency", Outcome.RISK, True)
    assert rasa.heard[-1]["metadata"]["still"]["level"] == "emergency"
    page = rosa.get("/").text
    assert "message__words--safety" in page and "hitting" not in page


def test_new_words_that_tell_of_danger_are_heard(rosa: FlaskClient) -> None:
    send(rosa, "all is well here")
    change(rosa, DANGER)
    assert "message__words--safety" in rosa.get("/").text


def test_the_same_form_twice_changes_it_once(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "my mum")
    page = rosa.get("/chat/change")
    assert change(rosa, "my dad", page).status_code == change(rosa, "my dad", page).status_code == 303
    assert [each["message"] for each in rasa.heard] == ["my mum", "my dad"]
    assert rosa.get("/").text.count("my dad") == 1


def test_only_the_last_message_can_be_changed(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "one two three")
    page = rosa.get("/chat/change")
    send(rosa, "four five six")
    answer = change(rosa, "my other words", page)
    assert answer.status_code == 422
    assert "something has been said since" in answer.text and ">my other words</textarea>" in answer.text
    assert len(rasa.heard) == 2
    assert rosa.get("/").text.count("Change what I said") == 1


@pytest.mark.parametrize(("text", "told"), [("  ", "Type your message first."), ("a" * 4001, "too long")])
def test_what_cannot_be_taken_is_told_and_changes_nothing(rosa: FlaskClient, text: str, told: str) -> None:
    send(rosa, "one two three")
    answer = change(rosa, text)
    assert answer.status_code == 422 and told in answer.text
    assert "one two three" in rosa.get("/").text


def test_an_old_form_loses_no_words(rosa: FlaskClient) -> None:
    send(rosa, "one two three")
    answer = rosa.post("/chat/change", data={"text": "my own words"})
    assert answer.status_code == 422 and "my own words" in answer.text


def test_without_anything_said_there_is_nothing_to_change(rosa: FlaskClient) -> None:
    assert rosa.get("/chat/change").location == "/"
    assert change(rosa, "words", rosa.get("/")).status_code == 422


def test_while_the_dialogue_is_down_it_is_kept_and_told_later(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    send(rosa, "my mum had a fall")
    rasa.status = 500
    change(rosa, "my dad had a fall")
    assert "What you wrote has been kept" in rosa.get("/").text
    rasa.status = 200
    send(rosa, "are you there")
    last = rasa.heard[-1]
    assert last["message"].split("\n") == ["my dad had a fall", "are you there"]
    assert last["metadata"]["forget"] == [rasa.heard[0]["metadata"]["message_id"]]
    send(rosa, "yes")
    assert "forget" not in rasa.heard[-1]["metadata"]


def test_a_handoff_that_was_made_stays_and_gets_the_new_words(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    send(rosa, "I want an assessment for my mum")
    body: dict[str, Any] = handoff(
        conversation_id=rasa.heard[0]["sender"], words=["I want an assessment for my mum"]
    )
    take_in(app.extensions["signpost"], HandoffIn.model_validate(body, strict=False))
    change(rosa, "I want an assessment for my dad")
    later = {**body, "words": ["I want an assessment for my dad"]}
    take_in(app.extensions["signpost"], HandoffIn.model_validate(later, strict=False))
    (made,) = handoffs(app)
    assert [(each.words, each.replaced) for each in made.words] == [
        ("I want an assessment for my mum", True),
        ("I want an assessment for my dad", False),
    ]


def test_what_we_hold_still_has_the_old_words(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    send(rosa, "my mum")
    change(rosa, "my dad")
    with app.extensions["signpost"].store.reading() as session:
        found = contacts.contact_of_dialogue(session, rasa.heard[0]["sender"])
        assert found is not None
        assert contacts.every_word(session, found) == ["my mum", "my dad"]
        assert changing.replaced_words(session, found) == {"my mum"}
