"""Finding help without a chat: the list, its filters and pages, and one service's own page."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from directory.listings import Listing
from tests.web.public_directory.conftest import AT_HOME, STEADY


def names(page: str) -> list[str]:
    return re.findall(r'service-card__name"><a href="[^"]*">([^<]*)<', page)


def test_without_a_question_it_lists_everything(rosa: FlaskClient) -> None:
    page = rosa.get("/services").text
    assert names(page) == ["Steady Steps", "At Home Checks", "Falls Line"]
    assert "3 services" in page
    assert "This is a demonstration" in page
    assert "A weekly group." in page
    assert "Helps with falls." not in page  # nothing was said that it could fit


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=steady", ["Steady Steps"]),
        ("free=yes", ["Steady Steps"]),  # a cost that is not known is not free
        ("home=yes", ["At Home Checks"]),
        ("free=yes&home=yes", []),
        ("place=Brigholm", ["Steady Steps", "At Home Checks", "Falls Line"]),
        ("need=nonsense&page=nonsense", ["Steady Steps", "At Home Checks", "Falls Line"]),
        ("page=99", ["Steady Steps", "At Home Checks", "Falls Line"]),
    ],
)
def test_the_question_narrows_the_list(rosa: FlaskClient, query: str, expected: list[str]) -> None:
    assert names(rosa.get(f"/services?{query}").text) == expected


def test_a_place_alone_says_how_far(rosa: FlaskClient) -> None:
    page = rosa.get("/services?place=Brigholm").text
    assert "near Brigholm" in page
    assert page.index("Less than half a mile away") < page.index("About 7 miles away")


def test_a_question_says_how_far_in_the_reason_alone(rosa: FlaskClient) -> None:
    page = rosa.get("/services?q=steady&place=Brigholm").text
    assert "Helps with falls." in page
    assert "mile away" not in page


@pytest.mark.parametrize(
    "address", ["/services", "/services?q=bruises", "/services/steady", "/services/gone"]
)
def test_what_somebody_looked_for_is_kept_nowhere(rosa: FlaskClient, address: str) -> None:
    assert rosa.get(address).headers["Cache-Control"] == "no-store"


def test_an_unknown_place_is_said_and_hides_nothing(rosa: FlaskClient) -> None:
    page = rosa.get("/services?place=Atlantis").text
    assert "know a place called" in page
    assert len(names(page)) == 3


def test_nothing_found_still_leads_somewhere(rosa: FlaskClient) -> None:
    page = rosa.get("/services?q=zebras").text
    assert "Nothing found" in page
    assert 'href="/leave-details"' in page


class TestManyServices:
    @pytest.fixture
    def listings(self) -> tuple[Listing, ...]:
        return tuple(replace(STEADY, id=f"s{place}", name=f"Steady {place}") for place in range(23))

    def test_they_come_ten_to_a_page(self, rosa: FlaskClient) -> None:
        second = rosa.get("/services?q=steady&page=2").text
        assert names(second) == [f"Steady {place}" for place in range(10, 20)]
        assert "Page 2 of 3" in second
        assert "q=steady&amp;page=3#results" in second
        assert names(rosa.get("/services?page=3").text) == ["Steady 20", "Steady 21", "Steady 22"]


def test_a_service_says_everything_known(rosa: FlaskClient) -> None:
    page = rosa.get("/services/steady").text
    for expected in (
        "Steady Steps", "Eastmere Steps", "Bring a friend.", 'href="tel:01632960123"', "01632 960124",
        'href="mailto:hello@example.org"', "steady.example.org", "Village Hall", "Tuesdays", "Free",
        "People aged 50 and over", "People who have fallen", "Hearing loop", "Not checked for over a year",
    ):  # fmt: skip
        assert expected in page


def test_what_is_not_known_is_said_to_be_unknown(rosa: FlaskClient) -> None:
    page = rosa.get(f"/services/{AT_HOME.id}").text
    assert page.count("Ask them: they do not say") == 3  # when, cost, who it is for
    assert "know when this was last checked" in page
    assert "javascript:" not in page


def test_a_service_that_is_gone_is_a_kind_404(rosa: FlaskClient) -> None:
    answer = rosa.get("/services/gone")
    assert answer.status_code == 404
    assert "It may have closed" in answer.text


def test_words_from_the_address_are_never_html(rosa: FlaskClient) -> None:
    assert (
        "<script>alert" not in rosa.get("/services?q=<script>alert(1)</script>&place=<script>alert(1)").text
    )
