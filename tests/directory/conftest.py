"""A real directory for each test, on each database, and where the shared data lies."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory.database import SessionFactory, open_engine, session_factory
from directory.postcode_index import PostcodeIndex, build_postcode_index
from tests.directory.tables import hsds_tables, zip_of

SHARED = Path(__file__).parents[2].parent / "shared"


@pytest.fixture
def engine(directory_url: str) -> Iterator[Engine]:
    engine = open_engine(directory_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> SessionFactory:
    return session_factory(engine)


@pytest.fixture(scope="session")
def north_lincolnshire() -> Path:
    path = SHARED / "data" / "nlincs" / "services.json"
    if not path.exists():
        pytest.skip("the North Lincolnshire feed lies in ../shared, which is not here")
    return path


@pytest.fixture(scope="session")
def buckinghamshire() -> Path:
    path = SHARED / "data" / "bucks" / "services_page1.json"
    if not path.exists():
        pytest.skip("the Outpost page lies in ../shared, which is not here")
    return path


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> PostcodeIndex:
    """The build folder that `make` has filled, else one made for this session."""
    project = Path(__file__).parents[2] / "build"
    build_dir = project if project.is_dir() else tmp_path_factory.mktemp("build")
    build_postcode_index(build_dir)
    return PostcodeIndex.open(build_dir)


@pytest.fixture
def zipped_tables() -> bytes:
    """A small HSDS datapackage of one service."""
    return zip_of(hsds_tables())
