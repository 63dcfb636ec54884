"""The list somebody carries away: in the address, as an e-mail, as a code. Nothing of it is kept here."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno
from flask.testing import FlaskClient

from directory.listings import Listing
from tests.web.public_directory.conftest import STEADY
from tests.web.public_directory.reading import link, names
from web.public_directory.asked import MOST_SAVED
from web.public_directory.shortlist import LONGEST_MAIL, mail_to_oneself, qr_code


def test_an_empty_list_says_how_to_fill_it(rosa: FlaskClient) -> None:
    page = rosa.get("/my-list").text
    assert "There is nothing on your list yet." in page
    assert link(page, "Find services") == "/services"


def test_the_address_holds_the_list(rosa: FlaskClient) -> None:
    page = rosa.get("/my-list?save=line&save=steady&save=line").text
    assert names(page) == ["Falls Line", "Steady Steps"]
    for fact in ("2 services.", "01632 960124", "hello@example.org", "Village Hall", "Tuesdays"):
        assert fact in page


def test_what_is_gone_is_counted_and_not_shown(rosa: FlaskClient) -> None:
    page = rosa.get("/my-list?save=steady&save=closed&save=withdrawn").text
    assert names(page) == ["Steady Steps"]
    assert "2 more are no longer in the directory." in page
    assert "Secret Steps" not in page
    assert "no longer in the directory" in rosa.get("/my-list?save=withdrawn").text


def test_without_a_script_the_list_goes_from_page_to_page(rosa: FlaskClient) -> None:
    page = rosa.get("/services?q=steady&save=line").text
    assert page.count('name="save" value="line"') == 2  # in the search and in the form that saves
    assert 'name="save" value="steady"' in page
    assert link(page, "Steady Steps") == "/services/steady?save=line"
    assert 'href="/my-list?save=line"' in page
    there = rosa.get("/services/steady?save=line&save=steady").text
    assert "Remove from my list" in there
    assert link(there, "Find other services") == "/services?save=line&save=steady"
    assert link(rosa.get("/services?save=line").text, "Looking after pets") == "/services?need=pets&save=line"


def test_the_way_back_leads_to_our_own_lists_alone(rosa: FlaskClient) -> None:
    page = rosa.get("/my-list?save=steady&back=/services?q%3Dfalls%26free%3Dyes").text
    assert link(page, "Back to the services") == "/services?q=falls&free=yes"
    for odd in ("https://example.org/", "//example.org", "/services.example.org", "javascript:alert(1)"):
        assert (
            "Back to the services"
            not in rosa.get("/my-list", query_string={"save": "steady", "back": odd}).text
        )


def test_it_can_be_emailed_to_oneself(rosa: FlaskClient) -> None:
    mail = link(rosa.get("/my-list?save=steady&save=line").text, "Email it to myself")
    assert mail.startswith(
        "mailto:?"
    )  # to nobody yet: the address is the reader's to type, in their own program
    body = parse_qs(urlsplit(mail).query)["body"][0]
    assert "Steady Steps\r\n01632 960123\r\nVillage Hall, Brigholm, DN20 8AA" in body
    assert "Falls Line" in body
    assert "http://localhost/my-list?save=steady&save=line" in body


def test_a_long_list_still_fits_a_mail_program() -> None:
    long = [replace(STEADY, id=str(n), name=f"Service {n} " + "é" * 40) for n in range(MOST_SAVED)]
    mail = mail_to_oneself(long, "http://localhost/my-list?save=1", "Eastmere")
    assert len(mail) <= LONGEST_MAIL
    assert "Service 0 " in unquote(mail)
    assert unquote(mail).endswith("http://localhost/my-list?save=1")


def test_the_code_holds_the_address_of_the_list_and_nothing_else(rosa: FlaskClient) -> None:
    page = rosa.get("/my-list?save=steady&save=line").text
    assert 'src="/my-list/code.svg?save=steady&amp;save=line"' in page
    answer = rosa.get("/my-list/code.svg?save=steady&save=line&q=bruises&back=/services")
    assert answer.mimetype == "image/svg+xml"
    assert answer.data == qr_code("http://localhost/my-list?save=steady&save=line")
    assert b"<script" not in answer.data and b"style=" not in answer.data
    side = segno.make("http://localhost/my-list?save=steady&save=line", error="l", micro=False).symbol_size()[
        0
    ]
    assert f'viewBox="0 0 {side} {side}"'.encode() in answer.data


class TestLongIds:
    @pytest.fixture
    def listings(self) -> tuple[Listing, ...]:
        return tuple(
            replace(STEADY, id=f"{n:02}" + "x" * 198, name=f"Service {n}") for n in range(MOST_SAVED + 5)
        )

    def test_a_list_no_code_can_hold_has_none(self, rosa: FlaskClient, listings: tuple[Listing, ...]) -> None:
        everything = {"save": [each.id for each in listings]}
        page = rosa.get("/my-list", query_string=everything).text
        assert len(names(page)) == MOST_SAVED
        assert "code.svg" not in page
        assert rosa.get("/my-list/code.svg", query_string=everything).status_code == 404


def test_it_is_removed_and_cleared_by_plain_forms(rosa: FlaskClient) -> None:
    page = rosa.get("/my-list?save=steady&save=line").text
    form = page.split('data-remove="steady"')[1].split("</form>")[0]
    assert 'value="line"' in form and 'value="steady"' not in form
    clear = page.split("data-clear")[1].split("</form>")[0]
    assert 'name="save"' not in clear
    assert "Your list is empty now." in rosa.get("/my-list?removed=1").text
