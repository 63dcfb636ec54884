"""Every endpoint of version 3 answers, its pages fit together, and what is not public is nowhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from directory.database import SessionFactory, begin_writing
from directory.demonstration.expand import demonstration_feed
from directory.importing import import_file
from directory.models.location import Address
from directory.models.service import Service, Status
from directory.openreferral import own_needs
from tests.directory.exporting.stores import close, demonstration, new_store, publisher
from tests.directory.feeds import v3_location, v3_service, write_feed
from tests.stores import Addresses
from tests.web.open_referral.conftest import Get
from web.app import create_app
from web.settings import WebSettings

LISTS = ("/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms")


def test_it_works(get: Get) -> None:
    about = get("/")
    assert about["version"] == "HSDS-UK-3.0"
    assert about["openapi_url"] == "http://localhost/open-referral/v3/openapi.json"
    assert get("")["profile"] == about["profile"]
    assert get("/openapi.json")["servers"] == [{"url": "http://localhost/open-referral/v3"}]


@pytest.mark.parametrize("path", LISTS)
def test_the_pages_of_a_list_fit_together(get: Get, path: str) -> None:
    whole = get(path, per_page=1000)
    assert whole["first_page"] and whole["last_page"] and not whole["empty"]
    size = max(1, whole["total_items"] // 3)
    pages = [get(path, per_page=size, page=number) for number in range(1, 6)]
    ids = [record["id"] for page in pages for record in page["contents"]]
    assert ids == [record["id"] for record in whole["contents"]]
    assert len(ids) == len(set(ids)) == whole["total_items"]
    behind = get(path, per_page=size, page=900)
    assert (behind["empty"], behind["size"], behind["last_page"]) == (True, 0, True)


@pytest.mark.parametrize("path", LISTS)
def test_each_record_can_be_asked_for_by_its_id(get: Get, path: str) -> None:
    for short in get(path, per_page=5)["contents"]:
        full = get(f"{path}/{short['id']}")
        assert short.items() <= full.items() or path == "/service_at_locations"
        assert full["id"] == short["id"]


def test_a_full_list_has_what_the_records_have(get: Get) -> None:
    for path in ("/services", "/service_at_locations"):
        for record in get(path, per_page=5, full="true")["contents"]:
            assert record == get(f"{path}/{record['id']}")
    for record in get("/organizations", per_page=3, full_service="true")["contents"]:
        assert [get(f"/services/{each['id']}") for each in record["services"]] == record["services"]
        assert get(f"/organizations/{record['id']}", full_service="true") == record


def test_minimal_lists_everything_at_once(get: Get) -> None:
    page = get("/services", minimal="true", per_page=2)
    assert page["size"] == page["total_items"] > 200
    assert {key for record in page["contents"] for key in record} == {"id", "last_modified"}


def test_no_field_is_empty_but_those_that_the_profile_requires(get: Get) -> None:
    def values(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
        items = record.items() if isinstance(record, dict) else enumerate(record)
        for key, value in items:
            yield str(key), value
            if isinstance(value, dict | list):
                yield from values(value, str(key))

    found = [
        pair for record in get("/services", full="true", per_page=1000)["contents"] for pair in values(record)
    ]
    assert [key for key, value in found if value is None or value == []] == []
    assert {key for key, value in found if value == ""} <= {"description", "address_1", "city", "postal_code"}


def test_needs_are_terms_of_our_own_list(get: Get) -> None:
    first, *_ = get("/taxonomies")["contents"]
    assert first["id"] == own_needs.TAXONOMY_ID
    terms = get("/taxonomy_terms", taxonomy_id=first["id"], per_page=100)
    assert terms["total_items"] == 45
    assert get(f"/taxonomies/{first['id']}")["taxonomy_terms"] == terms["contents"]
    loneliness = get(f"/taxonomy_terms/{own_needs.term_id('loneliness')}")
    assert loneliness["code"] == "loneliness"


@pytest.fixture
def store(tmp_path: Path, addresses: Addresses) -> Iterator[SessionFactory]:
    sessions = new_store(addresses)
    yield sessions
    close(sessions)


@pytest.fixture
def own_site(settings: WebSettings, store: SessionFactory) -> Iterator[Flask]:
    """A site over a store that the test may change."""
    made = create_app(settings, publisher=publisher(store))
    yield made
    made.extensions["signpost"].store.close()


def ids_everywhere(site: Flask) -> set[str]:
    """Every service id that any list gives out."""
    ask = site.test_client().get
    lists = ("v3/services?minimal=true", "v3/services?per_page=1000", "v1/services?per_page=1000")
    pages = [ask(f"/open-referral/{each}").json for each in lists]
    found = {record["id"] for page in pages for record in page.get("contents") or page.get("content") or []}
    links = ask("/open-referral/v3/service_at_locations?per_page=1000").json["contents"]
    given = ask("/open-referral/v3/organizations?full=true&per_page=1000").json["contents"]
    found |= {link["service_id"] for link in links}
    return found | {service["id"] for each in given for service in each["services"]}


def test_a_retired_demonstration_is_not_given_out(
    own_site: Flask, store: SessionFactory, tmp_path: Path
) -> None:
    demonstration(store)
    invented = {row["id"] for row in demonstration_feed()}
    assert invented <= ids_everywhere(own_site)
    import_file(store, write_feed(tmp_path, [v3_service("real")]))
    shown = ids_everywhere(own_site)
    assert "real" in shown and not invented & shown and len(shown) > 10  # the national helplines stay
    gone = own_site.test_client().get(f"/open-referral/v3/services/{min(invented)}")
    assert gone.status_code == 404


@pytest.mark.parametrize("change", [{"status": Status.WITHDRAWN.value}, {"vanished_at": "now"}])
def test_what_is_withdrawn_or_vanished_is_nowhere(
    own_site: Flask, store: SessionFactory, tmp_path: Path, change: dict[str, Any]
) -> None:
    import_file(
        store, write_feed(tmp_path, [v3_service("kept"), v3_service("gone", organization={"name": "Alone"})])
    )
    with begin_writing(store) as session:
        moment = session.scalars(select(Service.last_modified)).first()
        values = {key: moment if value == "now" else value for key, value in change.items()}
        session.execute(update(Service).where(Service.id == "gone").values(**values))
    assert ids_everywhere(own_site) == {"kept"}
    ask = own_site.test_client().get
    assert ask("/open-referral/v3/services/gone").status_code == 404
    assert ask("/open-referral/v1/services/gone").status_code == 404
    assert ask("/open-referral/v3/organizations").json["total_items"] == 1


def test_a_masked_address_is_given_out_by_no_endpoint(
    settings: WebSettings, store: SessionFactory, tmp_path: Path, postcodes: Any
) -> None:
    way_in = [{"id": "ac1", "description": "Ramp by the chapel", "details": "Past the chapel yard"}]
    place = {"id": "sal1", "location": v3_location(accessibility=way_in)}
    time = {"opens_at": "12:00", "closes_at": "14:30", "freq": "WEEKLY", "byday": "TU"}
    times = [
        {"id": "s1", **time, "service_at_location_id": "sal1", "notes": "Knock at the chapel door"},
        {"id": "s2", **time, "description": "Behind the chapel"},
    ]
    refuge = v3_service("refuge", schedules=times, service_at_locations=[place])
    import_file(store, write_feed(tmp_path, [refuge]))
    with begin_writing(store) as session:
        session.execute(update(Address).values(masked=True))
    site = create_app(settings, publisher=publisher(store, postcodes))
    ask = site.test_client().get
    for path in (
        "services/refuge",
        "services?full=true",
        "service_at_locations",
        "service_at_locations/sal1",
    ):
        told = ask(f"/open-referral/v3/{path}").text
        assert "hall-1" in told
        assert ("14:30" in told) is ("sal1" in path or "full" in path or "refuge" in path)
        leads_there = ("Green Lane", "DN20", "Village Hall", "53.5", "-0.49", "chapel")
        assert not [each for each in leads_there if each in told]
    # Whoever asks with ever smaller distances must not find the door either.
    near = ask("/open-referral/v3/service_at_locations?postcode=DN20+8AA&proximity=100000").json
    assert near["total_items"] == 0
    assert ask("/open-referral/v3/services?postcode=DN20+8AA&proximity=100000").json["total_items"] == 0
    site.extensions["signpost"].store.close()


def test_without_a_directory_the_answer_is_a_sentence(client: Any) -> None:
    answer = client.get("/open-referral/v3/services")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "unavailable")


def test_without_postcodes_only_they_are_unavailable(own_site: Flask) -> None:
    ask = own_site.test_client().get
    assert ask("/open-referral/v3/services").status_code == 200
    assert ask("/open-referral/v3/services?postcode=DN15").json["error"]["code"] == "unavailable"
