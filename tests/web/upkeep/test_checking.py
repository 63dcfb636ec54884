"""The entries to check: who sees them, and what an editor can do about each."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.directory.freshness.conftest import Desk
from tests.web.keeping import send, text_of

SignIn = Callable[[str], FlaskClient]
STALE = "/staff/upkeep/stale"


def test_it_works(signed_in: SignIn) -> None:
    ed = signed_in("ed")
    page = ed.get(STALE)
    assert page.status_code == 200
    shown = text_of(page)
    assert "Silent Choir" in shown
    assert "There is no e-mail address to ask at" in shown
    assert "Brigholm Lunch Club" not in shown  # its organisation is asked first
    assert "Brigholm Lunch Club" in text_of(ed.get(f"{STALE}?show=all"))


@pytest.mark.parametrize("name", ["grace", "tom", "nadia", "ada"])
def test_others_than_editors_may_not(signed_in: SignIn, name: str) -> None:
    assert signed_in(name).get(STALE).status_code == 403


def test_a_check_is_noted_once(signed_in: SignIn, desk: Desk) -> None:
    ed = signed_in("ed")
    for expected in ("It is noted that you checked it today", "That was noted before"):
        done = send(ed, "/staff/upkeep/checked/silent", page=f"{STALE}?show=all", nonce="nonce-1")
        assert done.status_code == 303
        assert expected in text_of(ed.get(done.headers["Location"]))
    listing = desk.listing("silent")
    assert (listing.assured_date, listing.assurer, listing.assured_by) == (
        desk.clock().date(),
        "editor",
        "ed",
    )
    assert "Silent Choir" not in text_of(ed.get(STALE))


def test_a_link_to_pass_on_opens_the_entry_and_can_be_taken_back(signed_in: SignIn) -> None:
    ed = signed_in("ed")
    page = send(ed, "/staff/upkeep/link/silent", page=STALE).get_data(as_text=True)
    found = re.search(r"(/organisation/[\w.-]+)", page)
    assert found
    assert "Silent Choir" in text_of(ed.get(found[1]))
    send(ed, "/staff/upkeep/take-back/silent", page=f"{STALE}?show=all")
    assert ed.get(found[1]).status_code == 410


def test_a_mail_that_came_back(signed_in: SignIn, desk: Desk) -> None:
    ed = signed_in("ed")
    list(desk.keeper.letters(5))
    done = send(ed, "/staff/upkeep/bounced/lunch-1", page=f"{STALE}?show=asked")
    assert "The address is not written to again" in text_of(ed.get(done.headers["Location"]))
    assert "The e-mail address does not exist" in text_of(ed.get(STALE))


@pytest.mark.parametrize("what", ["checked", "link", "take-back"])
def test_what_is_not_there_is_not_found(signed_in: SignIn, what: str) -> None:
    assert send(signed_in("ed"), f"/staff/upkeep/{what}/nowhere", page=STALE).status_code == 404


@pytest.mark.parametrize("query", ["page=999", "page=-1", "page=x", "show=what", "why=what", "page=²"])
def test_odd_questions_get_a_page(signed_in: SignIn, query: str) -> None:
    assert signed_in("ed").get(f"{STALE}?{query}").status_code == 200


def test_the_worklist_has_all_three_kinds(signed_in: SignIn, desk: Desk) -> None:
    from datetime import timedelta

    from directory.link_memory import Look
    from directory.links.rounds import keep
    from directory.models.freshness import LinkState

    for day in range(4):
        look = Look(LinkState.BROKEN, "no_such_page", 404)
        keep(desk.sessions, "https://lunch.example.org", look, desk.clock() + timedelta(days=day))
    shown = text_of(signed_in("ed").get("/staff/directory/worklist"))
    assert "To be checked: 1" in shown
    assert "Dead links: 3" in shown
    assert "There is no such page (404)" in shown
    assert "Something is wrong: 0" in shown
