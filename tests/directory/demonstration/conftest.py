"""The demonstration's rows, expanded once for all tests of this folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from directory.demonstration.expand import demonstration_feed
from directory.helplines.expand import helplines_feed

SHARED = Path(__file__).parents[3].parent / "shared"
SCHEMA = SHARED / "oruk" / "uk-profile" / "schema" / "compiled" / "service.json"


@pytest.fixture(scope="session")
def services() -> list[dict[str, Any]]:
    return demonstration_feed()


@pytest.fixture(scope="session")
def helplines() -> list[dict[str, Any]]:
    return helplines_feed()


@pytest.fixture(scope="session")
def service_schema() -> dict[str, Any]:
    if not SCHEMA.exists():
        pytest.skip("Open Referral UK's schema lies in ../shared, which is not here")
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return schema
