"""The editor's pages over a real directory: one lunch club from a feed, and Ed who edits it."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from directory.database import SessionFactory, open_engine, session_factory
from directory.editing.desk import Desk
from directory.importing import import_file
from tests.directory.feeds import v3_service, write_feed
from web.app import create_app
from web.settings import WebSettings

AT = "/staff/directory"


@pytest.fixture
def sessions(directory_url: str) -> Iterator[SessionFactory]:
    engine = open_engine(directory_url)
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture
def take_in(sessions: SessionFactory, tmp_path: Path) -> Callable[..., Any]:
    """Imports services as one feed, always the same one."""

    def read(*services: dict[str, Any]) -> Any:
        return import_file(sessions, write_feed(tmp_path, list(services), name="feed.json"))

    read(v3_service())
    return read


@pytest.fixture
def app(settings: WebSettings, sessions: SessionFactory, take_in: Callable[..., Any]) -> Iterator[Flask]:
    def locate(postcode: str) -> tuple[float, float] | None:
        return (53.59, -0.65) if postcode == "DN15 6NL" else None

    made = create_app(settings, desk=Desk(sessions, lambda _name, _words: (("loneliness", 0.8),), locate))
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def ed(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    return signed_in("ed")


class Page(str):
    """A page as somebody reads it; `raw` is what was sent."""

    raw: str


def text(answer: Any) -> Page:
    sent = answer.get_data(as_text=True)
    page = Page(unescape(sent))
    page.raw = sent
    return page


def form_on(page: Page, action: str = "") -> MultiDict[str, str]:
    """What the form on a page would send, as a browser reads it."""
    forms = re.findall(r"<form.*?</form>", page.raw, re.S)
    whole = next(form for form in forms if action in form.split(">")[0])
    fields: MultiDict[str, str] = MultiDict()
    for tag in re.findall(r"<input[^>]*>", whole):
        kind = attribute(tag, "type") or "text"
        name = attribute(tag, "name")
        if name and (kind not in ("checkbox", "radio") or " checked" in tag):
            fields.add(name, attribute(tag, "value"))
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', whole, re.S):
        fields.add(name, unescape(body).replace("\n", "\r\n"))
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', whole, re.S):
        options = re.findall(r"<option[^>]*>", body)
        chosen = [option for option in options if " selected" in option] or options[:1]
        fields.add(name, attribute(chosen[0], "value"))
    return fields


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def send(browser: FlaskClient, url: str, fields: MultiDict[str, str], /, **more: Any) -> Any:
    """Sends a form, with some of its fields filled in differently."""
    filled = fields.copy()
    for name, value in more.items():
        filled.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return browser.post(url, data=filled)


def edit(browser: FlaskClient, service_id: str = "lunch-1", **more: Any) -> Any:
    """Opens the form of a service, fills it in and publishes it."""
    url = f"{AT}/edit/{service_id}"
    fields = form_on(text(browser.get(url)), "edit")
    return send(browser, url, fields, **{"why": "rang them", "action": "save", **more})


def act(browser: FlaskClient, page: str, action: str, **more: Any) -> Any:
    """Sends one of the small forms of a page."""
    shown = text(browser.get(page))
    url = re.search(rf'action="([^"]*{action}[^"]*)"', shown)
    assert url
    return send(browser, url[1], form_on(shown, action), **{"why": "rang them", **more})
