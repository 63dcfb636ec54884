"""Finding help without a chat: where to begin, the list and its pages, and ways on where there is nothing."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from directory.finder import Choice
from directory.listings import Listing
from tests.rules_read_once import the_screen
from tests.web.public_directory.conftest import STEADY, SmallDirectory
from tests.web.public_directory.reading import link, names
from web.app import create_app
from web.settings import WebSettings

ALL = ["At Home Checks", "Falls Line", "Steady Steps"]


def test_it_begins_with_needs_places_and_everything(rosa: FlaskClient) -> None:
    page = rosa.get("/services").text
    assert "This is a demonstration" in page
    assert page.index("Looking after pets") < page.index("Falls and balance")  # by group
    assert "Money" not in page  # a group that nothing answers is not offered
    assert names(rosa.get(link(page, "Looking after pets")).text) == ["Falls Line"]
    assert names(rosa.get(link(page, "Falls and balance")).text) == [
        "Steady Steps",
        "At Home Checks",
        "Falls Line",
    ]
    everything = rosa.get(link(page, "All 3 services")).text
    assert names(everything) == ALL
    assert "A weekly group." in everything
    assert "Helps with falls." not in everything  # nothing was said that it could fit


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=steady", ["Steady Steps"]),
        ("free=yes", ["Steady Steps"]),  # a cost that is not known is not free
        ("way=home_visit", ["At Home Checks"]),
        ("home=yes", ["At Home Checks"]),
        ("way=home_visit&way=telephone", ["At Home Checks", "Falls Line"]),
        ("free=yes&way=home_visit", []),
        ("open=weekend", ["Falls Line", "Steady Steps"]),
        ("open=evening", ["At Home Checks"]),
        ("open=evening&open=weekend", []),
        ("wheelchair=yes", ["Steady Steps"]),
        ("language=polish", ["Steady Steps"]),
        ("age=30", ["At Home Checks", "Falls Line"]),
        ("age=10", ["At Home Checks"]),  # it names no ages, and so may be for anybody
        ("by=Line+Trust", ["Falls Line"]),
        ("area=Brigholm", ALL),
        ("place=Brigholm", ["Steady Steps", "At Home Checks", "Falls Line"]),
        ("place=Brigholm&miles=1", ["Steady Steps", "At Home Checks", "Falls Line"]),
        ("place=Leeds&miles=1", ["At Home Checks", "Falls Line"]),
        ("place=Brigholm&sort=name", ALL),
        ("miles=1", ALL),  # from where?
        ("sort=nearest", ALL),
        ("need=falls_prevention&sort=name", ALL),
        ("need=pets&age=17", []),
        ("need=nonsense&page=nonsense&sort=name", ALL),
        ("page=99", ALL),
    ],
)
def test_the_question_narrows_and_orders_the_list(rosa: FlaskClient, query: str, expected: list[str]) -> None:
    page = rosa.get(f"/services?{query}").text
    assert names(page) == expected
    heading = (
        f"{len(expected)} service{'' if len(expected) == 1 else 's'} found" if expected else "Nothing found"
    )
    assert heading in page


def test_fields_left_empty_are_not_in_the_address(rosa: FlaskClient) -> None:
    answer = rosa.get("/services?q=falls&place=&need=&miles=&age=&free=yes")
    assert (answer.status_code, answer.location) == (302, "/services?q=falls&free=yes")
    assert rosa.get("/services?q=&place=").location == "/services"


def test_a_place_alone_says_how_far(rosa: FlaskClient) -> None:
    page = rosa.get("/services?place=Brigholm").text
    assert "near Brigholm" in page
    near, far = (
        "Less than half a mile from the middle of Brigholm",
        "About 7 miles from the middle of Brigholm",
    )
    assert page.index(near) < page.index(far)


def test_a_place_among_the_words_counts(rosa: FlaskClient) -> None:
    assert "near Brigholm" in rosa.get("/services?q=steady+steps+Brigholm").text


def test_a_place_elsewhere_names_its_council(rosa: FlaskClient) -> None:
    page = rosa.get("/services?place=Leeds").text
    assert "Leeds is in the area of Leeds City Council" in page
    assert len(names(page)) == 3


def test_a_question_says_why(rosa: FlaskClient) -> None:
    page = rosa.get("/services?q=steady&place=Brigholm").text
    assert "Helps with falls." in page
    assert "It is the nearest for falls." in page
    assert "mile away" not in page  # the reason says how far where it matters


def test_each_card_leads_to_a_map_by_choice(rosa: FlaskClient) -> None:
    page = rosa.get("/services?q=steady").text
    assert link(page, "Map of where Steady Steps is").startswith(
        "https://www.openstreetmap.org/?mlat=53.55200"
    )
    assert "<iframe" not in page


@pytest.mark.parametrize(
    "address",
    ["/services", "/services?q=bruises", "/services/steady", "/services/gone", "/my-list?save=steady"],
)
def test_what_somebody_looked_for_is_kept_nowhere(rosa: FlaskClient, address: str) -> None:
    assert rosa.get(address).headers["Cache-Control"] == "no-store"


def test_an_unknown_place_is_said_and_hides_nothing(rosa: FlaskClient) -> None:
    page = rosa.get("/services?place=Atlantis").text
    assert "know a place called" in page
    assert len(names(page)) == 3


def test_words_that_may_mean_several_things_are_asked_about(
    rosa: FlaskClient, directory: SmallDirectory
) -> None:
    directory.unsure = (Choice("pets", "looking after pets"),)
    page = rosa.get("/services?q=steady&free=yes").text
    assert "Do you mean one of these?" in page
    assert link(page, "Looking after pets") == "/services?need=pets&free=yes#results"
    assert link(page, "Something else") == "/"
    assert "Do you mean one of these?" not in rosa.get("/services?q=Steady+steps").text  # its own name


def test_a_sentence_in_which_nothing_was_heard_is_owned_up_to(
    rosa: FlaskClient, directory: SmallDirectory
) -> None:
    directory.rows = (replace(STEADY, name="It is all going wrong"),)
    asking, unsure = "/services?q=it+is+all+going", "We are not sure what help you are looking for"
    assert unsure not in rosa.get(asking).text
    directory.shown_for = ()
    assert unsure in rosa.get(asking).text
    assert unsure not in rosa.get("/services?q=all+going").text  # a name, or a thing, looked up


class TestNothingFound:
    def test_every_filter_whose_dropping_helps_is_offered_with_its_count(self, rosa: FlaskClient) -> None:
        page = rosa.get("/services?need=pets&free=yes&way=telephone&place=Brigholm").text
        assert "Nothing found" in page
        without_free = link(page, 'Look without "free"')
        assert names(rosa.get(without_free).text) == ["Falls Line"]
        assert ">Look without" in page
        assert page.count("Look without") == 1  # dropping any other would leave nothing still

    def test_farther_away_by_telephone_the_chat_and_a_person(self, rosa: FlaskClient) -> None:
        page = rosa.get("/services?place=Leeds&miles=1&free=yes").text
        assert link(page, "Look further away") == "/services?place=Leeds&free=yes&miles=3#results"
        assert names(rosa.get(link(page, "Help by telephone or online")).text) == ["Falls Line"]
        assert link(page, "Tell Signpost") == "/"
        assert link(page, "Ask a person") == "/leave-details"

    def test_no_service_at_all_still_leads_somewhere(
        self, rosa: FlaskClient, directory: SmallDirectory
    ) -> None:
        page = rosa.get("/services?q=zebras").text
        assert directory.unmet == [()]  # counted, as not understood
        assert "Use fewer words" in page
        assert link(page, "Start again") == "/services"


class TestManyServices:
    @pytest.fixture
    def listings(self) -> tuple[Listing, ...]:
        return tuple(replace(STEADY, id=f"s{place}", name=f"Steady {place:02}") for place in range(23))

    def test_they_come_ten_to_a_page(self, rosa: FlaskClient) -> None:
        second = rosa.get("/services?q=steady&page=2").text
        assert names(second) == [f"Steady {place}" for place in range(10, 20)]
        assert "Page 2 of 3" in second
        assert link(second, "More services") == "/services?q=steady&page=3#results"
        assert link(second, "Earlier services") == "/services?q=steady#results"
        assert names(rosa.get("/services?q=steady&page=77").text) == ["Steady 20", "Steady 21", "Steady 22"]


def test_words_of_danger_bring_the_number_first(settings: WebSettings, directory: SmallDirectory) -> None:
    app = create_app(
        settings, finder=directory, understander=SimpleNamespace(risks_in=the_screen().all_findings)
    )
    page = app.test_client().get("/services?q=he+is+hitting+me+right+now").text
    calm = app.test_client().get("/services?q=my+mum+keeps+falling").text
    app.extensions["signpost"].store.close()
    assert page.index("notice--safety") < page.index('id="look"') < page.index("Nothing found")
    assert "notice--safety" not in calm


def test_words_from_the_address_are_never_html(rosa: FlaskClient) -> None:
    odd = "<script>alert(1)</script>"
    query = "&".join(f"{name}={odd}" for name in ("q", "place", "need", "area", "language", "by", "save"))
    for address in (f"/services?{query}", f"/services/steady?{query}", f"/my-list?{query}"):
        assert "<script>alert" not in rosa.get(address).text


def test_one_line_cannot_make_up_what_an_area_lacks(rosa: FlaskClient, directory: SmallDirectory) -> None:
    for number in range(40):
        assert rosa.get(f"/services?q=nothing{number}").status_code == 200
    assert len(directory.unmet) == 30
    other_line = {"REMOTE_ADDR": "203.0.113.9"}
    rosa.get("/services?q=nothing41", environ_overrides=other_line)
    assert len(directory.unmet) == 31


def test_whoever_chose_easy_words_has_them_here_too(rosa: FlaskClient) -> None:
    address = "/services?q=falls&place=nowhere"
    usual = rosa.get(address).text
    assert 'called "nowhere". Try the first half of a postcode, or a town.' in usual
    proof = re.search(r'name="csrf_token" value="([^"]+)"', rosa.get("/easier-to-read").text)
    assert proof
    rosa.post("/easier-to-read", data={"csrf_token": proof[1], "easy": "on"})
    easy = rosa.get(address).text
    assert 'called "nowhere". Write a town, or half a postcode.' in easy
    hostile = rosa.get("/services?q=falls&place=%3Cb%3Enowhere").text
    assert 'called "&lt;b&gt;nowhere".' in hostile
