"""An organisation, its link and its browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.directory.freshness.conftest import Desk, old_service
from tests.web.keeping import link_of, site_over
from tests.web.reminders.conftest import clock, desk
from web.settings import WebSettings

__all__ = ["clock", "desk"]


@pytest.fixture
def app(desk: Desk, settings: WebSettings) -> Iterator[Flask]:
    other = old_service("other", organization={"id": "o2", "name": "Kind", "email": "k@kind.example.org"})
    desk.take_in(old_service(), old_service("choir", name="Brigholm Choir"), other)
    made = site_over(desk, settings)
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def link(app: Flask, desk: Desk, settings: WebSettings) -> str:
    letter = next(each for each in desk.keeper.letters(9) if each.address.startswith("office"))
    return link_of(settings, letter.mail_id)


@pytest.fixture
def office(app: Flask) -> FlaskClient:
    """The browser of somebody at Brigholm Friends."""
    return app.test_client()
