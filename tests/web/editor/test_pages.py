"""Finding, history, withdrawing, the source's word, duplicates: the rest of the editor's pages."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.database import SessionFactory
from directory.editing import proposals
from directory.queries.editing import merged_into
from directory.queries.sheets import sheet_of
from tests.directory.feeds import v3_location, v3_service
from tests.web.editor.conftest import AT, act, edit, form_on, send, text

RECORD, WORKLIST = f"{AT}/service/lunch-1", f"{AT}/worklist"


def names_found(ed: FlaskClient, query: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', text(ed.get(f"{AT}/?{query}")))


def field(sessions: SessionFactory, name: str, service_id: str = "lunch-1") -> Any:
    with sessions() as session:
        found = sheet_of(session, service_id)
    assert found
    return found[name]


@pytest.fixture
def three(take_in: Callable[..., Any]) -> None:
    take_in(
        v3_service(),
        v3_service("yoga", name="Chair Yoga", status="inactive", phones=[], contacts=[]),
        v3_service("lunch-2", name="Brigholm Lunches", organization={"id": "org-2", "name": "St Hild's"}),
    )


def test_what_is_called_so_comes_before_what_only_speaks_of_it(
    ed: FlaskClient, take_in: Callable[..., Any]
) -> None:
    choir = v3_service("choir", name="A Choir", description="In the yoga hall")
    take_in(choir, v3_service("yoga", name="Chair Yoga"))
    assert names_found(ed, "words=yoga") == ["Chair Yoga", "A Choir"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Brigholm Lunch Club", "Brigholm Lunches", "Chair Yoga"]),
        ("words=lunch+hild", ["Brigholm Lunches"]),
        ("words=yoga", ["Chair Yoga"]),
        ("words=%25", []),
        ("status=inactive", ["Chair Yoga"]),
        ("source=import", ["Brigholm Lunch Club", "Brigholm Lunches", "Chair Yoga"]),
        ("source=feed", ["Brigholm Lunch Club", "Brigholm Lunches", "Chair Yoga"]),
        ("source=editor", []),
        ("need=falls_prevention", ["Chair Yoga"]),
        ("show=masked", ["Chair Yoga"]),
        ("show=to_approve", ["Brigholm Lunch Club"]),
        ("show=vanished", []),
        ("show=no_needs", ["Brigholm Lunches"]),
        ("need=nonsense&status=nonsense&show=nonsense&page=nonsense", None),
    ],
)
def test_services_are_found(
    ed: FlaskClient, three: None, sessions: SessionFactory, query: str, found: list[str] | None
) -> None:
    edit(
        ed, "yoga", needs__0__need_id="falls_prevention",
        locations__0__remove="yes", locations__1__name="Refuge", locations__1__masked="yes",
    )  # fmt: skip
    edit(ed, action="draft", name="Dinner Club")
    edit(ed, needs__0__need_id="loneliness")
    assert names_found(ed, query) == (names_found(ed, "") if found is None else found)


def test_pages_of_a_long_list_can_be_turned(ed: FlaskClient, take_in: Callable[..., Any]) -> None:
    take_in(*[v3_service(f"s{n:02}", name=f"Service {n:02}") for n in range(30)], v3_service())
    assert len(names_found(ed, "")) == 25
    assert names_found(ed, "words=Service&page=2") == [f"Service {n:02}" for n in range(25, 30)]
    assert names_found(ed, "words=Service&page=99") == names_found(ed, "words=Service&page=2")


def test_history_of_what_no_editor_has_changed(ed: FlaskClient) -> None:
    answer = ed.get(f"{AT}/history/lunch-1")
    assert answer.status_code == 200
    assert "Nobody here has changed it yet" in text(answer)


def test_history_shows_who_when_why_and_restores(ed: FlaskClient, sessions: SessionFactory) -> None:
    edit(ed, name="Dinner Club", phones__0__number="01632 960555", why="a leaflet")
    page = text(ed.get(f"{AT}/history/lunch-1"))
    assert "by ed: a leaflet" in page and "As it came from its source" in page
    assert "Brigholm Lunch Club" in page and "01632 960555" in page
    version = f"{AT}/version/1/lunch-1"
    assert "Restore this version" in text(ed.get(version))
    act(ed, version, "restore", why=" ")
    assert field(sessions, "name") == "Dinner Club"
    act(ed, version, "restore", why="a mistake")
    assert field(sessions, "name") == "Brigholm Lunch Club"
    assert "The service is now as it was then" in text(ed.get(version))
    assert ed.get(f"{AT}/version/99/lunch-1").status_code == 404
    assert ed.get(f"{AT}/version/x/lunch-1").status_code == 404


def test_withdrawn_with_a_reason_and_brought_back(ed: FlaskClient, sessions: SessionFactory) -> None:
    answer = act(ed, RECORD, "withdraw", why="")
    assert "Write a few words on why first" in text(ed.get(answer.headers["Location"]))
    assert field(sessions, "status") == "active"
    act(ed, RECORD, "withdraw", why="the hall is sold")
    assert field(sessions, "status") == "withdrawn"
    assert "the hall is sold" in text(ed.get(f"{AT}/history/lunch-1"))
    act(ed, RECORD, "bring-back")
    assert field(sessions, "status") == "active"


@pytest.mark.parametrize(("decision", "email"), [("take", "third@example.org"), ("keep", "cook@example.org")])
def test_the_sources_word_is_taken_or_not(
    ed: FlaskClient, take_in: Any, sessions: SessionFactory, decision: str, email: str
) -> None:
    edit(ed, email="cook@example.org")
    take_in(v3_service(email="third@example.org"))
    assert "Brigholm Lunch Club: E-mail" in " ".join(re.sub(r"<[^>]*>", "", text(ed.get(WORKLIST))).split())
    page = text(ed.get(RECORD))
    assert "The source now says something else" in page and "third@example.org" in page
    act(ed, RECORD, "source", decision=decision)
    assert field(sessions, "email") == email
    assert "The source now says something else" not in text(ed.get(RECORD))


def test_a_clash_on_a_place_is_shown_and_settled(
    ed: FlaskClient, take_in: Any, sessions: SessionFactory
) -> None:
    edit(ed, locations__0__address_1="2 Green Lane", locations__0__latitude="53.56")
    moved = v3_location(
        latitude=53.6, addresses=[{"id": "ad1", "address_1": "9 New Road", "city": "Brigholm"}]
    )
    take_in(v3_service(service_at_locations=[{"id": "sal1", "location": moved}]))
    page = text(ed.get(RECORD))
    assert "9 New Road, Brigholm" in page and "53.6, -0.492" in page
    act(ed, RECORD, "source", decision="take")
    act(ed, RECORD, "source", decision="take")
    place = field(sessions, "locations")[0]
    assert (place["addresses"][0]["address_1"], place["latitude"]) == ("9 New Road", 53.6)


def test_what_its_source_dropped_is_asked_about(ed: FlaskClient, take_in: Any, three: None) -> None:
    take_in(v3_service("yoga", name="Chair Yoga"), v3_service("lunch-2"))
    assert "Its source no longer lists it" in text(ed.get(RECORD))
    act(ed, RECORD, "/keep/", why="rang: they still meet")
    assert "Its source no longer lists it" not in text(ed.get(RECORD))


def test_needs_are_confirmed(ed: FlaskClient, take_in: Any, sessions: SessionFactory) -> None:
    edit(ed, name="Friendly Lunches")
    assert [row["source"] for row in field(sessions, "needs")] == ["recogniser"]
    act(ed, RECORD, "confirm-needs")
    assert [row["source"] for row in field(sessions, "needs")] == ["editor"]


def test_duplicates_are_merged_by_a_person(ed: FlaskClient, take_in: Any, sessions: SessionFactory) -> None:
    twin = v3_service("twin", name="Lunch Club Brigholm", email="twin@example.org")
    take_in(v3_service(), twin)
    assert "names 100% alike" in text(ed.get(WORKLIST))
    both = f"{AT}/compare?kept=lunch-1&other=twin"
    assert "twin@example.org" in text(ed.get(both))
    act(ed, both, "merge", take__email="take", why="one club")
    assert field(sessions, "email") == "twin@example.org"
    with sessions() as session:
        assert merged_into(session, "twin") == "lunch-1"
    assert "Its address leads there" in text(ed.get(f"{AT}/service/twin"))
    assert "names 100% alike" not in text(ed.get(WORKLIST))


def test_two_that_are_two_are_not_asked_about_again(ed: FlaskClient, take_in: Any) -> None:
    take_in(v3_service(), v3_service("twin"))
    both = f"{AT}/compare?kept=lunch-1&other=twin"
    page = text(ed.get(both))
    send(ed, f"{AT}/tell-apart", form_on(page, "merge"), why="two villages")
    assert "names 100% alike" not in text(ed.get(WORKLIST))
    assert ed.get(f"{AT}/compare?kept=lunch-1&other=lunch-1").status_code == 404
    assert ed.get(f"{AT}/compare?kept=lunch-1").status_code == 404


def test_what_an_organisation_proposed_waits_for_an_editor(
    ed: FlaskClient, app: Flask, sessions: SessionFactory
) -> None:
    with app.extensions["signpost"].desk.writing() as session:
        changes = {"email": "new@example.org"}
        proposals.propose(session, "lunch-1", changes, "Brigholm Friends", "we moved", key="mail-1")
    page = text(ed.get(WORKLIST))
    assert "From the organisation (Brigholm Friends): we moved" in page
    link = re.search(r'href="(/staff/directory/proposal/[^"]+)"', page)
    assert link
    act(ed, link[1], "approve", why="rang them")
    assert field(sessions, "email") == "new@example.org"


def test_declined_with_a_reason(ed: FlaskClient, sessions: SessionFactory) -> None:
    place = edit(ed, action="draft", name="Dinner Club").headers["Location"]
    send(ed, f"{place}/decline", form_on(text(ed.get(place)), "approve"), why="not so")
    assert "Declined" in text(ed.get(place)) and "not so" in text(ed.get(place))
    assert field(sessions, "name") == "Brigholm Lunch Club"
    assert ed.get(f"{AT}/proposal/nothing").status_code == 404


def test_a_masked_address_is_told_to_editors_alone(ed: FlaskClient, client: FlaskClient) -> None:
    edit(ed, locations__0__masked="yes")
    assert "Kept to ourselves" in text(ed.get(RECORD)) and "1 Green Lane" in text(ed.get(RECORD))
    answer = client.get(RECORD)
    assert (answer.status_code, "Green Lane" in text(answer)) == (302, False)


def test_an_editor_is_told_when_words_give_a_masked_address_away(ed: FlaskClient) -> None:
    edit(ed, locations__0__masked="yes", description="Find us at 1 Green Lane.")
    assert "the words of the entry still say: 1 Green Lane." in re.sub(r"<[^>]*>", "", text(ed.get(RECORD)))


@pytest.mark.parametrize("name", ["grace", "tom", "nadia", "ada", "leo"])
def test_only_editors_come_in(signed_in: Callable[[str], FlaskClient], name: str) -> None:
    browser = signed_in(name)
    assert browser.get(f"{AT}/").status_code == 403
    assert AT not in text(browser.get("/staff/"))


def test_an_editor_finds_the_way_from_the_first_page(ed: FlaskClient) -> None:
    assert f'href="{WORKLIST}"' in text(ed.get("/staff/"))


def test_a_site_without_a_directory_says_so(settings: Any, signed_in: Any, app: Flask) -> None:
    ed = signed_in("ed")
    opened = app.extensions["signpost"]
    app.extensions["signpost"] = replace(opened, desk=None)
    assert ed.get(f"{AT}/").status_code == 503
    app.extensions["signpost"] = opened
