"""Two at the same moment, a process that dies in the middle, and pages that ask by themselves."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import post
from tests.web.live.conftest import LIST, PERSON, ask, finish, join, news, silent, stop, write
from tests.web.live.test_chatting import chats, handoffs
from tests.web.resident.forms import send
from web.database import ContactsStore
from web.live import joining, sweeping
from web.live.asking import ask as let_wait
from web.live.joining import Adviser
from web.models.handoff import State
from web.models.live import ChatState
from web.models.staff import Role
from web.parts import Parts


def parts_of(app: Flask) -> Parts:
    found: Parts = app.extensions["signpost"]
    return found


CAST_ROLES = {"grace": Role.ADVISER, "sana": Role.SAFEGUARDING}


def test_of_two_advisers_at_once_one_is_in_the_chat(
    app: Flask,
    asked: FlaskClient,
    cast: dict[str, int],
    store: ContactsStore,
    desk: Callable[[str], FlaskClient],
) -> None:
    desk("sana")
    both = [Adviser(cast[name], CAST_ROLES[name]) for name in ("grace", "sana")] * 4
    with ThreadPoolExecutor(8) as pool:
        joined = list(pool.map(lambda who: (who.number, joining.join(parts_of(app), 1, who)), both))
    assert len({name for name, was in joined if was}) == 1
    (chat,) = chats(store)
    assert chat.times_joined == 1 and chat.state is ChatState.JOINED
    assert asked.get("/").text.count("has joined.") == 1


def test_asked_for_twice_at_once_is_one_chat(
    app: Flask, rosa: FlaskClient, grace: FlaskClient, store
) -> None:
    send(rosa, PERSON)
    with rosa.session_transaction() as cookie:
        conversation = cookie["conversation"]
    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(lambda _: let_wait(parts_of(app), conversation), range(6)))
    assert len(chats(store)) == 1 and len(handoffs(store)) == 1


def test_ended_and_killed_before_it_was_closed(
    app: Flask,
    chatting: FlaskClient,
    grace: FlaskClient,
    store: ContactsStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PowerCut(BaseException):
        """Nothing catches it, as nothing catches a power cut."""

    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as cutting:
        cutting.setattr(joining.handing, "close", cut)
        with pytest.raises(PowerCut):
            joining.finish(
                parts_of(app),
                1,
                Adviser(chats(store)[0].adviser_id or 0, Role.ADVISER),
                "info_only",
                None,
            )
    assert chats(store)[0].state is ChatState.JOINED, "all of it or nothing"
    assert finish(grace, "info_only").status_code == 303
    assert handoffs(store)[0].state is State.CLOSED


def test_swept_by_many_at_once_is_told_once(app: Flask, chatting: FlaskClient, store: ContactsStore) -> None:
    silent(store, adviser=3, duty=3)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: sweeping.sweep(parts_of(app)), range(6)))
    assert chatting.get("/").text.count("the connection to Grace was lost") == 1


def test_a_sign_of_life_keeps_an_adviser_in(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore
) -> None:
    for _ in range(3):
        silent(store, adviser=1.5, duty=1.5)
        assert grace.get("/staff/chats/1/news").status_code == 200
        news(chatting)
    assert chats(store)[0].state is ChatState.JOINED
    assert "You are on duty as Grace" in grace.get(LIST).text


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    grace: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime.now(UTC)
    for minutes, page in ((40, f"{LIST}news"), (40, f"{LIST}news")):
        start += timedelta(minutes=minutes)
        monkeypatch.setattr("web.staff.session.now", lambda moment=start: moment)
        status = grace.get(page).status_code
    assert status == 302, "80 minutes without a person doing anything"


def test_a_page_that_is_used_stays_signed_in(grace: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    start = datetime.now(UTC)
    for _ in range(2):
        start += timedelta(minutes=40)
        monkeypatch.setattr("web.staff.session.now", lambda moment=start: moment)
        status = grace.get(LIST).status_code
    assert status == 200


def test_who_is_in_danger_comes_first_and_a_concern_is_not_told(
    app: Flask, asked: FlaskClient, grace: FlaskClient, desk: Callable[[str], FlaskClient]
) -> None:
    second = app.test_client()
    second.get("/start")
    send(second, "my mum keeps falling and my partner is hitting me")
    send(second, PERSON)
    ask(second)
    assert "One person is before you." in asked.get("/").text
    assert "You are next." in second.get("/").text
    rows = re.findall(r'data-key="join-(\d)".*?</tr>', grace.get(LIST).text, re.DOTALL)
    assert rows == ["2", "1"]
    shown = re.search(r'data-key="join-2".*?</tr>', grace.get(LIST).text, re.DOTALL)
    assert shown and "A safeguarding concern" in shown[0] and "falls" not in shown[0]
    theirs = re.search(r'data-key="join-2".*?</tr>', desk("sana").get(LIST).text, re.DOTALL)
    assert theirs and "falls" in theirs[0]


def test_no_word_of_theirs_is_in_the_list(asked: FlaskClient, grace: FlaskClient) -> None:
    assert "my mum keeps falling" not in grace.get(LIST).text
    assert "my mum keeps falling" not in grace.get(f"{LIST}news").text


def test_what_is_asked_of_a_person_reaches_what_was_passed_on(
    chatting: FlaskClient, grace: FlaskClient, store: ContactsStore, rasa
) -> None:
    send(chatting, "I would like an assessment")
    assert finish(grace, "info_only").status_code == 422, "what they asked for is theirs to let go of"
    assert finish(grace, "assessment_requested").status_code == 303
    assert handoffs(store)[0].outcome == "assessment_requested"


def test_a_name_must_be_one(grace: FlaskClient) -> None:
    for name in ("", " ", "12", "x" * 41):
        assert post(grace, "/staff/chats/duty", page=LIST, name=name).status_code == 422
    assert post(grace, "/staff/chats/duty", page=LIST, name="Grace at the desk").status_code == 303
    assert "You are on duty as Grace at the desk" in grace.get(LIST).text


def test_a_form_that_was_open_for_too_long_gives_the_words_back(
    chatting: FlaskClient, grace: FlaskClient
) -> None:
    answer = grace.post("/staff/chats/1/say", data={"csrf_token": "old", "text": "a long answer"})
    assert answer.status_code == 422 and "a long answer" in answer.text
    by_script = grace.post(
        "/staff/chats/1/say", data={"csrf_token": "old", "text": "x"}, headers={"Accept": "application/json"}
    )
    assert by_script.status_code == 422 and "data-csrf" in by_script.text
    assert grace.post("/staff/chats/1/end", data={"csrf_token": "old"}).status_code == 400
    assert chatting.post("/chat/person/ask", data={"csrf_token": "old"}).status_code == 400
    assert write(grace, "").status_code == 422


def test_deeds_are_in_the_trail(chatting: FlaskClient, grace: FlaskClient, signed_in) -> None:
    finish(grace, "goes_on")
    trail = signed_in("ada").get("/staff/audit").text
    for deed in ("began_chat_duty", "joined_chat", "ended_chat"):
        assert deed in trail


def test_joining_what_nobody_waits_for_any_more(asked: FlaskClient, grace: FlaskClient) -> None:
    stop(asked)
    assert join(grace).location == LIST and join(grace, 999).location == LIST
