"""Version 1: its envelope, its words for the same facts, and its parameters."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from directory.database import SessionFactory
from directory.importing import import_file
from directory.openreferral.service import read_service
from tests.directory.exporting.stores import close, new_store, publisher
from tests.directory.feeds import v3_location, v3_service, write_feed
from tests.stores import Addresses
from tests.web.open_referral.conftest import Get
from web.app import create_app
from web.settings import WebSettings


@pytest.fixture
def ask(open_site: Flask) -> Get:
    def services(**query: Any) -> Any:
        answer = open_site.test_client().get("/open-referral/v1/services", query_string=query)
        assert answer.status_code == 200, answer.text
        return answer.json

    return services


@pytest.fixture
def one(settings: WebSettings, tmp_path: Path, addresses: Addresses) -> Iterator[Any]:
    """A service with everything, as version 1 says it."""
    sessions: SessionFactory = new_store(addresses)
    at_hall = {"id": "s9", "freq": "WEEKLY", "byday": "FR", "opens_at": "10:00", "closes_at": "11:00"}
    links = [{"id": "sal1", "location": v3_location(), "schedules": [at_hall]}]
    areas = [{"id": "ar1", "name": "Eastmere"}]
    feed = [v3_service("a", service_at_locations=links, service_areas=areas, attending_type="Telephone")]
    import_file(sessions, write_feed(tmp_path, feed))
    made = create_app(settings, publisher=publisher(sessions))
    yield made.test_client().get("/open-referral/v1/services/a").json
    made.extensions["signpost"].store.close()
    close(sessions)


def test_it_works(ask: Get) -> None:
    page = ask(per_page=10, page=2)
    assert (page["number"], page["size"], page["first"], page["last"], page["empty"]) == (
        2,
        10,
        False,
        False,
        False,
    )
    assert page["totalPages"] == -(-page["totalElements"] // 10)
    assert len(page["content"]) == 10


def test_the_words_of_version_1(one: Any) -> None:
    assert one["eligibilitys"] == [{"id": "a", "minimum_age": 55}]
    assert one["attending_type"] == "phone"
    assert [each["byday"] for each in one["regular_schedules"]] == ["TU"]
    assert one["service_areas"] == [{"id": "ar1", "service_area": "Eastmere"}]
    assert one["languages"] == [{"id": "l1", "language": "Polish", "code": "pl"}]
    assert one["service_taxonomys"][0]["taxonomy"] == {
        "id": "t1",
        "name": "Lunch clubs",
        "vocabulary": "Local",
    }
    numbers = [phone["number"] for contact in one["contacts"] for phone in contact["phones"]]
    assert numbers == ["01632 960123", "01632 960124"]
    (link,) = one["service_at_locations"]
    assert [each["byday"] for each in link["regular_schedules"]] == ["FR"]
    assert link["location"]["physical_addresses"][0]["address_1"] == "1 Green Lane"
    assert link["location"]["accessibility_for_disabilities"][0]["accessibility"] == "Step-free entrance"


def test_our_own_reader_understands_it(one: Any) -> None:
    read = read_service(one)
    assert read.service["minimum_age"] == 55
    assert [row["number"] for row in read.parts["phone"]] == ["01632 960123", "01632 960124"]
    assert [row["byday"] for row in read.parts["schedule"]] == ["TU", "FR"]
    assert read.locations[0].location["latitude"] == 53.552


def test_lists_of_values_are_met_by_any_one(ask: Get) -> None:
    def found(**query: Any) -> set[str]:
        return {each["id"] for each in ask(per_page=1000, **query)["content"]}

    monday, friday = found(day="Monday"), found(day="FR")
    assert found(day=["Monday", "Friday"]) == monday | friday > monday
    assert found(start_time=["09:00", "14:00"]) == found(start_time="09:00") != found(start_time="14:00")
    lonely, falls = found(need="loneliness"), found(need="falls")
    assert found(need=["loneliness", "falls"]) == found(need="loneliness,falls") == lonely | falls
    assert found(vocabulary="Signpost needs") >= lonely
    assert found(text="carer", day="Monday") == found(text="carer") & monday
    assert found(coverage="BS5 6AA") == found(postcode="BS5 6AA") < found()
    assert 0 < len(found(postcode="DN15 6NL", proximity=1000)) < len(found(postcode="DN15 6NL"))


def test_a_wrong_parameter_is_refused(open_site: Flask) -> None:
    answer = open_site.test_client().get("/open-referral/v1/services?start_time=noon")
    assert (answer.status_code, answer.json["error"]["fields"][0]["field"]) == (400, "start_time")
