"""An organisation puts its entry right: only what it changed is proposed, once, and an editor decides."""

import re
from typing import Any

from flask.testing import FlaskClient

from directory.database import begin_writing
from directory.queries.editing import waiting_proposals
from tests.directory.freshness.conftest import Desk
from tests.web.keeping import send, text_of


def proposed(desk: Desk) -> list[Any]:
    with desk.sessions() as session:
        return [row for row, _ in waiting_proposals(session, 10)]


def fields_of(office: FlaskClient, page: str) -> dict[str, str]:
    """Every field of a form as it is filled in."""
    import html

    shown = office.get(page).get_data(as_text=True)
    found = re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', shown)
    found += re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    return {name: html.unescape(value) for name, value in found if name != "csrf_token"}


def test_it_works(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/change/lunch-1"
    filled = fields_of(office, page)
    done = send(office, page, page=page, **{**filled, "fees": "£5 a meal", "phone-0": "01632 960999"})
    assert done.status_code == 303
    [waits] = proposed(desk)
    assert set(waits.changes) == {"fees", "phones"}
    assert waits.changes["fees"] == "£5 a meal"
    assert [row["number"] for row in waits.changes["phones"]] == ["01632 960999", "01632 960124"]
    assert waits.by == "Brigholm Friends"
    assert desk.listing().phones[0] == "01632 960123"  # not before an editor says so


def test_the_same_form_twice_is_one_proposal(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/change/lunch-1"
    filled = {**fields_of(office, page), "note": "We are open on Fridays too"}
    for _ in range(2):
        send(office, page, page=page, **filled)
    [waits] = proposed(desk)
    assert (waits.changes, waits.why) == ({}, "We are open on Fridays too")


def test_a_form_in_which_nothing_was_changed_asks_what(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/change/lunch-1"
    answer = send(office, page, page=page, **fields_of(office, page))
    assert answer.status_code == 422
    assert "tell us in the last box" in text_of(answer)
    assert proposed(desk) == []


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/change/lunch-1"
    filled = {**fields_of(office, page), "email": "nobody", "minimum_age": "old", "fees": "Nothing at all"}
    answer = send(office, page, page=page, **filled)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#email"' in shown
    assert 'href="#minimum_age"' in shown
    assert "Nothing at all" in shown
    assert 'value="nobody"' in shown
    assert proposed(desk) == []


def test_what_an_editor_changed_meanwhile_is_not_proposed_back(
    office: FlaskClient, link: str, desk: Desk
) -> None:
    from sqlalchemy import update

    from directory.models.service import Service

    page = f"{link}/change/lunch-1"
    filled = fields_of(office, page)
    with begin_writing(desk.sessions) as session:
        session.execute(update(Service).where(Service.id == "lunch-1").values(fees="An editor's words"))
    send(office, page, page=page, **{**filled, "name": "Lunch and Chat"})
    assert set(proposed(desk)[0].changes) == {"name"}


def test_a_new_address_loses_the_old_point_and_a_masked_place_stays(
    office: FlaskClient, link: str, desk: Desk
) -> None:
    page = f"{link}/change/lunch-1"
    filled = {**fields_of(office, page), "place-0-address_1": "9 Mill Road"}
    send(office, page, page=page, **filled)
    [place] = proposed(desk)[0].changes["locations"]
    assert (place["address_1"], place["city"], place["latitude"]) == ("9 Mill Road", "Brigholm", None)


def test_closed_is_asked_once_more_and_then_waits(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/closed/lunch-1"
    assert "Has Brigholm Lunch Club closed?" in text_of(office.get(page))
    for _ in range(2):
        assert send(office, page, page=page, note="The hall\0 was sold").status_code == 303
    [waits] = proposed(desk)
    assert (waits.changes, waits.why) == ({"status": "defunct"}, "The hall was sold")


def test_a_form_that_was_open_too_long_comes_back_as_it_was(office: FlaskClient, link: str) -> None:
    page = f"{link}/change/lunch-1"
    answer = office.post(page, data={**fields_of(office, page), "fees": "Five pounds", "csrf_token": "old"})
    assert answer.status_code == 422
    assert "Five pounds" in answer.get_data(as_text=True)
    assert "open for a long time" in text_of(answer)


def test_half_a_form_changes_half_of_it_at_most(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/change/lunch-1"
    send(office, page, page=page, name="Lunch and Chat")
    [waits] = proposed(desk)
    assert set(waits.changes) == {"name"}


def test_what_tells_of_a_person_is_taken_out_of_free_words(
    office: FlaskClient, link: str, desk: Desk
) -> None:
    page = f"{link}/change/lunch-1"
    send(office, page, page=page, **{**fields_of(office, page), "note": "Ring Mrs Pemberton on 01632 960999"})
    send(office, f"{link}/closed/choir", page=link, note="Ask rosa@example.org")
    assert {waits.why for waits in proposed(desk)} == {"Ring Mrs [name] on [phone]", "Ask [email]"}


def test_too_many_at_once_are_refused_with_nothing_lost(office: FlaskClient, link: str, desk: Desk) -> None:
    page = f"{link}/change/lunch-1"
    for number in range(11):
        answer = send(office, page, page=page, **{**fields_of(office, page), "fees": f"£{number}.50"})
    assert answer.status_code == 409
    assert "£10.50" in answer.get_data(as_text=True)
    assert "still looking at what you sent before" in text_of(answer)
    assert len(proposed(desk)) == 10
    closing = send(office, f"{link}/closed/choir", page=link)
    assert "Nothing was sent" in text_of(office.get(closing.headers["Location"]))
