"""Our checker says of the official mocks what the official validator says: Pass, Warn and Fail."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from directory.cli import main
from directory.exceptions import FeedUnreadable
from directory.validate_command import check_address, check_file
from directory.validating.findings import Verdict
from tests.directory.conftest import SHARED
from tests.directory.validating.mock_api import serving

MOCKS = SHARED / "oruk" / "validator" / "Mocks"
SAMPLE = SHARED / "oruk" / "oruk-site" / "validator-sample-fail.json"
pytestmark = pytest.mark.skipif(not MOCKS.is_dir(), reason="the validator's mocks lie in ../shared, not here")


@pytest.mark.parametrize(
    ("mock", "verdict"),
    [
        ("V3.0-UK-Default", Verdict.PASS),
        ("V3.0-UK-Warn", Verdict.WARN),
        ("V3.0-UK-Fail", Verdict.FAIL),
    ],
)
def test_the_verdict_is_the_official_one(mock: str, verdict: Verdict) -> None:
    with serving(MOCKS / mock) as address:
        report = check_address(address)
    assert report.verdict is verdict, [str(each) for each in report.findings]
    assert report.asked[:2] == ("/", "/services")
    assert len(report.asked) >= 9


def test_it_finds_what_the_official_report_of_the_failing_mock_names() -> None:
    with serving(MOCKS / "V3.0-UK-Fail") as address:
        found = [str(each) for each in check_address(address).findings]
    for place, words in [
        ("/ openapi_url", "no uri"),
        ("/ profile", "missing"),
        ("/services contents[0].url", "no uri"),
        ("/services contents[0].email", "no email"),
        ("/services contents[0]", "name missing"),
        ("/services size", "is 1 where it should be 4"),
        ("/services/ac148810-d857-441c-9679-408f346de14b url", "no uri"),
        ("/taxonomy_terms/0bc248fa-dc27-4650-9ba4-8f1a24ef16a2", "description missing"),
        ("/service_at_locations?page=2 first_page", "is True where it should be False"),
    ]:
        assert [line for line in found if place in line and words in line], (place, found)


def official_failures() -> set[str]:
    suites = json.loads(SAMPLE.read_text("utf-8"))["testSuites"]
    return {
        test["endpoint"].partition("/fail")[2]
        for suite in suites
        for test in suite["tests"]
        if not test["success"]
    }


def test_it_faults_the_same_endpoints_as_the_official_report() -> None:
    with serving(MOCKS / "V3.0-UK-Fail") as address:
        report = check_address(address)
    faulted = {_endpoint(each.endpoint) for each in report.findings}
    assert official_failures() <= faulted


def _endpoint(path: str) -> str:
    bare = path.partition("?")[0]
    return bare if bare.count("/") < 2 else f"{bare.rpartition('/')[0]}/"


def test_html_in_place_of_json_fails() -> None:
    with serving(MOCKS / "V3.0-UK-Default", broken="/services") as address:
        report = check_address(address)
    assert report.verdict is Verdict.FAIL
    assert "no JSON" in " ".join(map(str, report.findings))


def test_a_missing_optional_endpoint_is_a_warning(tmp_path: Path) -> None:
    copytree(MOCKS / "V3.0-UK-Default", tmp_path / "mock")
    (tmp_path / "mock" / "taxonomy_list.json").unlink()
    with serving(tmp_path / "mock") as address:
        report = check_address(address)
    assert report.verdict is Verdict.WARN
    assert "/taxonomies: answered 404" in " ".join(map(str, report.findings))


def test_a_closed_door_for_websites_is_a_warning() -> None:
    with serving(MOCKS / "V3.0-UK-Default", cors=None) as address:
        assert check_address(address).verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"size": 2}, "size: is 2 where it should be 1"),
        ({"first_page": False}, "first_page: is False"),
        ({"empty": True}, "empty: is True"),
        ({"total_pages": "1"}, "total_pages: is not a int"),
        ({"contents": None}, "contents: is not a list"),
    ],
)
def test_an_envelope_that_contradicts_itself_fails(tmp_path: Path, change: Any, words: str) -> None:
    page = json.loads((MOCKS / "V3.0-UK-Default" / "service_list.json").read_text("utf-8"))
    path = tmp_path / "page.json"
    path.write_text(json.dumps({**page, **change}), "utf-8")
    report = check_file(path)
    assert report.verdict is Verdict.FAIL
    assert words in " ".join(map(str, report.findings))


def test_an_id_that_is_no_uuid_is_a_warning(tmp_path: Path) -> None:
    page = json.loads((MOCKS / "V3.0-UK-Default" / "service_list.json").read_text("utf-8"))
    page["contents"][0]["id"] = "club-1"
    path = tmp_path / "page.json"
    path.write_text(json.dumps(page), "utf-8")
    assert check_file(path).verdict is Verdict.WARN


def test_the_command_says_the_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(MOCKS / "V3.0-UK-Default" / "service_list.json")]) == 0
    assert capsys.readouterr().out == "Pass: 1 asked, 0 findings.\n"
    assert main(["validate", str(MOCKS / "V3.0-UK-Fail" / "service_list.json")]) == 1
    assert "Fail: 1 asked" in capsys.readouterr().out


def test_nothing_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FeedUnreadable, match="cannot be read: no such file"):
        check_file(tmp_path / "none.json")
    with pytest.raises(FeedUnreadable, match="Nothing answers at"):
        check_address("http://127.0.0.1:9")
