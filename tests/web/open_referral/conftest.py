"""A site that gives out the demonstration directory, read by programs alone."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from directory.database import SessionFactory
from directory.postcode_index import PostcodeIndex, build_postcode_index
from tests.directory.exporting.stores import close, demonstration, new_store, publisher
from tests.stores import Addresses
from web.app import create_app
from web.settings import WebSettings

Get = Callable[..., Any]


@pytest.fixture(scope="session")
def postcodes(tmp_path_factory: pytest.TempPathFactory) -> PostcodeIndex:
    project = Path(__file__).parents[3] / "build"
    build_dir = project if project.is_dir() else tmp_path_factory.mktemp("build")
    build_postcode_index(build_dir)
    return PostcodeIndex.open(build_dir)


@pytest.fixture(scope="session")
def shown_on(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], SessionFactory]]:
    """The demonstration on one database or the other, taken in once on each."""
    made: list[SessionFactory] = []

    @cache
    def shown_on(backend: str) -> SessionFactory:
        addresses = Addresses.on(backend, request, tmp_path_factory.mktemp("shown"))
        sessions = new_store(addresses)
        demonstration(sessions)
        made.append(sessions)
        return sessions

    yield shown_on
    close(*made)


@pytest.fixture
def shown(backend: str, shown_on: Callable[[str], SessionFactory]) -> SessionFactory:
    """The demonstration, which no test may change."""
    return shown_on(backend)


@pytest.fixture(scope="session")
def sites(
    tmp_path_factory: pytest.TempPathFactory,
    shown_on: Callable[[str], SessionFactory],
    postcodes: PostcodeIndex,
) -> Iterator[Callable[[str], Flask]]:
    """One over each demonstration, for all tests: reading changes nothing."""
    made: list[Flask] = []

    @cache
    def site_on(backend: str) -> Flask:
        environ = {"VAR_DIR": str(tmp_path_factory.mktemp("var")), "LIMIT_OPEN_DATA": "1000000 per minute"}
        site = create_app(WebSettings.from_env(environ), publisher=publisher(shown_on(backend), postcodes))
        made.append(site)
        return site

    yield site_on
    for site in made:
        site.extensions["signpost"].store.close()


@pytest.fixture
def open_site(backend: str, sites: Callable[[str], Flask]) -> Flask:
    """The site that gives the demonstration out."""
    return sites(backend)


@pytest.fixture
def get(open_site: Flask) -> Get:
    """What version 3 answers at a path, as JSON; the status has to be 200."""

    def ask(path: str, **query: Any) -> Any:
        answer = open_site.test_client().get(f"/open-referral/v3{path}", query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    return ask
