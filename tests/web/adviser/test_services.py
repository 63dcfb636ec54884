"""The directory beside a call: found by anything, pinned to this call and no other, compared side by side."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import post
from web.database import ContactsStore
from web.models.contact import Contact
from web.store import call_tools
from web.store.erasing import erase

CALL = "/staff/call/1"  # the first of a store
PAGE = f"{CALL}/services"


def pin(browser: FlaskClient, service: str, **more: str) -> str:
    answer = post(browser, f"{CALL}/pins", page=f"{PAGE}?q=steps", service_id=service, **more)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def pinned(store: ContactsStore, contact: Contact) -> list[str]:
    with store.reading() as session:
        return call_tools.pinned(session, contact.id)


def test_it_works(grace: FlaskClient) -> None:
    page = grace.get(f"{PAGE}?q=steady&place=Brigholm").text
    assert "1 service found" in page and "near Brigholm" in page
    assert 'href="tel:01632960123"' in page and "Less than half a mile" not in page, "the reason says how far"
    assert "Nothing is pinned yet" in page


def test_the_part_for_the_script_is_what_the_page_holds(grace: FlaskClient) -> None:
    part = grace.get(f"{PAGE}/part?q=steady").text
    assert "<h1" not in part and "data-find" not in part, "what is typed in is never replaced"
    assert part.count("data-found") == part.count("data-pins ") + part.count("data-pins>") == 1
    assert 'data-say="1 service found"' in part


def test_what_fits_nothing_says_so(grace: FlaskClient) -> None:
    assert "Nothing found" in grace.get(f"{PAGE}?q=zebra").text
    page = grace.get(f"{PAGE}?q=falls&place=Atlantis").text
    assert "know a place called" in page and "Atlantis" in page


@pytest.mark.parametrize(
    ("more", "there", "not_there"),
    [("&way=telephone", "Falls Line", "Steady Steps"), ("&free=yes", "Steady Steps", "Falls Line")],
)
def test_it_is_narrowed(grace: FlaskClient, more: str, there: str, not_there: str) -> None:
    page = grace.get(f"{PAGE}?need=falls_prevention{more}").text
    assert there in page and not_there not in page


def test_pins_stay_with_the_call(grace: FlaskClient, call: Contact, store: ContactsStore) -> None:
    assert pin(grace, "steady", q="steps") == f"{PAGE}?q=steps"
    pin(grace, "line")
    pin(grace, "steady")
    assert pinned(store, call) == ["steady", "line"], "twice is once, and in their order"
    assert "Pinned for this call (2)" in grace.get(PAGE).text
    following = post(grace, "/staff/call", page="/staff/call").location
    assert "Nothing is pinned yet" in grace.get(f"{following}/services").text, "the next call begins empty"
    assert pinned(store, call) == ["steady", "line"]


def test_a_pin_is_taken_away(grace: FlaskClient, call: Contact, store: ContactsStore) -> None:
    pin(grace, "steady")
    pin(grace, "steady", do="unpin")
    pin(grace, "steady", do="unpin")
    assert pinned(store, call) == []


def test_the_script_gets_the_part_back(grace: FlaskClient) -> None:
    assert pin(grace, "steady", q="steps", part="yes") == f"{PAGE}/part?q=steps"


def test_no_more_than_fit(
    grace: FlaskClient, call: Contact, store: ContactsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_tools, "MOST_PINNED", 1)
    pin(grace, "steady")
    assert pin(grace, "line") == f"{PAGE}?full=1"
    assert "Take one away first" in grace.get(f"{PAGE}?full=1").text
    assert pinned(store, call) == ["steady"]


def test_what_is_not_in_the_directory_is_not_pinned(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    answer = post(grace, f"{CALL}/pins", page=f"{PAGE}?q=steps", service_id="made-up")
    assert (answer.status_code, pinned(store, call)) == (404, [])


def test_a_service_that_is_gone_is_said_to_be(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    with store.writing() as session:
        call_tools.pin(session, call.id, "gone", call.started_at)
    assert "1 pinned before is no longer in the directory" in grace.get(PAGE).text


def test_three_side_by_side(grace: FlaskClient) -> None:
    address = f"{PAGE}/compare?service=steady&service=home&service=line&place=Brigholm"
    page = grace.get(address).text
    for expected in ("How far", "Last checked", "Tuesdays, 10am to 11.30am", "£1", "01632 960124"):
        assert expected in page
    assert page.count('scope="col"') == 3
    assert "Less than half a mile" in page


def test_the_pinned_are_compared_when_none_is_named(grace: FlaskClient) -> None:
    pin(grace, "steady")
    assert "Pin or tick two or three" in grace.get(f"{PAGE}/compare").text
    pin(grace, "line")
    assert grace.get(f"{PAGE}/compare").text.count('scope="col"') == 2


def test_who_holds_no_call_is_sent_to_begin_one(signed_in: Callable[[str], FlaskClient]) -> None:
    browser = signed_in("grace")
    for address in (PAGE, f"{PAGE}/part", f"{PAGE}/compare"):
        assert browser.get(address).location == "/staff/call"


@pytest.mark.parametrize("name", ["tom", "nadia", "ed"])
def test_it_is_for_advisers(signed_in: Callable[[str], FlaskClient], name: str) -> None:
    assert signed_in(name).get(PAGE).status_code == 403


def test_erasing_a_contact_and_deleting_one(
    grace: FlaskClient, call: Contact, store: ContactsStore, cast: dict[str, int]
) -> None:
    pin(grace, "steady")
    with store.writing() as session:
        call_tools.hand_over(session, call.id, "n", "duty", "Priya", cast["grace"], call.started_at)
        erase(session, call.id)
        assert [each.took_by for each in call_tools.handed_over(session, call.id)] == [None]
    with store.writing() as session:
        session.delete(session.get_one(Contact, call.id))
        session.flush()
        assert call_tools.pinned(session, call.id) == []
