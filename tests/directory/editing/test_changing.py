"""Saving: versions, two editors at once, and a form sent twice."""

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from directory.editing import changing
from directory.editing.deciding import marks_of
from directory.editing.doing import NotSaved, Saved
from directory.editing.plain import plain
from directory.exceptions import NotPossible
from directory.listings import get_listing
from directory.models.editing import ServiceVersion
from directory.queries import state
from directory.queries.editing import versions_of
from tests.directory.editing.conftest import GRACE, Desk


def versions(desk: Desk, service_id: str = "lunch-1") -> list[ServiceVersion]:
    with desk.sessions() as session:
        return versions_of(session, service_id)


def test_it_works(desk: Desk) -> None:
    done = desk.save({"name": "Brigholm Dinner Club"})
    assert done == Saved("lunch-1", 2, ("name",))
    newest, first = versions(desk)
    assert (newest.by, newest.by_id, newest.why, newest.deed) == ("ed", "6", "rang them", "edited")
    assert (first.deed, first.sheet["name"]) == ("found", "Brigholm Lunch Club")
    assert newest.sheet["name"] == "Brigholm Dinner Club"


def test_residents_are_shown_it_at_once(desk: Desk) -> None:
    with desk.sessions() as session:
        before = state.revision(session)
    desk.save({"name": "Dinner Club", "phones": [{"id": "p1", "number": "01632 960777"}]})
    with desk.sessions() as session:
        listing = get_listing(session, "lunch-1")
        assert state.revision(session) == before + 1
    assert listing is not None
    assert (listing.name, listing.phones) == ("Dinner Club", ("01632 960777",))


EDITS: list[tuple[str, Any]] = [
    ("description", "A hot dinner.\n\nAnd company."),
    ("organization", "Brigholm Neighbours"),
    ("status", "temporarily closed"),
    ("url", "https://dinner.example.org"),
    ("email", "cook@example.org"),
    ("phones", [{"id": None, "number": "01632 960999", "description": "the cook"}]),
    ("contacts", [{"id": None, "name": None, "title": "Cook", "email": None}]),
    (
        "schedules",
        [{"id": "s1", "byday": "WE", "opens_at": "12:30", "closes_at": "14:00", "description": None}],
    ),
    ("cost_options", [{"id": None, "option": "Free", "amount": 0.0, "amount_description": None}]),
    ("minimum_age", 60),
    ("maximum_age", 99),
    ("eligibility_description", "People who live on their own"),
    ("languages", [{"id": None, "name": "British Sign Language"}]),
    ("service_areas", [{"id": None, "name": "Brigholm"}]),
    ("needs", [{"need_id": "loneliness", "confidence": 0.9}]),
    ("alert", "Closed on 25 December"),
    ("fees", "Bring what you can"),
    ("application_process", "Just come"),
    ("attending_type", "in person"),
]


@pytest.mark.parametrize(("field", "value"), EDITS, ids=[field for field, _value in EDITS])
def test_every_field_can_be_changed_and_reads_back(desk: Desk, field: str, value: Any) -> None:
    before = desk.sheet()
    assert desk.save({field: value}) == Saved("lunch-1", 2, (field,))
    after = desk.sheet()
    shown = plain(field, after[field])
    if isinstance(value, list):
        shown = [{**row, "id": None} if "id" in row else row for row in shown]
        value = [{**row, "id": None} if "id" in row else row for row in value]
    assert shown == value
    assert {other for other in before if before[other] != after[other]} == {field}


def test_a_place_can_be_changed_whole(desk: Desk) -> None:
    place = plain("locations", desk.sheet()["locations"])[0]
    place |= {"address_1": "2 Green Lane", "latitude": 53.56, "accessibility": ["Step-free entrance", "Ramp"]}
    desk.save({"locations": [place]})
    assert plain("locations", desk.sheet()["locations"]) == [place]
    with desk.sessions() as session:
        listing = get_listing(session, "lunch-1")
    assert listing is not None
    assert listing.addresses == ("Brigholm Village Hall, 2 Green Lane, Brigholm, DN20 8AA",)
    assert (listing.points, listing.accessibility) == (((53.56, -0.492),), ("Step-free entrance", "Ramp"))


def test_columns_that_no_form_shows_ride_along(desk: Desk) -> None:
    rows = plain("phones", desk.sheet()["phones"])
    rows[1]["description"] = "in the mornings"
    desk.save({"phones": rows})
    assert [row["contact_id"] for row in desk.sheet()["phones"]] == [None, "c1"]
    assert desk.sheet()["schedules"][0]["freq"] == "WEEKLY"


def test_a_form_sent_back_as_it_came_saves_nothing(desk: Desk) -> None:
    sheet = desk.sheet()
    done = desk.save({field: plain(field, value) for field, value in sheet.items()})
    assert done == Saved("lunch-1", 0, ())
    assert versions(desk) == []


def test_the_same_form_twice_is_one_version(desk: Desk) -> None:
    base = desk.sheet()
    first = desk.save({"name": "Dinner Club"}, base=base, key="nonce")
    again = desk.save({"name": "Dinner Club"}, base=base, key="nonce")
    assert isinstance(first, Saved) and isinstance(again, Saved)
    assert (first.version, again.version) == (2, 2)
    assert len(versions(desk)) == 2


def test_two_editors_who_touch_different_fields_both_win(desk: Desk) -> None:
    seen = desk.sheet()
    desk.save({"name": "Dinner Club"}, base=seen)
    done = desk.save({"name": "Brigholm Lunch Club", "email": "new@example.org"}, base=seen, by=GRACE)
    assert done == Saved("lunch-1", 3, ("email",))
    assert (desk.sheet()["name"], desk.sheet()["email"]) == ("Dinner Club", "new@example.org")


def test_two_editors_who_touch_the_same_field_are_both_shown(desk: Desk) -> None:
    seen = desk.sheet()
    desk.save({"name": "Dinner Club", "url": "https://new.example.org"}, base=seen)
    done = desk.save({"name": "Supper Club", "email": "new@example.org"}, base=seen, by=GRACE)
    assert isinstance(done, NotSaved)
    (clash,) = done.decision.clashes
    assert (clash.field, clash.now, clash.mine) == ("name", "Dinner Club", "Supper Club")
    assert done.decision.changes == {"name": "Supper Club", "email": "new@example.org"}  # nothing is lost
    assert done.decision.theirs == ("url",)
    assert desk.sheet()["email"] == "hello@lunch.example.org"  # and nothing half saved


def test_two_editors_who_write_the_same_do_not_clash(desk: Desk) -> None:
    seen = desk.sheet()
    desk.save({"name": "Dinner Club"}, base=seen)
    assert desk.save({"name": "Dinner Club"}, base=seen, by=GRACE) == Saved("lunch-1", 2, ())


def test_an_import_in_between_counts_as_another_editor(desk: Desk) -> None:
    from tests.directory.feeds import v3_service

    seen = desk.sheet()
    desk.take_in(v3_service(name="Brigholm Lunches", email="lunch@example.org"))
    done = desk.save({"name": "Dinner Club", "url": "https://new.example.org"}, base=seen)
    assert isinstance(done, NotSaved)
    assert [clash.field for clash in done.decision.clashes] == ["name"]


def test_many_at_once_lose_nothing(desk: Desk) -> None:
    fields = ["fees", "alert", "application_process", "eligibility_description", "description", "name"]
    seen, done = desk.sheet(), []

    def save(field: str) -> None:
        with changing_session(desk) as session:
            doing = desk.doing(key=f"of-{field}")
            done.append(changing.save(session, "lunch-1", {field: f"by {field}"}, marks_of(seen), doing))

    threads = [threading.Thread(target=save, args=(field,)) for field in fields]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.version for each in done) == [2, 3, 4, 5, 6, 7]
    assert {field: desk.sheet()[field] for field in fields} == {field: f"by {field}" for field in fields}


def changing_session(desk: Desk) -> Any:
    from directory.database import begin_writing

    return begin_writing(desk.sessions)


PROBLEMS = [
    ("name", "", "name_missing"),
    ("email", "nobody", "email_form"),
    ("url", "not a link", "link_form"),
    ("minimum_age", "old", "age_form"),
    ("status", "gone fishing", "status_unknown"),
    ("phones", [{"id": None, "number": "ring"}], "number_form"),
    ("schedules", [{"id": None, "byday": "Monday"}], "days_form"),
    ("schedules", [{"id": None, "byday": "MO", "opens_at": "25:99"}], "time_form"),
    ("cost_options", [{"id": None, "amount": "a lot"}], "amount_form"),
    ("locations", [{"id": None, "name": "Hall", "latitude": "53.5"}], "point_form"),
    ("locations", [{"id": None, "name": "Hall", "latitude": "-0.5", "longitude": "53.5"}], "point_outside"),
    ("minimum_age", 80, None),
]


@pytest.mark.parametrize(("field", "value", "problem"), PROBLEMS)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    desk: Desk, field: str, value: Any, problem: str | None
) -> None:
    done = desk.save({field: value, "maximum_age": 70, "alert": "Kept as typed"})
    assert isinstance(done, NotSaved)
    assert done.decision.problems == ({field: problem} if problem else {"maximum_age": "ages_crossed"})
    assert done.decision.changes["alert"] == "Kept as typed"
    assert desk.sheet()["alert"] is None


def test_a_service_can_be_added(desk: Desk) -> None:
    written = {
        "name": "Chair Yoga",
        "organization": "Brigholm Friends",
        "phones": [{"number": "01632 960321"}],
    }
    done = desk.do(changing.create, written, desk.doing(key="new"))
    again = desk.do(changing.create, written, desk.doing(key="new"))
    assert (done.service_id, done.version) == (again.service_id, again.version)
    with desk.sessions() as session:
        listing = get_listing(session, done.service_id)
        assert session.scalar(select(func.count()).select_from(ServiceVersion)) == 1
    assert listing is not None
    assert (listing.name, listing.organisation, listing.status) == (
        "Chair Yoga",
        "Brigholm Friends",
        "active",
    )
    assert desk.sheet(done.service_id)["organization"]["id"] == "org-1"  # the one that is there already


def test_a_service_without_a_name_is_not_added(desk: Desk) -> None:
    done = desk.do(changing.create, {"phones": [{"number": "01632 960321"}]}, desk.doing())
    assert isinstance(done, NotSaved)
    assert done.decision.problems == {"name": "name_missing"}


def test_new_words_bring_new_needs_until_an_editor_speaks(desk: Desk) -> None:
    save, seen = changing.save, marks_of(desk.sheet())
    desk.do(save, "lunch-1", {"name": "Falls clinic"}, seen, desk.doing(), recognised=(("falls", 0.8),))
    assert [row["need_id"] for row in desk.sheet()["needs"]] == ["falls"]
    desk.save({"needs": []})
    seen = marks_of(desk.sheet())
    desk.do(save, "lunch-1", {"name": "Falls group"}, seen, desk.doing(), recognised=(("falls", 0.8),))
    assert desk.sheet()["needs"] == []


def test_a_new_postcode_brings_its_point(desk: Desk) -> None:
    place = plain("locations", desk.sheet()["locations"])[0]
    changed = {"locations": [{**place, "postal_code": "DN15 6NL"}]}
    asked = []

    def locate(postcode: str) -> tuple[float, float]:
        asked.append(postcode)
        return 53.59, -0.65

    desk.do(changing.save, "lunch-1", changed, marks_of(desk.sheet()), desk.doing(), locate=locate)
    (place,) = desk.sheet()["locations"]
    assert (asked, place["latitude"], place["longitude"]) == (["DN15 6NL"], 53.59, -0.65)


def test_a_service_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotPossible):
        desk.do(changing.save, "nothing", {"name": "X"}, {}, desk.doing())
