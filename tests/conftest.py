"""What every room's tests share: the databases, and one browser (a process may drive only one at a time)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import start_chromium
from tests.compiled_pages import compile_pages_once
from tests.postgres.databases import Databases, databases
from tests.stores import Addresses, on_which

MARKERS = (
    "postgres: the part of a test that runs on PostgreSQL; `make test` runs it, `make test-quick` does not",
    "stores(*names): the databases a test of data runs on, where it is not sqlite and postgresql",
)


def pytest_configure(config: pytest.Config) -> None:
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    compile_pages_once()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whatever opens a store, however far down, runs once on each database."""
    if "backend" in metafunc.fixturenames:
        metafunc.parametrize("backend", on_which(metafunc), indirect=True)


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """Which database this run of the test is on: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture(scope="session")
def on_server() -> Iterator[Databases]:
    """A real PostgreSQL server, started when the first test asks for it."""
    with databases() as made:
        yield made


@pytest.fixture
def addresses(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Addresses]:
    """Where new stores are made, on the database of this run; they are taken away after the test."""
    made = Addresses.on(backend, request, tmp_path / "var")
    yield made
    made.take_away()


@pytest.fixture
def directory_url(addresses: Addresses) -> str:
    """A directory with its tables and nothing in them."""
    return addresses.with_tables("directory")


@pytest.fixture
def contacts_url(addresses: Addresses) -> str:
    """A contacts store with its tables and nothing in them."""
    return addresses.with_tables("contacts")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    with sync_playwright() as playwright:
        started = start_chromium(playwright)
        yield started
        started.close()
