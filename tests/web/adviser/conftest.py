"""Grace on the telephone, over a small directory in memory."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.understand import Understander
from directory.finder import Found
from directory.listings import Listing
from tests.rules_read_once import the_requests, the_scope, the_screen
from tests.web.adviser.call.listing import PlainNeeds
from tests.web.conftest import post
from tests.web.public_directory.conftest import SmallDirectory, listings  # noqa: F401 - that room's fixture
from web.app import create_app
from web.database import ContactsStore
from web.models.contact import Contact
from web.settings import WebSettings


class CallDirectory(SmallDirectory):
    """What the call's own screen asks of the finder besides: it finds nothing by listening."""

    def named(self, text: str) -> tuple[()]:
        """No service named in passing."""
        return ()

    def find(self, *_words: Any, **_more: Any) -> Found:
        """Nothing by itself: these tests search."""
        return Found((), ())


@pytest.fixture(scope="session")
def understander() -> Understander:
    """The rules that ship, with a recogniser that needs no training."""
    return Understander(the_screen(), the_requests(), PlainNeeds(), the_scope())


@pytest.fixture
def directory(listings: tuple[Listing, ...]) -> CallDirectory:  # noqa: F811
    """The finder."""
    return CallDirectory(listings)


@pytest.fixture
def app(settings: WebSettings, directory: CallDirectory, understander: Understander) -> Iterator[Flask]:
    """The site, with services to find."""
    made = create_app(settings, finder=directory, understander=understander)
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def grace(signed_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """Grace, with a call begun."""
    browser = signed_in("grace")
    post(browser, "/staff/call", page="/staff/call")
    return browser


@pytest.fixture
def call(grace: FlaskClient, store: ContactsStore) -> Contact:
    """The contact of her call."""
    with store.reading() as session:
        return session.scalars(select(Contact)).one()
