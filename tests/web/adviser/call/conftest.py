"""A site with the rules that ship, a directory of a few services, no Rasa at all; Grace has a call begun."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.understand import Understander
from tests.rules_read_once import the_requests, the_scope, the_screen
from tests.web.adviser.call.listing import PlainNeeds, Services
from tests.web.conftest import (  # noqa: F401 - fixtures
    cast,
    password_hash,
    settings_of_a_room,
    signed_in,
    store,
)
from tests.web.resident.forms import hidden
from web.app import create_app
from web.models.contact import Author
from web.resident.coming_back import give_code
from web.settings import Limits, WebSettings
from web.store import contacts

ROSAS_CHAT = "rosas-conversation-1"


@pytest.fixture(scope="session")
def understander() -> Understander:
    """The rules that ship, with a recogniser that needs no training."""
    return Understander(the_screen(), the_requests(), PlainNeeds(), the_scope())


@pytest.fixture
def settings(tmp_path: Path, contacts_url: str) -> WebSettings:
    """A site of its own for each test."""
    limits = Limits(calls="10000 per minute", pages="10000 per minute", sign_in="10000 per minute")
    return settings_of_a_room(tmp_path, contacts_url, limits)


@pytest.fixture
def services() -> Services:
    """The directory."""
    return Services()


@pytest.fixture
def app(settings: WebSettings, understander: Understander, services: Services) -> Iterator[Flask]:
    """The site. It is given no Rasa: nothing of a call may need one."""
    site = create_app(settings, understander=understander, finder=services, rasa=None)
    site.testing = True
    yield site
    site.extensions["signpost"].store.close()


@dataclass
class OnTheLine:
    """A browser with a call open, and what a page without a script would do in it."""

    browser: FlaskClient
    url: str

    def page(self) -> TestResponse:
        """The call as it stands."""
        return self.browser.get(self.url)

    def write(self, notes: str, page: TestResponse | None = None, **more: str) -> TestResponse:
        """Keep and look again."""
        fields = hidden(page or self.page())
        return self.browser.post(f"{self.url}/notes", data={**fields, "notes": notes, **more})

    def type(self, notes: str, page: TestResponse | None = None, **more: str) -> TestResponse:
        """What the script sends while somebody types."""
        fields = hidden(page or self.page())
        return self.browser.post(f"{self.url}/live", data={**fields, "notes": notes, **more})

    def send(self, where: str, **fields: str | list[str]) -> TestResponse:
        """Another form of the page."""
        return self.browser.post(f"{self.url}/{where}", data={**hidden(self.page()), **fields})

    @property
    def number(self) -> int:
        """The number of the call."""
        return int(self.url.rsplit("/", 1)[1])


def code_of_rosas_chat(app: Flask, words: str = "my mum keeps falling") -> str:
    """Rosa has said this in a chat, and been given the code of it."""
    parts = app.extensions["signpost"]
    with parts.store.writing() as session:
        contact = contacts.start_contact(session, ROSAS_CHAT, hours=parts.settings.hours)
        contacts.append_message(session, contact, Author.RESIDENT, words=words)
    with app.test_request_context():
        given = give_code(parts, ROSAS_CHAT)
    assert given is not None
    return str(given.code)


def go_on_with(browser: FlaskClient, code: str) -> OnTheLine:
    """The call of whoever reads this code out."""
    page = browser.get("/staff/call")
    opened = browser.post("/staff/call/code", data={**hidden(page), "code": code})
    assert opened.status_code == 303
    return OnTheLine(browser, opened.location)


def begin(browser: FlaskClient, **fields: str) -> OnTheLine:
    """A new call in this browser."""
    answer = browser.post("/staff/call", data={**hidden(browser.get("/staff/call")), **fields})
    assert answer.status_code == 303
    assert re.fullmatch(r"/staff/call/\d+", answer.location)
    return OnTheLine(browser, answer.location)


@pytest.fixture
def grace(signed_in: Callable[[str], FlaskClient]) -> OnTheLine:  # noqa: F811
    """Grace, with a call begun."""
    return begin(signed_in("grace"))
