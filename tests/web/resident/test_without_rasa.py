"""Rasa down, slow, broken or silent: kind words, the numbers, other ways; what is due is still handed on."""

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.handoff.reference import mint
from bot.secrets import read_or_create
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.test_turn import contact_of, handoffs, say
from web.models.contact import Outcome
from web.settings import WebSettings
from web.store.contacts import hash_public_id


def whole(answer: dict[str, list[dict[str, str]]]) -> str:
    return "\n".join(reply["text"] for reply in answer["replies"])


def test_refused_it_answers_kindly_and_at_once(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.stop()
    began = time.monotonic()
    answer = say(rosa, "how can I stop falls")
    assert time.monotonic() - began < 3
    assert answer["handoff"] is None
    for expected in ("sorry", "999", "111", "/services", "/leave-details", "01632 960000"):
        assert expected in whole(answer)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, {"messages": [{"text": "half an answer"}]}),
        (200, {"messages": []}),  # its one way of saying that it failed
        (200, []),
        (200, b"<html>"),
        (200, {"messages": ["words"]}),
        (401, {}),
    ],
)
def test_a_bad_answer_is_no_answer(rosa: FlaskClient, rasa: LoopbackRasa, status: int, body: object) -> None:
    rasa.status, rasa.answers = status, [body]
    assert "I'm sorry" in whole(say(rosa, "how can I stop falls"))


def test_it_does_not_wait_for_ever(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.delay = 1.0  # longer than these tests let it read
    assert "I'm sorry" in whole(say(rosa, "how can I stop falls"))


def test_the_conversation_goes_on_when_it_is_back(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.status = 500
    conversation = say(rosa, "how can I stop falls")["conversation_id"]
    rasa.status = 200
    answer = say(rosa, "are you back?", conversation_id=conversation)
    assert answer["replies"][0]["text"].startswith("Thank you for telling me")
    assert contact_of(app, conversation).resident_messages == 2


def test_a_request_is_honoured_without_it(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa, settings: WebSettings
) -> None:
    rasa.stop()
    answer = say(rosa, "I would like an assessment")
    key = read_or_create(settings.secrets_dir / "reference_key")
    expected, _key = mint(hash_public_id(answer["conversation_id"]), "support", key)
    assert answer["handoff"] == {"reference": expected}
    assert expected in whole(answer)
    (made,) = handoffs(app)
    assert (made.request, made.words[0].words) == ("request_assessment", "I would like an assessment")
    assert contact_of(app, answer["conversation_id"]).outcome is Outcome.HANDED_OFF


def test_a_doubt_is_asked_about_gently_without_it(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.stop()
    answer = say(rosa, "I had a fall")
    assert answer["risk"] == {"category": "fall_now", "level": "check"}
    assert "Is anyone hurt" in answer["replies"][0]["text"]


def test_danger_is_handed_on_without_it_and_never_twice(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    rasa.stop()
    first = say(rosa, "he hits me, i am scared of him")
    again = say(rosa, "he is going to kill me", conversation_id=first["conversation_id"])
    assert first["replies"][0]["text"].startswith("If")
    assert "999" in first["replies"][0]["text"]
    assert first["handoff"] is not None
    assert first["handoff"] == again["handoff"]
    (made,) = handoffs(app)
    assert [each.words for each in made.words] == ["he hits me, i am scared of him", "he is going to kill me"]
    assert made.kind == "safeguarding"
    assert contact_of(app, first["conversation_id"]).outcome is Outcome.RISK
