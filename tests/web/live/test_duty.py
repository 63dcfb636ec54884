"""Only who is on duty joins, who was lost ends nothing, and asking for news opens nothing that is sealed."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post
from tests.web.live.conftest import LIST, join, news, silent
from tests.web.live.test_at_once import parts_of
from tests.web.live.test_chatting import chats, handoffs
from tests.web.resident.forms import hidden
from web.database import ContactsStore
from web.encryption import Keyring
from web.live.sweeping import sweep
from web.models.handoff import State
from web.models.live import ChatState


@pytest.fixture
def sana(app: Flask, cast: dict[str, int]) -> FlaskClient:
    """Sana, signed in and not on duty."""
    browser = app.test_client()
    post(browser, "/staff/sign-in", page="/staff/sign-in", name="sana", password=PASSWORD)
    return browser


def test_off_duty_nobody_is_joined_and_one_press_does_both(
    asked: FlaskClient, sana: FlaskClient, store: ContactsStore
) -> None:
    answer = join(sana)
    assert answer.status_code == 409 and "You are not on duty, so you have not joined yet" in answer.text
    assert 'name="begin_as"' in answer.text and 'value="Sana"' in answer.text
    assert chats(store)[0].state is ChatState.WAITING and "You are next." in asked.get("/").text
    pressed = post(sana, "/staff/chats/1/join", page=LIST, begin_as="Sana")
    assert pressed.location == "/staff/chats/1#latest"
    (chat,) = chats(store)
    assert (chat.state, chat.shown_name) == (ChatState.JOINED, "Sana")
    assert "You are on duty as Sana" in sana.get(LIST).text


@pytest.mark.parametrize("name", ["", "12", "x" * 41])
def test_a_name_that_is_none_joins_nobody(
    asked: FlaskClient, sana: FlaskClient, store: ContactsStore, name: str
) -> None:
    answer = post(sana, "/staff/chats/1/join", page=LIST, begin_as=name)
    assert answer.status_code == 409 and "with a letter in it" in answer.text
    assert chats(store)[0].state is ChatState.WAITING


def test_a_duty_that_lapsed_is_none(asked: FlaskClient, grace: FlaskClient, store: ContactsStore) -> None:
    page = grace.get(LIST)
    assert "You are on duty" in page.text
    silent(store, duty=3)
    assert join(grace).status_code == 409


def test_who_is_in_the_chat_stays_in_it_when_the_duty_ends(chatting: FlaskClient, grace: FlaskClient) -> None:
    post(grace, "/staff/chats/duty/end", page=LIST)
    assert join(grace).location == "/staff/chats/1#latest"


def test_asking_for_news_opens_nothing_of_those_who_wait(
    app: Flask, asked: FlaskClient, grace: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real: Callable[[Keyring, str], str] = Keyring.open
    monkeypatch.setattr(Keyring, "open", lambda ring, value: opened.append(value) or real(ring, value))
    sweep(parts_of(app))
    assert opened == []
    assert "/staff/chats/1/join" in grace.get(f"{LIST}news").json["panel"]
    assert opened == []
    news(asked)
    assert opened, "and it is counted: the resident's own page shows their words"


@pytest.mark.parametrize("outcome", ["goes_on", "info_only"])
def test_who_was_lost_ends_no_waiting(
    chatting: FlaskClient, grace: FlaskClient, sana: FlaskClient, store: ContactsStore, outcome: str
) -> None:
    """Their old page still has its form: pressed late, it must not send away who waits for anybody again."""
    page = hidden(grace.get("/staff/chats/1"))
    post(sana, "/staff/chats/duty", page=LIST, name="Sana")
    silent(store, adviser=3)
    news(chatting)  # whoever asks next finds that she was lost
    assert chats(store)[0].state is ChatState.WAITING
    answer = grace.post("/staff/chats/1/end", data={**page, "outcome": outcome, "note": "As said."})
    assert answer.status_code == 422 and "they wait for somebody again" in answer.text
    assert chats(store)[0].state is ChatState.WAITING and handoffs(store)[0].state is State.RECEIVED
    assert join(sana).location == "/staff/chats/1#latest"
    again = grace.post("/staff/chats/1/end", data={**page, "outcome": outcome, "note": "As said."})
    assert again.status_code == 404 and chats(store)[0].state is ChatState.JOINED
