"""One service's own page: everything known, what is unknown said so, and what became of one that is gone."""

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from flask.testing import FlaskClient

from directory.listings import Listing
from tests.web.public_directory.conftest import AT_HOME, LINE, STEADY, SmallDirectory
from tests.web.public_directory.reading import link


def test_a_service_says_everything_known(rosa: FlaskClient) -> None:
    page = rosa.get("/services/steady").text
    for expected in (
        "Steady Steps", "Eastmere Steps", "Bring a friend.", 'href="tel:01632960123"', "01632 960124",
        'href="mailto:hello@example.org"', "steady.example.org", "Village Hall", "Tuesdays", "Free",
        "People aged 50 and over", "People who have fallen", "Step-free entrance", "Polish",
        "Not checked for over a year", "(last on 1 January 2020 by Eastmere)", "3 February 2026",
        "falls and balance",
    ):  # fmt: skip
        assert expected in page


def test_an_id_with_a_slash_has_a_page(rosa: FlaskClient, directory: SmallDirectory) -> None:
    directory.rows = (replace(STEADY, id="a/b c?d#e"),)
    assert "Steady Steps" in rosa.get("/services/a/b%20c%3Fd%23e").text


def test_what_is_not_known_is_said_to_be_unknown(rosa: FlaskClient) -> None:
    page = rosa.get(f"/services/{AT_HOME.id}").text
    assert page.count("Ask them: they do not say") == 4  # when, cost, who it is for, getting in
    assert "know when this was last checked" in page
    assert "Last changed" not in page
    assert "javascript:" not in page


def test_its_place_has_a_map_and_a_way_there(rosa: FlaskClient) -> None:
    page = rosa.get("/services/steady").text
    assert link(page, "Map of Village Hall") == (
        "https://www.openstreetmap.org/?mlat=53.55200&mlon=-0.49200#map=17/53.55200/-0.49200"
    )
    assert link(page, "Directions to") == "https://www.openstreetmap.org/directions?to=53.55200%2C-0.49200"


def test_others_by_the_same_people_and_for_the_same_needs(rosa: FlaskClient) -> None:
    page = rosa.get("/services/steady").text
    assert link(page, "At Home Checks") == "/services/home"
    assert "Also by Eastmere Steps" in page
    assert page.index("Others that help with the same") < page.index("Falls Line")
    assert "Also by" not in rosa.get("/services/line").text


class TestSeveralPlaces:
    @pytest.fixture
    def listings(self) -> tuple[Listing, ...]:
        both = ("Hall, Brigholm, DN20 8AA", "Club, Epwell, DN9 1AA")
        many = tuple(replace(LINE, id=f"l{n}", name=f"Line {n}") for n in range(9))
        return (replace(STEADY, addresses=both, demonstration=False), *many)

    def test_each_is_looked_up_by_its_postcode(self, rosa: FlaskClient) -> None:
        page = rosa.get("/services/steady").text
        assert link(page, "Map of Club") == "https://www.openstreetmap.org/search?query=DN9+1AA"
        assert "Directions" not in page

    def test_an_organisation_with_many_has_a_list_of_its_own(self, rosa: FlaskClient) -> None:
        page = rosa.get("/services/l3").text
        assert link(page, "All 9 services by Line Trust") == "/services?by=Line+Trust"

    def test_search_engines_are_told_in_their_own_words(self, rosa: FlaskClient) -> None:
        page = rosa.get("/services/steady").text
        assert 'itemscope itemtype="https://schema.org/Service"' in page
        for told in (
            '<h1 itemprop="name">Steady Steps</h1>', 'itemprop="telephone" content="01632 960123"',
            'itemprop="address" content="Club, Epwell, DN9 1AA"',
            'itemprop="availableLanguage" content="Polish"',
            '<span itemprop="name">Eastmere Steps</span>', 'itemprop="isAccessibleForFree" content="true"',
        ):  # fmt: skip
            assert told in page
        assert "areaServed" not in page  # not known


class TestOddFacts:
    @pytest.fixture
    def listings(self) -> tuple[Listing, ...]:
        odd = '"><script>alert(1)</script>'
        facts = {
            name: (odd,)
            for name in ("phones", "addresses", "languages", "serves", "accessibility", "opening")
        }
        texts = dict.fromkeys(("name", "description", "organisation", "email", "cost", "eligibility"), odd)
        return (replace(STEADY, demonstration=False, **facts, **texts),)

    def test_no_fact_of_a_feed_can_break_out(self, rosa: FlaskClient) -> None:
        for address in ("/services/steady", "/services?sort=name", "/my-list?save=steady"):
            assert "<script>alert" not in rosa.get(address).text


def test_search_engines_are_told_nothing_of_made_up_services(rosa: FlaskClient) -> None:
    assert "schema.org/Service" not in rosa.get("/services/steady").text


class TestVanished:
    @pytest.fixture
    def listings(self) -> tuple[Listing, ...]:
        return (replace(STEADY, vanished_at=datetime(2026, 5, 1, tzinfo=timezone.utc)),)

    def test_one_that_its_source_dropped_says_so(self, rosa: FlaskClient) -> None:
        assert "The list this came from no longer has it." in rosa.get("/services/steady").text
        assert "The list this came from no longer has it." in rosa.get("/services?sort=name").text


@pytest.mark.parametrize(
    ("service_id", "status", "said"),
    [
        ("closed", 410, "Old Steps is closed"),
        ("withdrawn", 410, "This service is no longer listed"),
        ("nobody", 404, "We can&#39;t find that service"),
        ("resting", 200, "Closed for now."),
    ],
)
def test_one_that_is_not_running_says_what_became_of_it(
    rosa: FlaskClient, service_id: str, status: int, said: str
) -> None:
    answer = rosa.get(f"/services/{service_id}")
    assert answer.status_code == status
    assert said.replace("&#39;", "'") in answer.text.replace("&#39;", "'")
    assert "Secret Steps" not in answer.text
    assert link(answer.text, "Find other services").startswith("/services")


def test_a_closed_one_leads_to_others_for_the_same(rosa: FlaskClient) -> None:
    page = rosa.get("/services/closed").text
    assert link(page, "Falls Line") == "/services/line"
    assert "01632 960123" not in page  # nobody should ring it


def test_a_merged_one_leads_to_the_kept_one_for_ever(rosa: FlaskClient) -> None:
    answer = rosa.get("/services/merged?save=home")
    assert (answer.status_code, answer.location) == (301, "/services/steady?save=home")
