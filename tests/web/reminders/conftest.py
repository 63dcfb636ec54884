"""A directory with old entries, a post office, and settings that lead to both."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from directory.database import open_engine, session_factory
from directory.freshness.keeper import Keeper
from tests.directory.freshness.conftest import Clock, Desk
from tests.web.mail.post_office import PostOffice, open_post_office
from web.settings import WebSettings


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(directory_url: str, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    engine = open_engine(directory_url)
    yield Desk(session_factory(engine), tmp_path, clock)
    engine.dispose()


@pytest.fixture
def keeper(desk: Desk) -> Keeper:
    return desk.keeper


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_post_office() as opened:
        yield opened


@pytest.fixture
def settings(settings: WebSettings, office: PostOffice) -> WebSettings:
    return replace(settings, mail=office.mail, public_url="https://signpost.example.org")
