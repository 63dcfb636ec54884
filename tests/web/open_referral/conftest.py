"""A site that gives out the demonstration directory, read by programs alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from directory.database import SessionFactory
from directory.postcode_index import PostcodeIndex, build_postcode_index
from tests.directory.exporting.stores import close, demonstration, new_store, publisher
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
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SessionFactory]:
    """The demonstration, which no test may change."""
    sessions = new_store(tmp_path_factory.mktemp("shown"))
    demonstration(sessions)
    yield sessions
    close(sessions)


@pytest.fixture(scope="session")
def open_site(
    tmp_path_factory: pytest.TempPathFactory, shown: SessionFactory, postcodes: PostcodeIndex
) -> Iterator[Flask]:
    """One for all tests: reading changes nothing."""
    environ = {"VAR_DIR": str(tmp_path_factory.mktemp("var")), "LIMIT_OPEN_DATA": "1000000 per minute"}
    made = create_app(WebSettings.from_env(environ), publisher=publisher(shown, postcodes))
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def get(open_site: Flask) -> Get:
    """What version 3 answers at a path, as JSON; the status has to be 200."""

    def ask(path: str, **query: Any) -> Any:
        answer = open_site.test_client().get(f"/open-referral/v3{path}", query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    return ask
