"""Rosa in the chat, Grace and Sana at their desks; chats at any hour, and clocks that can be moved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.web.conftest import PASSWORD, post
from tests.web.resident.conftest import app, rasa, rosa, understander
from tests.web.resident.conftest import settings as usual_settings
from tests.web.resident.forms import hidden, send
from web.database import ContactsStore
from web.live.settings import Live
from web.models.live import LiveChat, LiveDuty
from web.settings import WebSettings

__all__ = ["app", "rasa", "rosa", "understander", "usual_settings"]
PERSON = "I want to talk to a person"
LIST = "/staff/chats/"


@pytest.fixture
def settings(usual_settings: WebSettings) -> WebSettings:
    """A site where a chat is offered whenever somebody is on duty."""
    return replace(usual_settings, live=Live(when="always"))


@pytest.fixture
def desk(app: Flask, cast: dict[str, int]) -> Callable[[str], FlaskClient]:
    """Somebody's browser, signed in; on duty under their name with a capital."""

    def at(name: str) -> FlaskClient:
        browser = app.test_client()
        post(browser, "/staff/sign-in", page="/staff/sign-in", name=name, password=PASSWORD)
        answer = post(browser, "/staff/chats/duty", page=LIST, name=name.title())
        assert answer.status_code == 303
        return browser

    return at


@pytest.fixture
def grace(desk: Callable[[str], FlaskClient]) -> FlaskClient:
    """Grace, on duty for chats."""
    return desk("grace")


@pytest.fixture
def asked(rosa: FlaskClient, grace: FlaskClient) -> FlaskClient:
    """Rosa's browser after she asked for a chat; Grace is on duty."""
    send(rosa, "my mum keeps falling")
    send(rosa, PERSON)
    ask(rosa)
    return rosa


@pytest.fixture
def chatting(asked: FlaskClient, grace: FlaskClient) -> FlaskClient:
    """Rosa's browser while Grace is in the chat."""
    assert join(grace).status_code == 303
    return asked


def ask(browser: FlaskClient) -> None:
    """Presses "Chat with a person now"."""
    page = browser.get("/")
    assert browser.post("/chat/person/ask", data=hidden(page)).status_code == 303


def stop(browser: FlaskClient) -> None:
    """Presses "Stop waiting", or "End the chat"."""
    assert browser.post("/chat/person/stop", data=hidden(browser.get("/"))).status_code == 303


def join(browser: FlaskClient, number: int = 1):
    """An adviser presses Join."""
    return post(browser, f"/staff/chats/{number}/join", page=LIST)


def write(browser: FlaskClient, text: str, number: int = 1, **more: str):
    """An adviser writes."""
    return post(browser, f"/staff/chats/{number}/say", page=f"/staff/chats/{number}", text=text, **more)


def finish(browser: FlaskClient, outcome: str, note: str = "", number: int = 1):
    """An adviser ends the chat with what came of it."""
    here = f"/staff/chats/{number}"
    return post(browser, f"{here}/end", page=here, outcome=outcome, note=note)


def silent(
    store: ContactsStore, *, adviser: float = 0, resident: float = 0, duty: float = 0, asked: float = 0
) -> None:
    """Moves signs of life so many minutes back, as if nothing had been heard for so long."""
    with store.writing() as session:
        for chat in session.query(LiveChat):
            if chat.adviser_seen_at:
                chat.adviser_seen_at -= timedelta(minutes=adviser)
            chat.resident_seen_at -= timedelta(minutes=resident)
            chat.asked_at -= timedelta(minutes=asked)
        for one in session.query(LiveDuty):
            session.execute(
                update(LiveDuty).where(LiveDuty.staff_user_id == one.staff_user_id)
                .values(seen_at=one.seen_at - timedelta(minutes=duty))
            )  # fmt: skip


def news(browser: FlaskClient, after: int = 0, seen: str = ""):
    """What Rosa's page is told when it asks."""
    return browser.get("/chat/person/news", query_string={"after": after, "seen": seen})
