"""An editor's correction against later imports of the same feed."""

from typing import Any

import pytest

from directory.editing import acting
from directory.editing.plain import plain
from directory.models.editing import KeptValue
from directory.queries import editing as stored
from tests.directory.editing.conftest import Desk
from tests.directory.feeds import v3_location, v3_service


def clashes(desk: Desk) -> list[KeptValue]:
    with desk.sessions() as session:
        return stored.clashing(session, 50)


def place_of(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {**plain("locations", desk.sheet()["locations"])[0], **changes}


def test_it_works(desk: Desk) -> None:
    desk.save({"name": "Dinner Club"})
    desk.take_in(v3_service(description="New words."))
    assert (desk.sheet()["name"], desk.sheet()["description"]) == ("Dinner Club", "New words.")
    assert clashes(desk) == []


FIELDS: list[tuple[str, Any]] = [
    ("description", "A hot dinner."),
    ("organization", "Brigholm Neighbours"),
    ("email", "cook@example.org"),
    ("phones", [{"id": None, "number": "01632 960999", "description": None}]),
    ("schedules", [{"id": "s1", "byday": "WE", "opens_at": "12:30", "closes_at": None, "description": None}]),
    ("cost_options", []),
    ("minimum_age", None),
    ("languages", []),
    ("service_areas", [{"id": None, "name": "Brigholm"}]),
    ("contacts", []),
    ("needs", [{"need_id": "loneliness", "confidence": 0.9}]),
    ("needs", []),
]


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_every_field_keeps_what_an_editor_said(desk: Desk, field: str, value: Any) -> None:
    desk.save({field: value})
    mine = desk.sheet()[field]
    desk.take_in(v3_service(name="Another name"))
    assert desk.sheet()["name"] == "Another name"
    assert desk.sheet()[field] == mine
    assert clashes(desk) == []


def test_the_same_feed_again_is_unchanged(desk: Desk) -> None:
    desk.save({"name": "Dinner Club", "locations": [place_of(desk, address_1="2 Green Lane")]})
    report = desk.take_in(v3_service())
    assert (report.changed, report.unchanged) == (0, 1)
    assert desk.sheet()["name"] == "Dinner Club"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Old Village Hall"},
        {"address_1": "2 Green Lane"},
        {"latitude": 53.56, "longitude": -0.5},
        {"accessibility": ["Ramp"]},
    ],
)
def test_a_place_keeps_what_an_editor_said(desk: Desk, changes: dict[str, Any]) -> None:
    desk.save({"locations": [place_of(desk, **changes)]})
    desk.take_in(v3_service(name="Another name"))
    assert place_of(desk) == place_of(desk, **changes)
    assert clashes(desk) == []


def test_a_place_that_services_share_is_kept_for_both(desk: Desk) -> None:
    desk.take_in(v3_service(), v3_service("lunch-2"))
    desk.save({"locations": [place_of(desk, address_1="2 Green Lane")]})
    desk.take_in(v3_service(), v3_service("lunch-2", name="Second club"))
    (place,) = plain("locations", desk.sheet("lunch-2")["locations"])
    assert place["address_1"] == "2 Green Lane"


def test_a_place_an_editor_added_or_took_away_stays_so(desk: Desk) -> None:
    new = {"id": None, "name": "Chapel", "address_1": "3 Hill", "accessibility": [], "masked": False}
    desk.save({"locations": [new]})
    desk.take_in(v3_service(name="Another name"))
    assert [place["name"] for place in desk.sheet()["locations"]] == ["Chapel"]


def test_what_the_source_says_later_waits_for_an_editor(desk: Desk) -> None:
    desk.save({"email": "cook@example.org"})
    desk.take_in(v3_service(email="third@example.org"))
    (row,) = clashes(desk)
    assert (row.field, row.value, row.source_value, row.source_now) == (
        "email", "cook@example.org", "hello@lunch.example.org", "third@example.org",
    )  # fmt: skip
    assert desk.sheet()["email"] == "cook@example.org"


def test_the_source_may_come_round_or_go_back(desk: Desk) -> None:
    desk.save({"email": "cook@example.org"})
    desk.take_in(v3_service(email="third@example.org"))
    desk.take_in(v3_service())
    assert clashes(desk) == []
    desk.take_in(v3_service(email="cook@example.org"))
    desk.take_in(v3_service(email="third@example.org"))
    (row,) = clashes(desk)
    assert (row.source_value, row.source_now) == ("cook@example.org", "third@example.org")


def clash_in(session: Any) -> KeptValue:
    (row,) = stored.clashing(session, 2)
    return row


def test_taking_the_sources_word_follows_it_from_then_on(desk: Desk) -> None:
    desk.save({"email": "cook@example.org"})
    desk.take_in(v3_service(email="third@example.org"))
    desk.do(lambda s: acting.take_sources_word(s, "lunch-1", clash_in(s), desk.doing()))
    assert (desk.sheet()["email"], clashes(desk)) == ("third@example.org", [])
    desk.take_in(v3_service(email="fourth@example.org"))
    assert desk.sheet()["email"] == "fourth@example.org"


def test_taking_the_sources_word_on_a_place(desk: Desk) -> None:
    desk.save({"locations": [place_of(desk, address_1="2 Green Lane")]})
    moved = v3_location(addresses=[{"id": "ad1", "address_1": "9 New Road", "city": "Brigholm"}])
    desk.take_in(v3_service(service_at_locations=[{"id": "sal1", "location": moved}]))
    assert place_of(desk)["address_1"] == "2 Green Lane"
    desk.do(lambda s: acting.take_sources_word(s, "lunch-1", clash_in(s), desk.doing()))
    assert (place_of(desk)["address_1"], clashes(desk)) == ("9 New Road", [])


def test_taking_the_sources_list_of_places(desk: Desk) -> None:
    desk.save({"locations": []})
    second = {"id": "sal2", "location": v3_location(id="hall-2", name="Chapel")}
    desk.take_in(v3_service(service_at_locations=[second]))
    assert desk.sheet()["locations"] == []
    desk.do(lambda s: acting.take_sources_word(s, "lunch-1", clash_in(s), desk.doing()))
    assert [place["name"] for place in desk.sheet()["locations"]] == ["Chapel"]


def test_keeping_ones_own_word_settles_it(desk: Desk) -> None:
    desk.save({"email": "cook@example.org"})
    desk.take_in(v3_service(email="third@example.org"))
    doing = desk.doing(why="asked the cook")
    desk.do(lambda s: acting.keep_own_word(s, "lunch-1", clash_in(s), doing))
    assert clashes(desk) == []
    with desk.sessions() as session:
        newest = stored.newest_version(session, "lunch-1")
    assert newest is not None
    assert (newest.deed, newest.by, newest.why) == ("own words kept", "ed", "asked the cook")
    desk.take_in(v3_service(email="third@example.org", name="Another name"))
    assert (desk.sheet()["email"], clashes(desk)) == ("cook@example.org", [])


def test_what_an_editor_withdrew_no_feed_brings_back(desk: Desk) -> None:
    desk.do(acting.withdraw, "lunch-1", desk.doing(why="closed in May"))
    report = desk.take_in(v3_service(name="Another name"))
    assert (desk.sheet()["status"], report.changed) == ("withdrawn", 1)
    assert desk.take_in(v3_service(name="Another name")).unchanged == 1
    desk.do(acting.bring_back, "lunch-1", desk.doing(why="open again"))
    desk.take_in(v3_service(name="Third name"))
    assert (desk.sheet()["status"], desk.sheet()["name"]) == ("active", "Third name")


def test_a_mask_outlives_every_import(desk: Desk) -> None:
    desk.save({"locations": [place_of(desk, masked=True)]})
    moved = v3_location(addresses=[{"id": "ad9", "address_1": "9 New Road", "city": "Brigholm"}])
    desk.take_in(v3_service(service_at_locations=[{"id": "sal1", "location": moved}]))
    assert (place_of(desk)["masked"], place_of(desk)["address_1"]) == (True, "9 New Road")
    without = v3_location(addresses=[])
    desk.take_in(v3_service(service_at_locations=[{"id": "sal1", "location": without}]))
    assert place_of(desk)["masked"] is True


def test_looking_ahead_leaves_no_trace(desk: Desk) -> None:
    from directory.editing.keeping import keep_editors_word
    from directory.openreferral.service import read_service

    desk.save({"email": "cook@example.org"})
    record = read_service(v3_service(email="third@example.org"))
    with desk.sessions() as session:
        (kept,) = keep_editors_word(session, [record])
        assert kept.service["email"] == "cook@example.org"
        assert not session.dirty
    assert clashes(desk) == []
