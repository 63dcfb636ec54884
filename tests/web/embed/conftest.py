"""A Signpost that one council's website may show."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from bot.language import guess_language
from bot.understand import Understander
from launch.programs import free_port
from tests.rules_read_once import the_requests, the_scope, the_screen
from tests.web.conftest import store_of, with_styles
from tests.web.embed.town import AWAY, Town
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import EmptyDirectory, FallsAndNothingElse
from web.app import create_app
from web.embed.settings import Embed
from web.rasa import RasaClient
from web.settings import Limits, WebSettings

COUNCIL, ITS_OTHER = "https://www.eastmere.example.org", "https://library.eastmere.example.org"
ENTER = f"/embed/enter?host={COUNCIL}"


@pytest.fixture
def contacts_url(tmp_path: Path) -> str:
    """One database is enough: nothing here is of a database."""
    return f"sqlite:///{tmp_path}/contacts.sqlite3"


@pytest.fixture
def welcome(settings: WebSettings) -> Iterator[Flask]:
    made = create_app(replace(settings, secure_cookies=True, embed=Embed((COUNCIL, ITS_OTHER))))
    yield made
    store_of(made).close()


@pytest.fixture
def frame(welcome: Flask) -> FlaskClient:
    """A browser in whose frame Signpost is open, at the chat."""
    browser = welcome.test_client()
    browser.environ_base["wsgi.url_scheme"] = "https"
    browser.get(ENTER)
    browser.get("/embed/start")
    return browser


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The council's page and Signpost, really served, once for every test in a browser."""
    folder, port, rasa = tmp_path_factory.mktemp("town"), free_port(), LoopbackRasa()
    names = f"http://localhost:{port}", f"http://127.0.0.1:{port}"
    environ = {"VAR_DIR": str(folder / "var"), "BUILD_DIR": str(with_styles(folder / "build"))}
    settings = replace(
        WebSettings.from_env(environ),
        exit_url=f"{names[0]}{AWAY}",
        embed=Embed(names, demonstration=True),
        limits=Limits(chat="10000 per minute", pages="10000 per minute"),
    )
    client = RasaClient(rasa.url, token=lambda: "a-token", read_seconds=0.5)
    heard = Understander(the_screen(), the_requests(), FallsAndNothingElse(), the_scope(), guess_language)
    made = create_app(settings, understander=heard, finder=EmptyDirectory(), rasa=client)
    server = make_server("127.0.0.1", port, made, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Town(f"{names[0]}/embed-demonstration", names[1])
    server.shutdown()
    thread.join()
    server.server_close()
    client.close()
    store_of(made).close()
    rasa.stop()
