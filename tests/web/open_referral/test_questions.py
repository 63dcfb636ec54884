"""Each parameter narrows as it says, together they narrow to what meets all, nonsense is refused."""

from typing import Any

import pytest
from flask import Flask

from directory.openreferral import own_needs
from directory.places import distance_km
from directory.postcode_index import PostcodeIndex
from tests.web.open_referral.conftest import Get


@pytest.fixture
def every(get: Get) -> list[dict[str, Any]]:
    """All services, whole."""
    found: list[dict[str, Any]] = get("/services", full="true", per_page=1000)["contents"]
    return found


def ids(records: Any) -> set[str]:
    return {record["id"] for record in records}


def asked(get: Get, **query: Any) -> set[str]:
    return ids(get("/services", per_page=1000, **query)["contents"])


def text_of(service: dict[str, Any]) -> str:
    terms = [
        each["taxonomy_term"]["name"]
        for each in service["attributes"]
        if not each["link_type"].startswith("need_")
    ]
    return " ".join(
        [service["name"], service["description"], service["organization"]["name"], *terms]
    ).lower()


@pytest.mark.parametrize("search", ["carer", "CARER group", "Mereside", "lunch 100%", "_", "carers' centre"])
def test_search(get: Get, every: Any, search: str) -> None:
    words = search.lower().split()
    expected = {each["id"] for each in every if all(word in text_of(each) for word in words)}
    assert asked(get, search=search) == expected


def test_a_search_shows_first_what_has_it_in_the_name(get: Get) -> None:
    names = [each["name"].lower() for each in get("/services", search="carers", per_page=1000)["contents"]]
    named = ["carers" in name for name in names]
    assert True in named and False in named and named == sorted(named, reverse=True)


def test_modified_after(get: Get, every: Any) -> None:
    for moment in ("2026-10-01T00:00:00Z", "2026-10-01", "2026-10-01T01:00:00 01:00"):
        expected = {each["id"] for each in every if each.get("last_modified", "") >= "2026-10-01"}
        assert asked(get, modified_after=moment) == expected
    assert asked(get, modified_after="9999-12-31T23:59:59-23:59") == set()


def test_terms_and_taxonomies(get: Get, every: Any) -> None:
    carries = {each["id"]: {one["taxonomy_term_id"] for one in each["attributes"]} for each in every}
    for term in (own_needs.term_id("loneliness"), next(iter(carries[every[0]["id"]]))):
        assert asked(get, taxonomy_term_id=term) == {key for key, terms in carries.items() if term in terms}
    lists = {
        each["id"]: {one["taxonomy_term"]["taxonomy_id"] for one in each["attributes"]} for each in every
    }
    for taxonomy in {name for names in lists.values() for name in names}:
        found = asked(get, taxonomy_id=taxonomy)
        assert found == {key for key, names in lists.items() if taxonomy in names}
    assert asked(get, taxonomy_term_id="no-such-term") == asked(get, taxonomy_id="no-such-list") == set()


def test_organisation_and_ages(get: Get, every: Any) -> None:
    runs = every[0]["organization_id"]
    assert asked(get, organization_id=runs) == {
        each["id"] for each in every if each["organization_id"] == runs
    }
    old = {each["id"] for each in every if each.get("minimum_age", -1) >= 60}
    young = {each["id"] for each in every if each.get("maximum_age", 999) <= 25}
    assert asked(get, minimum_age=60) == old != set()
    assert asked(get, maximum_age=25) == young != set()


def open_when(service: dict[str, Any], day: str, start: str, end: str) -> bool:
    return any(
        any(part.endswith(day) for part in row.get("byday", "").split(","))
        and row.get("opens_at", "") >= start
        and row.get("closes_at", "99") <= end
        for row in service.get("schedules", [])
    )


def test_one_schedule_has_to_meet_day_and_times(get: Get, every: Any) -> None:
    expected = {each["id"] for each in every if open_when(each, "TU", "13:00", "16:00")}
    assert expected
    for day in ("TU", "Tuesday", "tuesday"):
        assert asked(get, day=day, start_time="13:00", end_time="16:00") == expected


@pytest.mark.parametrize("metres", [500, 3000, 20_000, 100_000])
def test_proximity_is_true_to_the_sphere(get: Get, postcodes: PostcodeIndex, metres: int) -> None:
    here = postcodes.locate("DN15 6NL")
    assert here
    links = get("/service_at_locations", per_page=1000)["contents"]
    away = {
        each["id"]: distance_km(here, (each["location"]["latitude"], each["location"]["longitude"])) * 1000
        for each in links
        if "latitude" in each["location"]
    }
    found = ids(get("/service_at_locations", per_page=1000, postcode="dn156nl", proximity=metres)["contents"])
    assert {key for key, far in away.items() if far <= metres * 0.999} <= found
    assert found <= {key for key, far in away.items() if far <= metres * 1.001}


def test_a_postcode_of_another_council_leaves_out_what_is_ours_alone(get: Get, every: Any) -> None:
    ours = {
        each["id"]
        for each in every
        if each.get("service_areas") and all("Eastmere" in area["name"] for area in each["service_areas"])
    }
    assert ours
    assert asked(get, postcode="DN15 6NL") == ids(every)
    assert asked(get, postcode="BS5 6AA") == asked(get, postcode="BS5") == ids(every) - ours


def test_all_parameters_must_be_met_at_once(get: Get) -> None:
    queries: list[dict[str, Any]] = [
        {"search": "carer"},
        {"modified_after": "2026-06-01"},
        {"day": "MO"},
        {"taxonomy_id": own_needs.TAXONOMY_ID},
        {"postcode": "DN15 6NL", "proximity": 15_000},
    ]
    alone = [asked(get, **query) for query in queries]
    together = asked(get, **{key: value for query in queries for key, value in query.items()})
    assert together == set.intersection(*alone) != set()
    assert all(together < found for found in alone)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page=0", "page"),
        ("page=x", "page"),
        ("page=1&page=2", "page"),
        ("per_page=1001", "per_page"),
        ("per_page=", "per_page"),
        ("full=yes", "full"),
        ("modified_after=yesterday", "modified_after"),
        ("modified_after=2026-02-30", "modified_after"),
        ("minimum_age=nan", "minimum_age"),
        ("minimum_age=-1", "minimum_age"),
        ("maximum_age=old", "maximum_age"),
        ("start_time=25:00", "start_time"),
        ("day=someday", "day"),
        ("taxonomy_id=", "taxonomy_id"),
        (f"search={'x' * 301}", "search"),
        ("proximity=100", "proximity"),
        ("postcode=DN15&proximity=1e9", "proximity"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(open_site: Flask, query: str, field: str) -> None:
    answer = open_site.test_client().get(f"/open-referral/v3/services?{query}")
    error = answer.json["error"]
    assert (answer.status_code, error["code"], error["fields"][0]["field"]) == (
        400,
        "invalid_parameter",
        field,
    )
    assert error["message"].startswith(f"The parameter {field} cannot be read: it ")


def test_a_postcode_that_does_not_exist_says_so(open_site: Flask) -> None:
    answer = open_site.test_client().get("/open-referral/v3/services?postcode=ZZ99+9ZZ")
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "postcode_unknown")


def test_a_parameter_that_nobody_named_is_passed_over(get: Get) -> None:
    assert get("/services", fashion="new", per_page=3) == get("/services", per_page=3)


def test_organisations_and_terms_can_be_searched(get: Get) -> None:
    names = [each["name"] for each in get("/organizations", search="carers", per_page=1000)["contents"]]
    assert "Mereside Carers" in " ".join(names) and len(names) < 20
    assert get("/taxonomy_terms", search="lonely cut")["contents"][0]["code"] == "loneliness"
    assert get("/taxonomy_terms", parent_id="nothing")["empty"]
    assert get("/taxonomy_terms", top_only="true")["total_items"] > 45
