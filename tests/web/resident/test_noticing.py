"""What is put aside for review in a turn, what is not, and that it never costs anybody their answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from bot.understand import Understander
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from web.app import create_app
from web.models.review import Found, Noticed
from web.parts import Parts
from web.rasa import RasaClient
from web.settings import WebSettings
from web.store import contacts, review

PUZZLING = "the whatsit on the thingy has gone again"
STORY = "I keep having a fall in the kitchen at night"


def answer(act: str | None, **custom: Any) -> dict[str, Any]:
    return {"messages": [{"text": "Tell me more.", "custom": {**custom, **({"act": act} if act else {})}}]}


def say(browser: FlaskClient, text: str, **more: Any) -> Any:
    told = browser.post("/api/chat", json={"text": text, **more})
    assert told.status_code == 200, told.json
    return told.json


def noticed(app: Flask) -> list[Noticed]:
    parts: Parts = app.extensions["signpost"]
    with parts.store.reading() as session:
        return list(review.noticed(session, 100))


def test_what_was_not_understood_is_put_aside(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [answer("unclear")]
    say(rosa, PUZZLING)
    (found,) = noticed(app)
    assert (found.kind, found.words, found.before) == (Found.NOT_UNDERSTOOD, PUZZLING, None)
    assert found.heard["act"] == "unclear"
    assert found.heard["needs"] == [{"id": "loneliness", "score": 0.03}]


def test_so_is_what_was_answered_with_choices(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [answer("tell_situation", choices=3)]
    say(rosa, PUZZLING)
    assert [each.heard["asked_choices"] for each in noticed(app)] == [True]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (PUZZLING, "tell_situation"),
        (STORY, "unclear"),
        ("I want to talk to a real person please", "unclear"),
        ("he is hitting me right now", "unclear"),
        ("how do I pay my council tax", "unclear"),
        ("asdf jkl", "unclear"),
        ("nie rozumiem tego co pan do mnie mowi prosze", "unclear"),
    ],
)
def test_what_was_understood_or_is_not_to_be_learnt_from_is_left(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa, text: str, act: str
) -> None:
    rasa.answers = [answer(act)]
    say(rosa, text)
    assert noticed(app) == []


def test_a_refusal_comes_with_what_was_told_and_what_was_shown(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    rasa.answers = [answer("tell_situation", services=[a_service()]), answer("not_right_for_me")]
    begun = say(rosa, STORY)["conversation_id"]
    say(rosa, "too far", conversation_id=begun)
    (found,) = noticed(app)
    assert (found.kind, found.words, found.before) == (Found.REFUSED, "too far", STORY)
    assert found.heard["shown"] == ["Steady Steps"]


def test_a_story_in_another_language_is_not_put_aside(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa
) -> None:
    rasa.answers = [answer("tell_situation", services=[a_service()]), answer("not_right_for_me")]
    begun = say(rosa, "moja mama Grazyna upadla w kuchni i nie moge jej podniesc")
    say(rosa, "too far", conversation_id=begun["conversation_id"])
    assert [(each.kind, each.before) for each in noticed(app)] == [(Found.REFUSED, None)]


def test_a_no_to_nothing_is_no_refusal(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [answer("none_of_these")]
    say(rosa, "none of these")
    assert noticed(app) == []


def test_after_a_hand_off_nothing_is_put_aside(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [answer("tell_situation", handoff={"reference": "SP-7KQ2-M4TX"}), answer("unclear")]
    begun = say(rosa, STORY)["conversation_id"]
    say(rosa, "Rosa Lopez in the mornings", conversation_id=begun)
    assert noticed(app) == []


def test_the_same_message_again_is_put_aside_once(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [answer("unclear")]
    begun = say(rosa, PUZZLING, message_id="m1")["conversation_id"]
    for _ in range(2):
        say(rosa, PUZZLING, message_id="m2", conversation_id=begun)
    assert len(noticed(app)) == 2


def test_a_fault_in_it_costs_nobody_the_answer(
    app: Flask, rosa: FlaskClient, rasa: LoopbackRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(session: Session, *_: Any) -> bool:
        session.add(Noticed(kind=Found.NOT_UNDERSTOOD, words=None, heard={}))  # breaks a rule of the table
        session.flush()
        return True

    monkeypatch.setattr(review, "notice", broken)
    rasa.answers = [answer("unclear")]
    begun = say(rosa, PUZZLING)
    assert begun["replies"][0]["text"] == "Tell me more."
    with app.extensions["signpost"].store.reading() as session:
        contact = contacts.contact_by_id(session, begun["conversation_id"])
        assert contact is not None and len(contacts.transcript(session, contact)) == 2
    assert noticed(app) == []


def test_a_council_can_switch_it_off(
    settings: WebSettings, understander: Understander, rasa: LoopbackRasa, request: pytest.FixtureRequest
) -> None:
    client = RasaClient(rasa.url, token=lambda: "a-token", read_seconds=0.5)
    site = create_app(replace(settings, keep_for_review=False), understander=understander, rasa=client)
    close: list[Callable[[], None]] = [client.close, site.extensions["signpost"].store.close]
    for each in close:
        request.addfinalizer(each)
    rasa.answers = [answer("unclear")]
    say(site.test_client(), PUZZLING)
    assert noticed(site) == []


def test_it_is_one_row_and_nothing_says_whose(app: Flask, rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    columns = {column.name for column in Noticed.__table__.columns}
    assert columns == {"id", "kind", "words", "before", "heard", "noticed_on"}
