"""One turn through /api/chat: kept, understood, safety first, answered, and harmless to repeat."""

import threading
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.understand import Understanding
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from web.exceptions import AnswerNotKept
from web.models.contact import Author, Contact, Outcome
from web.models.handoff import Handoff
from web.parts import Parts
from web.resident.answer import Heard
from web.resident.said import Said
from web.resident.turn import take_turn
from web.resident.turnstile import turnstile
from web.settings import WebSettings
from web.store import contacts


def say(browser: FlaskClient, text: str, **more: Any) -> Any:
    answer = browser.post("/api/chat", json={"text": text, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def contact_of(app: Flask, conversation_id: str) -> Contact:
    parts: Parts = app.extensions["signpost"]
    with parts.store.reading() as session:
        found = contacts.contact_by_id(session, conversation_id)
        assert found is not None
        return found


def contact_of_sender(app: Flask, sender: str) -> Contact:
    with app.extensions["signpost"].store.reading() as session:
        found = contacts.contact_of_dialogue(session, sender)
        assert found is not None
        return found


def handoffs(app: Flask) -> list[Handoff]:
    with app.extensions["signpost"].store.reading() as session:
        found = session.query(Handoff).all()
        for each in found:
            assert [said.words for said in each.words]
        return list(found)


def test_it_works(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    answer = say(rosa, "how can I stop falls", message_id="first")
    assert set(answer) == {"conversation_id", "replies", "handoff", "risk"}
    assert answer["replies"] == [
        {
            "text": "Thank you for telling me. Is this about you?",
            "buttons": [{"title": "Me", "value": "It's about me"}],
            "services": [],
        }
    ]
    assert (answer["handoff"], answer["risk"]) == (None, None)
    assert rasa.tokens == ["Bearer a-token"]
    assert rasa.heard[0]["sender"] == contacts.hash_public_id(answer["conversation_id"])
    assert rasa.heard[0]["metadata"]["heard"]["needs"] == [{"id": "falls", "score": 0.9}]
    assert rasa.heard[0]["metadata"]["message_id"] == "first"
    assert not rasa.heard[0]["metadata"]["welcomed"], "no page has said what this is"


def test_the_conversation_goes_on_and_is_one_contact(app: Flask, rosa: FlaskClient) -> None:
    first = say(rosa, "I had a fall")
    second = say(rosa, "me", conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    contact = contact_of(app, first["conversation_id"])
    assert (contact.resident_messages, contact.needs) == (2, ["falls"])


def test_what_the_bot_records_reaches_the_contact(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    record = {"who_for": "self", "place": {"district": "DN15", "label": "Eastmere"}, "outcome": "resolved"}
    rasa.answers = [
        {"messages": [{"text": "Good.", "custom": {"services": [a_service()], "record": record}}]}
    ]
    answer = say(rosa, "yes that's what I needed")
    assert answer["replies"][0]["services"][0]["name"] == "Steady Steps"
    assert "needs" not in answer["replies"][0]["services"][0]
    contact = contact_of(app, answer["conversation_id"])
    assert (contact.outcome, contact.place_district) == (Outcome.RESOLVED_CLAIMED, "DN15")


def test_what_a_service_cost_is_kept_with_it(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    shown = [a_service(id=id_, price=price) for id_, price in (("a", "low_cost"), ("b", "a fortune" * 9))]
    rasa.answers = [{"messages": [{"text": "Two.", "custom": {"services": [*shown, a_service(id="c")]}}]}]
    answer = say(rosa, "a lunch club please")
    assert "price" not in answer["replies"][0]["services"][0]  # the card says what it costs in words
    with app.extensions["signpost"].store.reading() as session:
        offered = session.get_one(Contact, contact_of(app, answer["conversation_id"]).id).offered
        assert {each.service_id: each.price for each in offered} == {"a": "low_cost", "b": None, "c": None}


def test_the_same_message_again_gets_the_same_answer_and_is_not_sent_again(
    rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    first = say(rosa, "I had a fall", message_id="one")
    rasa.answers = [{"messages": [{"text": "Something else"}]}]
    again = say(rosa, "I had a fall", message_id="one", conversation_id=first["conversation_id"])
    assert again == first
    assert len(rasa.heard) == 1


def test_a_message_kept_but_never_answered_is_answered_when_it_comes_again(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    conversation = say(rosa, "hello")["conversation_id"]
    with app.extensions["signpost"].store.writing() as session:  # then the process died
        contact = contacts.contact_by_id(session, conversation)
        assert contact is not None
        contacts.append_message(session, contact, "resident", words="I had a fall", message_id="lost")
    answer = say(rosa, "I had a fall", message_id="lost", conversation_id=conversation)
    assert answer["replies"][0]["text"]
    assert contact_of(app, conversation).resident_messages == 2
    assert rasa.heard[-1]["metadata"]["message_id"] == "lost"


def test_safety_words_come_before_anything_the_dialogue_says(rosa: FlaskClient) -> None:
    answer = say(rosa, "i want to die")
    assert answer["risk"] == {"category": "suicide_self_harm", "level": "emergency"}
    assert "999" in answer["replies"][0]["text"]
    assert "116 123" in answer["replies"][0]["text"]
    assert answer["replies"][1]["text"].startswith("Thank you for telling me")


def test_safety_words_are_said_in_full_once_and_what_to_do_each_time(rosa: FlaskClient) -> None:
    told = say(rosa, "my husband hits me")
    again = say(rosa, "he controls all my money and checks my phone", conversation_id=told["conversation_id"])
    assert told["risk"] == again["risk"] == {"category": "domestic_abuse", "level": "urgent"}
    whole, short = (each["replies"][0]["text"] for each in (told, again))
    for kept in ("call 999", "0808 2000 247", "Exit this page"):
        assert kept in whole and kept in short
    for once in ("This is not your fault", "ring the council"):
        assert once in whole and once not in short


def test_an_emergency_is_answered_in_full_each_time(rosa: FlaskClient) -> None:
    told = say(rosa, "I want to kill myself")
    again = say(rosa, "I want to kill myself", conversation_id=told["conversation_id"])
    assert again["risk"] == told["risk"] and told["risk"]["level"] == "emergency"
    assert again["replies"][0] == told["replies"][0]


def test_a_leading_slash_never_reaches_the_dialogue(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    say(rosa, "/restart")
    say(rosa, " //intent{}")
    assert [each["message"] for each in rasa.heard] == ["restart", "intent{}"]


def test_a_contact_of_the_web_begins_on_the_councils_own_day(
    app: Flask, settings: WebSettings, rasa: LoopbackRasa
) -> None:
    far = replace(settings, time_zone="Pacific/Kiritimati")  # fourteen hours ahead
    parts = replace(app.extensions["signpost"], settings=far)
    with app.app_context():
        take_turn(parts, turnstile(), Said("hello there", "A" * 32, "one"))
    contact = contact_of(app, "A" * 32)
    assert contact.started_on == contact.started_at.astimezone(ZoneInfo("Pacific/Kiritimati")).date()


def test_an_answer_that_cannot_be_kept_says_so_by_name(
    app: Flask, rasa: LoopbackRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, real = app.extensions["signpost"], contacts.append_message

    def fails(session: Session, contact: Contact, author: Any, **more: Any) -> Any:
        if author is Author.SIGNPOST:
            raise IntegrityError("INSERT", {}, Exception())
        return real(session, contact, author, **more)

    monkeypatch.setattr(contacts, "append_message", fails)
    with app.app_context(), pytest.raises(AnswerNotKept):
        take_turn(parts, turnstile(), Said("hello there", "A" * 32, "one"))


def test_a_risk_is_written_down_before_the_dialogue_is_asked(app: Flask, rasa: LoopbackRasa) -> None:
    seen = []

    def ask(parts: Parts, said: Said, _understanding: Understanding) -> Heard:
        seen.append(contact_of(app, said.conversation_id).safeguarding_concern)
        return Heard(())

    with app.app_context():
        take_turn(
            app.extensions["signpost"], turnstile(), Said("my husband hits me", "A" * 32, "one"), ask=ask
        )
    assert seen == [True]


def test_two_messages_at_once_go_through_one_after_the_other(app: Flask, rasa: LoopbackRasa) -> None:
    conversation = say(app.test_client(), "hello")["conversation_id"]
    rasa.delay, answers = 0.2, []

    def one() -> None:
        answers.append(say(app.test_client(), "one", conversation_id=conversation, message_id="same"))

    both = [threading.Thread(target=one) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert answers[0] == answers[1]
    assert len(rasa.heard) == 2  # "hello", and "one" once
