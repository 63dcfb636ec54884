"""The site over a small directory in memory: real listings, index and pages; a finder that reads names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.finder import Choice, ServiceMatch
from directory.listings import Listing, Reach
from directory.places import Place, PlaceKind
from directory.standing import Standing, Whereabouts, whereabouts_of
from web.app import create_app
from web.settings import WebSettings

FALLS = (("falls_prevention", 0.9),)
STEADY = Listing(
    id="steady", name="Steady Steps", description="A weekly group.\n\nBring a friend.",
    organisation="Eastmere Steps", url="https://steady.example.org/", email="hello@example.org",
    phones=("01632 960123", "01632 960124"), addresses=("Village Hall, Brigholm, DN20 8AA",),
    points=((53.552, -0.492),), towns=("Brigholm",), reach=(Reach.VENUE,), area_wide=False, national=False,
    demonstration=True, cost="Free", free=True, min_age=50, max_age=None,
    eligibility="People who have fallen", languages=("Polish",), accessibility=("Step-free entrance",),
    opening=("Tuesdays, 10am to 11.30am",), assured_date=date(2020, 1, 1),
    last_modified=datetime(2026, 2, 3, tzinfo=timezone.utc), needs=FALLS, status="active",
    assurer="editor", assured_by="Ed", open_days=frozenset({"TU", "SA"}), open_evenings=False,
)  # fmt: skip
AT_HOME = replace(
    STEADY, id="home", name="At Home Checks", reach=(Reach.HOME_VISIT,), points=((53.590, -0.650),),
    cost=None, free=None, min_age=None, eligibility=None, opening=(), assured_date=None, url="javascript:x",
    languages=(), accessibility=(), addresses=(), towns=(), open_days=frozenset(), assurer=None,
    last_modified=None, open_evenings=True,
)  # fmt: skip
LINE = replace(
    STEADY, id="line", name="Falls Line", reach=(Reach.TELEPHONE,), points=(), free=False, cost="£1",
    organisation="Line Trust", min_age=18, languages=(), accessibility=(), needs=(("pets", 0.8), *FALLS),
    addresses=(), towns=(),
)  # fmt: skip
BRIGHOLM = Place(PlaceKind.TOWN, "Brigholm", 53.552, -0.492, None, True)
LEEDS = Place(PlaceKind.TOWN, "Leeds", 53.80, -1.55, "E08000035", False)


class SmallDirectory:
    """What these pages ask of the finder, over a handful of listings."""

    def __init__(self, listings: tuple[Listing, ...]) -> None:
        self.rows = listings
        self.unsure: tuple[Choice, ...] = ()
        self.shown_for: tuple[str, ...] = ("falls_prevention",)
        self.unmet: list[tuple[str, ...]] = []
        self.recogniser = self  # which hears nothing

    def heard(self, text: str) -> tuple[()]:
        """No needs."""
        return ()

    sure_needs = heard

    def note_unmet(self, turn_id: str, needs: list[str], place: Place | None, channel: str) -> bool:
        """Remembers the needs that nothing was found for."""
        self.unmet.append(tuple(needs))
        return True

    def is_demonstration(self) -> bool:
        """As the listings say."""
        return any(each.demonstration for each in self.rows)

    def listings(self) -> tuple[Listing, ...]:
        """All of them."""
        return self.rows

    def listing(self, service_id: str) -> Listing | None:
        """One of them."""
        return next((each for each in self.rows if each.id == service_id), None)

    def place(self, text: str) -> Place | None:
        """The two towns of these tests."""
        return next((each for each in (BRIGHOLM, LEEDS) if each.label in text), None)

    def choices(self, text: str) -> tuple[Choice, ...]:
        """What a test says."""
        return self.unsure

    def search_words(
        self, text: str, *, need: str | None = None, place: Place | None = None, limit: int = 500
    ) -> tuple[ServiceMatch, ...]:
        """Those whose name holds the words, or that are for the need."""
        found = (each for each in self.rows if text.lower() in each.name.lower())
        return tuple(
            ServiceMatch(each.id, each.name, 1.0, "Helps with falls.", self.shown_for, None, each.cost,
                         each.phones[0], each.url, each.assured_date, None, "It is the nearest for falls.")
            for each in found
            if need is None or need in dict(each.needs)
        )[:limit]  # fmt: skip


class SmallRegister:
    """Services that are no longer on the shelf, by id."""

    def __init__(self, rows: dict[str, Listing | Whereabouts]) -> None:
        self.rows = rows

    def look_up(self, service_id: str) -> Whereabouts:
        """What became of one."""
        found = self.rows.get(service_id)
        return found if isinstance(found, Whereabouts) else whereabouts_of(found)


@pytest.fixture
def listings() -> tuple[Listing, ...]:
    """The directory of a test."""
    return (STEADY, AT_HOME, LINE)


@pytest.fixture
def directory(listings: tuple[Listing, ...]) -> SmallDirectory:
    """The finder over it."""
    return SmallDirectory(listings)


@pytest.fixture
def register() -> SmallRegister:
    """What is there no more."""
    return SmallRegister(
        {
            "closed": replace(STEADY, id="closed", name="Old Steps", status="defunct"),
            "resting": replace(STEADY, id="resting", name="Summer Steps", status="temporarily closed"),
            "withdrawn": replace(STEADY, id="withdrawn", name="Secret Steps", status="withdrawn"),
            "merged": Whereabouts(Standing.MERGED, kept_id="steady"),
        }
    )


@pytest.fixture
def app(settings: WebSettings, directory: SmallDirectory, register: SmallRegister) -> Iterator[Flask]:
    """The site."""
    made = create_app(settings, finder=directory, register=register)
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def rosa(app: Flask) -> FlaskClient:
    """Rosa's browser."""
    return app.test_client()
