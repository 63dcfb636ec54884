"""A real site on a real store of its own, on each database, and the cast: Rosa, Grace, Tom, Nadia, Ed."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from werkzeug.serving import make_server

from bot.secrets import read_or_create
from web.app import create_app
from web.database import ContactsStore
from web.front_end.ingredients import made_in
from web.front_end.settings import build_dir as real_build_dir
from web.models.staff import Role
from web.parts import Parts
from web.security.passwords import hash_password
from web.settings import Limits, WebSettings
from web.sign_in.settings import SignIn
from web.store import staff

PASSWORD = "correct horse battery"
CAST = {
    "grace": Role.ADVISER,
    "tom": Role.FOLLOW_UP,
    "sana": Role.SAFEGUARDING,
    "nadia": Role.MANAGER,
    "leo": Role.CONVERSATION_LEAD,
    "ed": Role.EDITOR,
    "ada": Role.ADMINISTRATOR,
}


def with_styles(build_dir: Path) -> Path:
    """A build folder of a test's own with the styles that set-up made, and nothing else of what is built."""
    (build_dir / "front_end").mkdir(parents=True)
    made_in(build_dir).symlink_to(made_in(real_build_dir()))
    return build_dir


def settings_of_a_room(folder: Path, contacts_url: str, limits: Limits) -> WebSettings:
    """A site of its own for one test of a room; no codes, as where only this machine reaches the site."""
    return WebSettings(
        var_dir=folder,
        build_dir=with_styles(folder / "build"),
        contacts_database_url=contacts_url,
        secure_cookies=False,
        sign_in=SignIn(codes_for=frozenset()),
        limits=limits,
    )


@pytest.fixture
def settings(tmp_path: Path, contacts_url: str) -> WebSettings:
    folders = {"VAR_DIR": str(tmp_path / "var"), "BUILD_DIR": str(with_styles(tmp_path / "build"))}
    environ = {**folders, "CONTACTS_DATABASE_URL": contacts_url, "RASA_PORT": "1", "ACTIONS_PORT": "1"}
    generous = Limits(chat="10000 per minute", pages="10000 per minute", sign_in="10000 per minute")
    return replace(WebSettings.from_env(environ), limits=generous)


@pytest.fixture
def app(settings: WebSettings) -> Iterator[Flask]:
    made = create_app(settings)
    yield made
    store_of(made).close()


@pytest.fixture
def store(app: Flask) -> ContactsStore:
    return store_of(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The site, really served on loopback, for a browser."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """argon2 is slow on purpose: once is enough for everybody."""
    return hash_password(PASSWORD)


@pytest.fixture
def cast(store: ContactsStore, password_hash: str) -> dict[str, int]:
    """Everybody who signs in, by name: the ids of their accounts."""
    with store.writing() as session:
        return {name: staff.create(session, name, role, password_hash).id for name, role in CAST.items()}


@pytest.fixture
def signed_in(app: Flask, cast: dict[str, int]) -> Callable[[str], FlaskClient]:
    """A browser in which somebody of the cast has signed in."""

    def sign_in(name: str) -> FlaskClient:
        browser = app.test_client()
        post(browser, "/staff/sign-in", page="/staff/sign-in", name=name, password=PASSWORD)
        return browser

    return sign_in


@pytest.fixture
def bearer(settings: WebSettings, app: Flask) -> dict[str, str]:
    """The header the bot sends its token in."""
    return {"Authorization": f"Bearer {read_or_create(settings.secrets_dir / 'handoff_token')}"}


def sign_in_on(page: Page, name: str, address: str = "") -> None:
    """Somebody of the cast signs in, in a browser; `address`: of the site, unless the browser knows it."""
    page.goto(f"{address}/staff/sign-in")
    page.fill("input[name=name]", name)
    page.fill("input[type=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff/")


def store_of(app: Flask) -> ContactsStore:
    opened: Parts = app.extensions["signpost"]
    return opened.store


def post(browser: FlaskClient, url: str, *, page: str, **fields: str) -> Any:
    """Fills in the form on `page` and sends it to `url`, with the proof that the form carries."""
    shown = browser.get(page).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert found, f"no form on {page}"
    return browser.post(url, data={"csrf_token": found[1], **fields})
