"""What a caller says is heard while it is typed: under 150 ms of one core, 10,000 services."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from bot.understand import Understander
from directory.finder import Finder
from tests.directory.browsing.invented import COUNCIL, invented
from tests.directory.recogniser import BUILD, trained_recogniser
from tests.web.adviser.call.conftest import OnTheLine
from tests.web.public_directory.test_speed import SERVICES, Invented
from tests.yardstick import slowness
from web.app import create_app
from web.settings import WebSettings

# It may have to train, and makes ten thousand services.
pytestmark = [pytest.mark.slow, pytest.mark.alone]

LONGEST = 0.150  # seconds
NOTED = (
    "My mum is eighty-four and she keeps falling.",
    "She lives on her own in Brigholm since dad died.",
    "We tried a lunch club, but it was too far away.",
    "She used to love the garden and cannot get out any more.",
    "I ring her every day and I am getting worn out.",
    "She leaves the gas on, it frightens me.",
    "What she wants most is to stay in her own home.",
    "Nobody comes to see her but a neighbour with a dog.",
    "I would like somebody to ring me about it.",
)


@pytest.fixture(scope="module")
def finder() -> Finder:
    """The directory at its largest."""
    store = Invented(invented(SERVICES))
    return Finder(trained_recogniser(), store, None, "E06000013", COUNCIL, today=lambda: date(2026, 6, 1))


@pytest.fixture(scope="module")
def understander(finder: Finder) -> Understander:
    """Everything that ships; `finder` has seen to it that it is trained."""
    return Understander.load(BUILD)


@pytest.fixture
def app(settings: WebSettings, understander: Understander, finder: Finder) -> Iterator[Flask]:
    """The site, without Rasa."""
    site = create_app(settings, understander=understander, finder=finder, rasa=None)
    yield site
    site.extensions["signpost"].store.close()


def test_each_pause_in_typing_is_answered_in_time(grace: OnTheLine) -> None:
    """Typed line by line, each in three pauses; processor time counts, and the two slowest are left out.

    The page of a long call takes no longer than that of a short one, since only what is new is understood.
    """
    grace.type(NOTED[0])  # the first opens what is opened once
    took = []
    for number in range(1, len(NOTED)):
        line = NOTED[number]
        for share in (len(line) // 3, 2 * len(line) // 3, len(line)):
            notes = "\n".join((*NOTED[:number], line[:share]))
            page = grace.page()
            began = time.process_time()
            assert grace.type(notes, page).status_code == 200
            took.append(time.process_time() - began)
    took.sort()
    longest = LONGEST * slowness()
    assert took[len(took) // 2] < longest, took
    assert took[-3] < longest, took


def test_the_panel_is_not_empty(grace: OnTheLine) -> None:
    assert 'class="fit"' in grace.type("\n".join(NOTED)).get_json()["live"]
