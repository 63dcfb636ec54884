"""What every endpoint answers is valid: by the official validator's own schemas, and by our checker."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask

from directory.database import SessionFactory
from directory.importing import import_file
from directory.validating.api import Answer, check_api
from directory.validating.findings import Verdict
from directory.validating.formats import FORMATS
from tests.directory.conftest import SHARED
from tests.directory.exporting.stores import close, demonstration, guess, new_store, publisher
from tests.stores import Addresses
from web.app import create_app
from web.settings import WebSettings

SCHEMAS = SHARED / "oruk" / "validator" / "Schemas"
FEEDS = {
    "demonstration": None,
    "nlincs": SHARED / "data" / "nlincs" / "services.json",
    "bucks": SHARED / "data" / "bucks" / "services_page1.json",
}
# Of each list: its schema, and that of a record by itself.
LISTS = {
    "services": ("service_list", "service"),
    "service_at_locations": ("service_at_location_list", "service_at_location"),
    "organizations": (None, "organization"),  # the validator's file for the list describes one record
    "taxonomies": ("taxonomy_list", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term_list", "taxonomy_term"),
}
pytestmark = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the validator's schemas lie in ../shared, not here"
)


@pytest.fixture(
    scope="module", params=["bucks", "demonstration", pytest.param("nlincs", marks=pytest.mark.slow)]
)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Each feed's name with a store that holds it."""
    sessions = new_store(Addresses(None, tmp_path_factory.mktemp(request.param)))
    feed: Path | None = FEEDS[request.param]
    if feed is None:
        demonstration(sessions)
    else:
        import_file(sessions, feed, label=guess)
    yield request.param, sessions
    close(sessions)


@pytest.fixture
def site(settings: WebSettings, filled: tuple[str, SessionFactory]) -> Iterator[Flask]:
    made = create_app(settings, publisher=publisher(filled[1]))
    yield made
    made.extensions["signpost"].store.close()


@cache
def checker(version: str, name: str, ids_are_uuids: bool) -> Any:
    """The validator's own schema, made strict: the formats are looked at, which its text leaves open."""
    folder = SCHEMAS / version
    text = (folder / f"{name}.json").read_text("utf-8")
    schema = json.loads(
        text, object_hook=lambda each: checker_schema(folder, each["$ref"]) if "$ref" in each else each
    )
    known = jsonschema.FormatChecker(formats=())
    for form, is_sound in FORMATS.items():
        if form != "uuid" or ids_are_uuids:
            known.checks(form)(is_sound)
    return jsonschema.Draft202012Validator(schema, format_checker=known)


def checker_schema(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def faults(answer: Any, *schema: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:100]}" for error in checker(*schema).iter_errors(answer)][
        :10
    ]


def test_every_endpoint_of_version_3(site: Flask, filled: tuple[str, SessionFactory]) -> None:
    # This council's feed numbers its services from 1, and ids stay what they are.
    has_uuids = filled[0] != "bucks"
    ask = site.test_client().get
    assert faults(ask("/open-referral/v3/").json, "V3.0-UK", "api_details", has_uuids) == []
    for path, (of_list, of_record) in LISTS.items():
        for query in ("per_page=1000", "per_page=1000&full=true"):
            page = ask(f"/open-referral/v3/{path}?{query}").json
            assert page["contents"] or (path, filled[0]) == ("service_at_locations", "nlincs")
            assert of_list is None or faults(page, "V3.0-UK", of_list, has_uuids) == []
            for record in page["contents"] if "full" in query or of_list is None else ():
                assert faults(record, "V3.0-UK", of_record, has_uuids) == []
        for record in page["contents"][:20]:
            alone = ask(f"/open-referral/v3/{path}/{record['id']}").json
            assert faults(alone, "V3.0-UK", of_record, has_uuids) == []


def test_version_1(site: Flask, filled: tuple[str, SessionFactory]) -> None:
    page = site.test_client().get("/open-referral/v1/services?per_page=1000").json
    # Version 1 wants an organisation for every service; this council's page names none, and none is made up.
    without = [each for each in page["content"] if "organization" not in each]
    assert len(without) == (10 if filled[0] == "bucks" else 0)
    page["content"] = [each for each in page["content"] if each not in without]
    found = faults(page, "V1.0-UK", "service_list", filled[0] != "bucks")
    assert [fault for fault in found if filled[0] != "bucks" or ".organization.id: '" not in fault] == []
    for record in page["content"][:20]:
        alone = site.test_client().get(f"/open-referral/v1/services/{record['id']}").json
        assert alone == record
        assert filled[0] == "bucks" or faults(alone, "V1.0-UK", "service", True) == []


def test_our_checker_passes_our_own_api(site: Flask, filled: tuple[str, SessionFactory]) -> None:
    def ask(path: str) -> Answer:
        answer = site.test_client().get(f"/open-referral/v3{path}")
        return Answer(answer.status_code, answer.json, answer.headers["Access-Control-Allow-Origin"] == "*")

    report = check_api(ask)
    found = [str(each) for each in report.findings]
    expected = Verdict.WARN if filled[0] == "bucks" else Verdict.PASS
    assert report.verdict is expected, found
    assert all("is no uuid" in line for line in found)
    assert len(report.asked) >= 9
