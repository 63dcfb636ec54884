"""What was given out and taken in again is what it was: to the byte, for real feeds and for any feed."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from directory.database import SessionFactory, begin_writing
from directory.importing import import_file
from directory.models.signpost import NeedSource, ServiceNeed
from directory.openreferral.rows import rows_of
from directory.openreferral.service import read_service
from tests.directory.exporting.stores import close, demonstration, export_of, guess, import_of, new_store
from tests.directory.feeds import v1_service, v3_service, write_feed
from tests.stores import Addresses


def assert_identity(addresses: Addresses, sessions: SessionFactory) -> None:
    first = export_of(sessions)
    again = import_of(addresses, first)
    assert export_of(again) == first
    assert export_of(again, "v1") == export_of(sessions, "v1")
    assert needs_of(again) == needs_of(sessions)
    close(sessions, again)


def needs_of(sessions: SessionFactory) -> set[tuple[str, str, float, str]]:
    with sessions() as session:
        rows = session.scalars(select(ServiceNeed)).all()
    return {(row.service_id, row.need_id, row.confidence, row.source) for row in rows}


def test_the_demonstration(tmp_path: Path, addresses: Addresses) -> None:
    sessions = new_store(addresses)
    demonstration(sessions)
    assert len(needs_of(sessions)) > 300
    assert_identity(addresses, sessions)


@pytest.mark.slow
def test_north_lincolnshire(tmp_path: Path, addresses: Addresses, north_lincolnshire: Path) -> None:
    sessions = new_store(addresses)
    import_file(sessions, north_lincolnshire, label=guess)
    assert_identity(addresses, sessions)


def test_an_outpost_page(tmp_path: Path, addresses: Addresses, buckinghamshire: Path) -> None:
    sessions = new_store(addresses)
    import_file(sessions, buckinghamshire, label=guess)
    assert_identity(addresses, sessions)


def test_what_an_editor_said_travels_as_that(tmp_path: Path, addresses: Addresses) -> None:
    sessions = new_store(addresses)
    import_file(sessions, write_feed(tmp_path, [v3_service("a")]), label=guess)
    with begin_writing(sessions) as session:
        for row in session.scalars(select(ServiceNeed)):
            row.source, row.confidence = NeedSource.EDITOR.value, 1.0
    assert_identity(addresses, sessions)


def test_an_editor_here_is_not_overruled_by_a_feed(tmp_path: Path, addresses: Addresses) -> None:
    elsewhere, here = new_store(addresses), new_store(addresses)
    feed = write_feed(tmp_path, [v3_service("a")])
    import_file(elsewhere, feed, label=lambda found: {one.id: [("loneliness", 0.9)] for one in found})
    import_file(here, feed)
    with begin_writing(here) as session:
        session.add(
            ServiceNeed(service_id="a", need_id="falls", confidence=1.0, source=NeedSource.EDITOR.value)
        )
    path = tmp_path / "elsewhere.json"
    path.write_bytes(export_of(elsewhere))
    import_file(here, path)
    assert needs_of(here) == {("a", "falls", 1.0, "editor")}
    close(elsewhere, here)


@pytest.mark.parametrize(
    "damage",
    [
        {"value": "very"},
        {"value": "1.5"},
        {"value": "nan"},
        {"link_type": "service_type"},
        {"taxonomy_term": {"id": "t", "name": "Loneliness"}},
        {"taxonomy_term": None},
    ],
)
def test_a_damaged_need_is_an_ordinary_term_or_nothing(
    tmp_path: Path, addresses: Addresses, damage: dict[str, Any]
) -> None:
    sessions = new_store(addresses)
    import_file(sessions, write_feed(tmp_path, [v3_service("a", attributes=[])]), label=guess)
    record = json.loads(export_of(sessions))["contents"][0]
    whole = record["attributes"][0]
    assert len(read_service({**record, "attributes": [whole]}).needs) == 1
    read = read_service({**record, "attributes": [{**whole, **damage}]})
    assert read.needs == ()
    assert len(read.terms) == (0 if damage.get("taxonomy_term", 1) is None else 1)
    close(sessions)


def test_a_schedule_stays_at_its_place(tmp_path: Path, addresses: Addresses) -> None:
    link = v3_service()["service_at_locations"][0]
    there = {"id": "s2", "freq": "DAILY", "opens_at": "09:00", "closes_at": "12:00"}
    sessions = new_store(addresses)
    feed = [v3_service("a", service_at_locations=[{**link, "schedules": [there]}])]
    import_file(sessions, write_feed(tmp_path, feed))
    schedules = json.loads(export_of(sessions))["contents"][0]["schedules"]
    assert [each.get("service_at_location_id") for each in schedules] == [None, "sal1"]
    # The profile knows no "daily": it is every week on all seven days.
    assert (schedules[1]["freq"], schedules[1]["byday"]) == ("WEEKLY", "MO,TU,WE,TH,FR,SA,SU")
    assert_identity(addresses, sessions)


TEXTS = st.text(max_size=30) | st.sampled_from(
    ["<<b>i>", "&amp;amp;amp;lt;b&gt;", "- Tea\n- Cake", "=HYPERLINK(1)", "a & b < c", "\u202eright", "  x  "]
)
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
PART = st.dictionaries(
    st.sampled_from(
        "id name description number title email option amount freq byday opens_at valid_from uri code note"
        " postal_code address_1 latitude longitude location_type city language phones"
        " taxonomy parent_id".split()
    ),
    VALUES,
    max_size=6,
)
PARTS = st.lists(PART, max_size=3)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("phones", "schedules", "cost_options", "service_areas", "languages"), PARTS),
        "contacts": st.lists(
            st.tuples(PART, PARTS).map(lambda both: {**both[0], "phones": both[1]}), max_size=2
        ),
        "attributes": st.lists(PART.map(lambda term: {"taxonomy_term": term}), max_size=2),
        "service_at_locations": st.lists(
            st.tuples(PART, PARTS).map(lambda both: {"location": {**both[0], "addresses": both[1]}}),
            max_size=2,
        ),
        **dict.fromkeys(
            ("description", "fees", "url", "alert", "minimum_age", "last_modified", "attending_type"), VALUES
        ),
    },
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_any_feed(
    tmp_path_factory: pytest.TempPathFactory, addresses: Addresses, changes: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    entries = [{**v3_service(f"s{n}"), **some} for n, some in enumerate(changes)]
    sessions = new_store(addresses)
    import_file(sessions, write_feed(folder, json.dumps([*entries, v1_service("old")])), label=guess)
    assert_identity(addresses, sessions)


def test_rows_that_repeat_an_id_between_services_stay_apart(tmp_path: Path, addresses: Addresses) -> None:
    sessions = new_store(addresses)
    rows = rows_of([v3_service("a"), v3_service("b", phones=[{"id": "p1", "number": "01632 960777"}])])
    import_file(sessions, write_feed(tmp_path, [row.value for row in rows]))
    assert_identity(addresses, sessions)
