"""Whatever a program may send is answered as the OpenAPI document says, never with a fault of ours."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

pytestmark = pytest.mark.slow  # hundreds of questions to each endpoint
# What a program that has read a list would ask next; the rest of the time it asks anything.
KNOWN_POSTCODE = "DN15 6NL"
PATHS = (
    "/",
    "/services",
    "/services/{id}",
    "/service_at_locations",
    "/service_at_locations/{id}",
    "/organizations",
    "/organizations/{id}",
    "/taxonomies",
    "/taxonomies/{id}",
    "/taxonomy_terms",
    "/taxonomy_terms/{id}",
)
WITHOUT_PARAMETERS = {"/"}  # nothing there that could be wrong


@pytest.fixture
def described(open_site: Flask) -> Any:
    schema = schemathesis.openapi.from_wsgi("/open-referral/v3/openapi.json", open_site)

    @schema.hook
    def map_query(_context: Any, query: Any) -> Any:
        """A distance needs a postcode to start from: the one rule here that OpenAPI cannot say."""
        if query and "postcode" not in query:
            query.pop("proximity", None)
        return query

    return schema


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value
)
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described: Any, path: str, mode: GenerationMode) -> None:
    if mode is GenerationMode.NEGATIVE and path in WITHOUT_PARAMETERS:
        return

    known = known_id(described.app, path)

    @settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            meet(case, known)
        case.call_and_validate()  # all of schemathesis's checks

    ask()


def known_id(site: Flask, path: str) -> str | None:
    """An id that the list beside this path gives out."""
    if not path.endswith("/{id}"):
        return None
    listed = site.test_client().get(f"/open-referral/v3{path.removesuffix('/{id}')}").json
    found: str = listed["contents"][0]["id"]
    return found


def meet(case: Any, known: str | None) -> None:
    """Half of the time an id or a postcode that exists: else every answer would be that there is none."""
    if known and len(case.path_parameters["id"]) % 2:
        case.path_parameters["id"] = known
    if case.query and len(str(case.query.get("postcode", "x"))) % 2 == 0:
        case.query["postcode"] = KNOWN_POSTCODE


def test_no_path_is_left_out(described: Any) -> None:
    assert {operation.ok().path for operation in described.get_all_operations()} == set(PATHS)
