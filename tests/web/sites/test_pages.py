"""The pages of innovation sites: add, change, end, evaluate, and the pack for the board."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.pdf_text import Pdf, rows
from tests.web.conftest import post
from tests.web.numbers.making import contact, handoff
from tests.web.sites.making import site, today
from web.database import ContactsStore
from web.models.contact import Outcome
from web.models.handoff import HandoffOutcome
from web.models.site import Site
from web.numbers.evaluation import COMPARED
from web.store import sites

SignIn = Callable[[str], FlaskClient]
ADD = "/staff/sites/add"
MADE = {"name": "Front door", "slug": "front-door", "tried": "Listening first", "baseline_weeks": "4"}


def a_form(**more: str) -> dict[str, str]:
    days = {
        "first_day": (today() + timedelta(days=1)).isoformat(),
        "last_day": (today() + timedelta(days=84)).isoformat(),
    }
    return {**MADE, **days, "districts": "dn15, DN16", "nonce": "n" * 16, **more}


def add(browser: FlaskClient, **more: str) -> Any:
    return post(browser, ADD, page=ADD, **a_form(**more))


def all_sites(store: ContactsStore) -> list[Site]:
    with store.reading() as session:
        return list(sites.every(session))


@pytest.fixture
def fortnight(store: ContactsStore) -> int:
    """A site by place three weeks old, with contacts on both sides; the number of the site."""
    begun = today() - timedelta(days=20)
    with store.writing() as session:
        number = site(session, districts=("DN15",), first_day=begun, tried="Listening first").id
        for day in range(20):
            for at in range(3):
                resolved = Outcome.RESOLVED_CLAIMED if at < 2 else Outcome.ABANDONED
                contact(session, begun + timedelta(days=day), site="eastmere", outcome=resolved)
                other = Outcome.RESOLVED_CLAIMED if at == 0 else Outcome.ABANDONED
                contact(session, begun + timedelta(days=day), place_district="DN16", outcome=other)
                contact(session, begun + timedelta(days=day), place_district=None, outcome=Outcome.ABANDONED)
        for week in range(12):
            for _each in range(7):
                contact(session, begun - timedelta(days=7 * week + 3), outcome=Outcome.RESOLVED_CLAIMED)
    return number


def test_it_works(store: ContactsStore, signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    assert "There is no site yet" in nadia.get("/staff/sites").text
    made = add(nadia)
    (found,) = all_sites(store)
    assert (made.status_code, made.location) == (303, f"/staff/sites/{found.id}")
    assert (found.slug, found.districts, found.baseline_weeks) == ("front-door", ["DN15", "DN16"], 4)
    page = nadia.get(made.location).text
    assert "The site is added." in page and "Not begun" in page and "Lives in DN15 or DN16" in page
    assert "Added by nadia" in page


def test_the_same_form_again_makes_no_second_site(store: ContactsStore, signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    assert add(nadia).location == add(nadia).location
    assert len(all_sites(store)) == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "Say what the site is called"),
        ({"slug": "Front Door"}, "The short name needs"),
        ({"slug": "usual"}, "There is a site of this short name already"),
        ({"tried": ""}, "Say what is tried"),
        ({"first_day": "2020-01-01"}, "tomorrow at the earliest"),
        ({"first_day": "soon"}, "tomorrow at the earliest"),
        ({"last_day": "2020-01-01"}, "Give a last day"),
        ({"last_day": "2999-01-01"}, "Give a last day"),
        ({"first_day": "9999-06-01", "last_day": "9999-05-31"}, "Give a last day"),
        ({"first_day": "9999-06-01", "last_day": "9999-12-31", "name": ""}, "Say what the site is called"),
        ({"baseline_weeks": "many"}, "from 0 to 52"),
        ({"baseline_weeks": "53"}, "from 0 to 52"),
        ({"districts": "Scunthorpe"}, "Give districts such as DN15"),
        ({"districts": ""}, "Without any condition everybody would"),
        ({"by_address": "yes"}, "cannot be combined"),
        ({"channels": "pigeon"}, "Choose from the ways"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written_is_lost(
    store: ContactsStore, signed_in: SignIn, wrong: dict[str, str], says: str
) -> None:
    answer = add(signed_in("nadia"), **wrong)
    page = html.unescape(answer.text)
    assert answer.status_code == 422 and says in page
    kept = {
        name: value
        for name, value in a_form(**wrong).items()
        if name not in ("nonce", "by_address", "channels")
    }
    assert all(
        f'value="{value}"' in page or f">{value}<" in page or not value.strip() for value in kept.values()
    )
    assert all_sites(store) == []


def test_who_may_only_look_cannot_change(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        number = site(session, channels=("web",)).id
    leo = signed_in("leo")
    page = leo.get(f"/staff/sites/{number}")
    assert page.status_code == 200 and "Change this site" not in page.text
    assert leo.get(ADD).status_code == 403
    assert leo.get(f"/staff/sites/{number}/change").status_code == 403
    assert signed_in("tom").get("/staff/sites").status_code == 403


def test_a_running_site_can_be_ended_and_nothing_else(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        number = site(session, channels=("web",)).id
    nadia, change = signed_in("nadia"), f"/staff/sites/{number}/change"
    sent = post(
        nadia, change, page=change, **a_form(last_day=today().isoformat(), slug="other"), version="1"
    )  # fmt: skip
    assert sent.status_code == 303
    (found,) = all_sites(store)
    assert (found.last_day, found.slug, found.channels, found.districts) == (today(), "eastmere", ["web"], [])
    assert found.first_day == today() - timedelta(days=7) and found.version == 2
    assert "Changed by nadia" in nadia.get(f"/staff/sites/{number}").text


def test_two_who_change_at_once_lose_nothing(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        number = site(session, channels=("web",)).id
    nadia, change = signed_in("nadia"), f"/staff/sites/{number}/change"
    first = {**a_form(name="Nadia's name", nonce="a" * 16), "version": "1"}
    assert post(nadia, change, page=change, **first).status_code == 303
    assert post(nadia, change, page=change, **first).status_code == 303  # the same form again
    second = post(
        signed_in("ada"), change, page=change, **a_form(name="Ada's name", nonce="b" * 16), version="1"
    )
    page = html.unescape(second.text)
    assert second.status_code == 409 and "Ada's name" in page and "Nadia's name" in page
    assert [each.name for each in all_sites(store)] == ["Nadia's name"]


def test_all_but_a_few_are_not_shown_either(store: ContactsStore, signed_in: SignIn) -> None:
    begun = today() - timedelta(days=20)
    with store.writing() as session:
        number = site(session, districts=("DN15",), first_day=begun).id
        for at in range(10):
            outcome = Outcome.HANDED_OFF if at < 8 else Outcome.ABANDONED
            one = contact(session, begun, site="eastmere", outcome=outcome)
            if at < 8:
                handoff(session, one)
    page = signed_in("nadia").get(f"/staff/sites/{number}").text
    each_week = page.split("Beyond conversation one a week")[1].split("</tr>")[0]
    assert row(page, "conversation_two")[1] == "Under 5, or all but a few"
    assert "all but a few" in each_week and "2.7" not in each_week


def test_a_site_that_has_not_begun_can_be_withdrawn_and_its_name_is_never_used_again(
    store: ContactsStore, signed_in: SignIn
) -> None:
    nadia = signed_in("nadia")
    page = add(nadia).location
    assert post(nadia, f"{page}/withdraw", page=page).status_code == 303
    assert "Withdrawn" in nadia.get(page).text and nadia.get(f"{page}/change").status_code == 404
    assert "short name already" in add(nadia, nonce="m" * 16).text
    with store.writing() as session:
        running = site(session, channels=("web",)).id
    token = re.search(r'name="csrf_token" value="([^"]+)"', nadia.get(f"/staff/sites/{running}").text)
    assert token
    refused = nadia.post(f"/staff/sites/{running}/withdraw", data={"csrf_token": token[1]})
    assert refused.status_code == 409


def row(page: str, id_: str, which: int = 0) -> list[str]:
    found = page.split(f'data-row="{id_}"')[1 + which].split("</tr>")[0]
    return [
        html.unescape(re.sub(r"<[^>]*>", "", cell))
        for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", found)
    ]


def test_the_evaluation_sets_like_beside_like(fortnight: int, signed_in: SignIn) -> None:
    page = signed_in("nadia").get(f"/staff/sites/{fortnight}").text
    claimed = row(page, "claimed")
    # Whoever went quiet without telling a place cannot come into the site, and does not stand against it.
    assert claimed[1:3] == ["40 of 60: 66.7%", "20 of 60: 33.3%"]
    assert claimed[3].startswith("+33.3 points (+15.") and "Higher here" in claimed[4]
    abandoned = row(page, "abandoned")
    assert abandoned[1:3] == ["20 of 60: 33.3%", "40 of 60: 66.7%"] and "Lower here" in abandoned[4]
    assert row(page, "claimed", 1)[2] == "84 of 84: 100.0%"
    assert "Not known yet: 28 days" in row(page, "verified_28")[4]
    assert "the first 21 days of" in page and "-0.0" not in page and "whose place is known" in page
    assert "was not drawn by lot" in page and f"{len(COMPARED)} measures are looked at" in page


def test_small_numbers_are_not_shown(store: ContactsStore, fortnight: int, signed_in: SignIn) -> None:
    with store.writing() as session:
        one = contact(session, today(), site="eastmere", outcome=Outcome.HANDED_OFF)
        handoff(session, one, HandoffOutcome.NO_ASSESSMENT_NEEDED)
    page = signed_in("nadia").get(f"/staff/sites/{fortnight}").text
    told = row(page, "conversation_two")
    assert told[1] == "Under 5, or all but a few" and told[3] == "" and "Too few to show" in told[4]
    # One in three weeks: 0.3 a week would say as much.
    each_week = page.split("Beyond conversation one a week")[1].split("</tr>")[0]
    assert "Under 5" in each_week and "0.3" not in each_week


def test_a_site_that_has_not_begun_has_no_evaluation(signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    page = nadia.get(add(nadia).location).text
    assert "data-row" not in page
    assert nadia.get("/staff/sites/1/pack/1").status_code == 404
    assert nadia.get("/staff/sites/99").status_code == 404


def test_the_pack_says_the_same_on_the_page_and_on_paper(fortnight: int, signed_in: SignIn) -> None:
    nadia = signed_in("nadia")
    address = f"/staff/sites/{fortnight}/pack/1"
    post(nadia, f"/staff/sites/{fortnight}/questions", page=address, question="Who rings back at weekends?")
    page = nadia.get(address).text
    paper = nadia.get(f"{address}.pdf")
    assert paper.mimetype == "application/pdf"
    read = Pdf(paper.data)
    on_paper = [cells for table in read.tree().all("Table") for cells in rows(table)]
    on_page = [
        [
            html.unescape(re.sub(r"<[^>]*>", "", cell))
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", each)
        ]
        for each in re.findall(r"<tr[^>]*>(.*?)</tr>", page)
    ]
    assert len(on_page) > 20 and on_paper == on_page
    assert "Who rings back at weekends?" in page and "Who rings back at weekends?" in read.text
    assert row(page, "contacts") == ["Contacts", "42", "0"]
    assert "The board" not in read.text and "For the board to decide" in read.text
    assert nadia.get(f"/staff/sites/{fortnight}/pack/9").status_code == 404


def test_questions_are_asked_once_and_closed(fortnight: int, signed_in: SignIn) -> None:
    nadia, address = signed_in("nadia"), f"/staff/sites/{fortnight}/pack/1"
    questions = f"/staff/sites/{fortnight}/questions"
    for _again in range(2):
        asked = post(nadia, questions, page=address, question="Why?", nonce="q" * 16)
        assert asked.status_code == 303
    page = nadia.get(address).text
    assert page.count("Why? (asked on") == 1
    (settle,) = re.findall(r'action="([^"]+/settle)"', page)
    assert post(nadia, settle, page=address).status_code == 303
    assert "No question is open" in nadia.get(address).text
    long = post(nadia, questions, page=address, question="x" * 501)
    assert long.status_code == 422 and "x" * 501 in long.text


def test_the_pack_of_a_days_end_knows_nothing_of_later(
    fortnight: int, store: ContactsStore, signed_in: SignIn
) -> None:
    nadia = signed_in("nadia")
    before = nadia.get(f"/staff/sites/{fortnight}/pack/1").text
    with store.writing() as session:
        contact(session, today(), site="eastmere", outcome=Outcome.ABANDONED)
    assert row(nadia.get(f"/staff/sites/{fortnight}/pack/1").text, "abandoned") == row(before, "abandoned")
    assert "the first 14 days of" in before


def test_when_its_last_day_has_passed_it_is_over(store: ContactsStore, signed_in: SignIn) -> None:
    with store.writing() as session:
        first, last = today() - timedelta(days=28), today() - timedelta(days=1)
        number = site(session, by_address=True, first_day=first, last_day=last).id
    page = signed_in("nadia").get(f"/staff/sites/{number}/pack/2").text
    assert "The site is over." in page and "Do not decide" not in page
    assert "Not complete yet: measures of 28 days are from" in page
    assert "There are no weeks before to compare with" in page and "chose to" in page
