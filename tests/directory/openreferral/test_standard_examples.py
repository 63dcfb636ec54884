"""The standard's own examples and the validator's cases: services are read, anything else is told apart."""

from pathlib import Path

import pytest

from directory.exceptions import FeedUnreadable
from directory.openreferral.feed import read_feed
from directory.openreferral.rows import read_feed_file
from tests.directory.conftest import SHARED

ORUK = SHARED / "oruk"
MOCKS = ORUK / "validator" / "Mocks"
SERVICES = [
    *(
        ORUK / where / f"{name}.json"
        for where in ("hsds-3.0/examples", "uk-profile/examples")
        for name in ("service_full", "service_list")
    ),
    *(
        MOCKS / f"V3.0-UK-{kind}" / f"{name}.json"
        for kind in ("Default", "Test", "Warn")
        for name in ("service_full", "service_list")
    ),
]
# Lists of other things, some with ids and names like services.
OTHERS = [
    ("taxonomy_list", "it is a taxonomy, not a service"),
    ("taxonomy_term_list", "it is a taxonomy's term, not a service"),
    ("organization_list", "it is an organisation, not a service"),
    ("service_at_location_list", "it has no name"),
]


@pytest.fixture(autouse=True)
def there() -> None:
    if not ORUK.is_dir():
        pytest.skip("the standard's examples lie in ../shared, which is not here")


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: "/".join(path.parts[-2:]))
def test_services_are_read(path: Path) -> None:
    feed = read_feed(read_feed_file(path).rows)
    assert feed.records
    assert {bad.reason for bad in feed.rejected} <= {"it has the same id as entry 1"}
    assert all(record.id and record.service["name"] for record in feed.records)


@pytest.mark.parametrize("name", ["service_full", "service_list"])
def test_the_validators_failing_cases_do_no_harm(name: str) -> None:
    """They lack ids or names in places: a reason each, and no fall."""
    feed = read_feed(read_feed_file(MOCKS / "V3.0-UK-Fail" / f"{name}.json").rows)
    assert feed.records or feed.rejected
    assert all(bad.reason for bad in feed.rejected)


@pytest.mark.parametrize(("name", "reason"), OTHERS)
def test_lists_of_other_things_give_no_services(name: str, reason: str) -> None:
    feed = read_feed(read_feed_file(MOCKS / "V3.0-UK-Default" / f"{name}.json").rows)
    assert feed.records == ()
    assert {bad.reason for bad in feed.rejected} == {reason}


def test_the_root_of_an_api_is_no_feed() -> None:
    with pytest.raises(FeedUnreadable, match="not a list of services"):
        read_feed_file(MOCKS / "V3.0-UK-Default" / "api_details.json")
