"""The whole site of this room's tests: the real app, store, rules of risk and requests; Rasa on loopback."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.language import guess_language
from bot.understand import Understander
from directory.needs.heard import HeardNeed
from tests.rules_read_once import the_requests, the_scope, the_screen
from tests.web.conftest import settings_of_a_room
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.forms import SAID, send
from web.app import create_app
from web.rasa import RasaClient
from web.settings import Limits, WebSettings


class FallsAndNothingElse:
    """A recogniser that needs no training."""

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """Falls, if the word is there."""
        return (HeardNeed("falls", 0.9),) if "fall" in text else (HeardNeed("loneliness", 0.03),)


class EmptyDirectory:
    """A directory that has nothing, and says that it is a demonstration."""

    def is_demonstration(self) -> bool:
        """Yes."""
        return True

    def size(self) -> int:
        """None at all."""
        return 0

    def named(self, _text: str) -> tuple[str, ...]:
        """None that anybody could name."""
        return ()

    def place(self, _text: str) -> None:
        """Nowhere."""
        return None


@pytest.fixture
def rasa() -> Iterator[LoopbackRasa]:
    """Rasa's channel, on loopback."""
    server = LoopbackRasa()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def understander() -> Understander:
    """The rules that ship, with a recogniser that needs no training."""
    return Understander(the_screen(), the_requests(), FallsAndNothingElse(), the_scope(), guess_language)


@pytest.fixture
def settings(tmp_path: Path, contacts_url: str) -> WebSettings:
    """A site of its own for each test."""
    limits = Limits(chat="1000 per minute", pages="1000 per minute")
    return settings_of_a_room(tmp_path, contacts_url, limits)


@pytest.fixture
def app(settings: WebSettings, rasa: LoopbackRasa, understander: Understander) -> Iterator[Flask]:
    """The site."""
    client = RasaClient(rasa.url, token=lambda: "a-token", read_seconds=0.5)
    site = create_app(settings, understander=understander, finder=EmptyDirectory(), rasa=client)
    site.testing = True
    yield site
    client.close()
    site.extensions["signpost"].store.close()


@pytest.fixture
def rosa(app: Flask) -> FlaskClient:
    """Rosa's browser; she has read what comes before the chat."""
    browser = app.test_client()
    browser.get("/start")
    return browser


def a_service(**facts: object) -> dict[str, object]:
    """A service as the dialogue sends it."""
    return {
        "id": "steady-steps", "name": "Steady Steps", "why": "Helps with falls.", "distance_km": 3.2,
        "cost": "Free", "phone": "01632 960123", "url": "https://steady.example.org/",
        "assured_date": (date.today() - timedelta(days=30)).isoformat(), "needs": ["falls"], **facts,
    }  # fmt: skip


@pytest.fixture
def after(rosa: FlaskClient, rasa: LoopbackRasa) -> FlaskClient:
    """Rosa's browser after she was shown a service."""
    rasa.answers = [{"messages": [{"text": "Here is one."}, {"custom": {"services": [a_service()]}}]}]
    send(rosa, SAID)
    return rosa
