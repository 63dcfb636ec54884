"""The site over a small directory held in memory: the real finder's words and cards, three services."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.finder import ServiceMatch
from directory.listings import Listing, Reach
from directory.places import Place
from web.app import create_app
from web.settings import WebSettings

STEADY = Listing(
    id="steady", name="Steady Steps", description="A weekly group.\n\nBring a friend.",
    organisation="Eastmere Steps", url="https://steady.example.org/", email="hello@example.org",
    phones=("01632 960123", "01632 960124"), addresses=("Village Hall, Brigholm DN20 8AA",),
    points=((53.552, -0.492),), towns=("Brigholm",), reach=(Reach.VENUE,), area_wide=False, national=False,
    demonstration=True, cost="Free", free=True, min_age=50, max_age=None,
    eligibility="People who have fallen", languages=(), accessibility=("Hearing loop",),
    opening=("Tuesdays, 10am to 11.30am",), assured_date=date(2020, 1, 1), last_modified=None,
    needs=(("falls", 0.9),), status="active",
)  # fmt: skip
AT_HOME = replace(
    STEADY, id="home", name="At Home Checks", reach=(Reach.HOME_VISIT,), points=((53.590, -0.650),),
    cost=None, free=None, min_age=None, eligibility=None, opening=(), assured_date=None, url="javascript:x",
)  # fmt: skip
LINE = replace(
    STEADY, id="line", name="Falls Line", reach=(Reach.TELEPHONE,), points=(), free=False, cost="£1"
)
BRIGHOLM = Place("town", "Brigholm", 53.552, -0.492, None, True)


class SmallDirectory:
    """What these pages ask of the finder, over a handful of listings."""

    def __init__(self, listings: tuple[Listing, ...]) -> None:
        self.listings = listings

    def is_demonstration(self) -> bool:
        """As the listings say."""
        return any(each.demonstration for each in self.listings)

    def listing(self, service_id: str) -> Listing | None:
        """One of them."""
        return next((each for each in self.listings if each.id == service_id), None)

    def place(self, text: str) -> Place | None:
        """The one town of these tests."""
        return BRIGHOLM if text == "Brigholm" else None

    def search_words(
        self, text: str, *, need: str | None = None, place: Place | None = None
    ) -> tuple[ServiceMatch, ...]:
        """Those whose name holds the words."""
        found = (each for each in self.listings if text.lower() in each.name.lower())
        return tuple(
            ServiceMatch(each.id, each.name, 1.0, "Helps with falls.", ("falls",), None, each.cost,
                         each.phones[0], each.url, each.assured_date, None)
            for each in found
        )  # fmt: skip


@pytest.fixture
def listings() -> tuple[Listing, ...]:
    """The directory of a test."""
    return (STEADY, AT_HOME, LINE)


@pytest.fixture
def rosa(settings: WebSettings, listings: tuple[Listing, ...]) -> Iterator[FlaskClient]:
    """Rosa's browser."""
    app: Flask = create_app(settings, finder=SmallDirectory(listings))
    yield app.test_client()
    app.extensions["signpost"].store.close()
