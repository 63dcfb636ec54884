"""The filters beside a list: every count is what following it then brings, and each can be dropped again."""

import itertools
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from directory.browsing.conditions import Conditions
from directory.listings import Listing
from directory.reach import Reach
from tests.directory.browsing.invented import invented
from tests.directory.browsing.plainly import fits
from tests.web.public_directory.conftest import STEADY
from tests.web.public_directory.reading import boxes, link, names, options

ADDRESS_OF = {
    "Comes to you": ("way", "home_visit"), "By telephone": ("way", "telephone"), "Online": ("way", "online"),
    "Somewhere to go": ("way", "venue"), "Free": ("free", "yes"), "In the evening": ("open", "evening"),
    "At weekends": ("open", "weekend"), "By wheelchair, or without steps": ("wheelchair", "yes"),
    "Within 1 mile": ("miles", "1"), "Within 3 miles": ("miles", "3"), "Within 20 miles": ("miles", "20"),
}  # fmt: skip


def total(page: str) -> int:
    found = page.split('<h2 id="results"')[1].split(">")[1].split()[0]
    return 0 if found == "Nothing" else int(found)


@pytest.fixture
def listings() -> tuple[Listing, ...]:
    """Enough for every filter to leave some and lose some."""
    return (STEADY, *invented(300))


@pytest.mark.parametrize(
    "asked", [{"place": "Brigholm"}, {"place": "Brigholm", "free": "yes"}, {"place": "Brigholm", "age": "40"}]
)
def test_every_count_is_what_choosing_it_then_brings(rosa: FlaskClient, asked: dict[str, str]) -> None:
    told = boxes(rosa.get(f"/services?{urlencode(asked)}").text)
    assert {"Comes to you", "Free", "At weekends", "Within 3 miles"} <= set(told)
    for label, (name, value) in ADDRESS_OF.items():
        chosen = rosa.get(f"/services?{urlencode({**asked, name: value})}").text
        assert total(chosen) == told[label], label


def test_the_lists_promise_what_they_bring(rosa: FlaskClient) -> None:
    told = options(rosa.get("/services?free=yes").text)
    assert total(rosa.get("/services?free=yes&area=Winterby").text) == told["Winterby"]
    assert total(rosa.get("/services?free=yes&language=polish").text) == told["Polish"]
    assert total(rosa.get("/services?free=yes&need=pets").text) == told["Looking after pets"]


def test_all_filters_combine(rosa: FlaskClient, listings: tuple[Listing, ...]) -> None:
    pairs = [("free", "yes"), ("way", "venue"), ("open", "weekend"), ("age", "55"), ("area", "Brigholm")]
    sizes = [total(rosa.get(f"/services?{urlencode(pairs[:many])}").text) for many in range(1, 6)]
    assert sizes == sorted(sizes, reverse=True)
    asked = Conditions(free=True, reach=(Reach.VENUE,), weekend=True, age=55, area="Brigholm")
    assert sizes[-1] == sum(fits(one, asked) for one in listings) > 0


def test_a_filter_that_is_on_is_said_and_can_be_dropped(rosa: FlaskClient) -> None:
    page = rosa.get(
        "/services?need=pets&free=yes&way=telephone&way=online&place=Brigholm&miles=3&age=40&language=polish"
    ).text
    for words in (
        "Help with looking after pets",
        "Free",
        "Within 3 miles",
        "For somebody aged 40",
        "In Polish",
    ):
        assert f"Remove: {words}" in page.replace("</span>", "")
    assert "way=online" in (left := link(page, "Remove: By telephone"))
    assert "way=telephone" not in left
    assert "free" not in link(page, "Remove: Free")


def test_a_filter_that_is_on_stays_to_be_seen_where_it_leaves_nothing(rosa: FlaskClient) -> None:
    page = rosa.get("/services?language=klingon&area=Atlantis&free=yes&need=pets").text
    assert names(page) == []
    assert options(page)["klingon"] == options(page)["Atlantis"] == 0
    assert "Remove: In klingon" in page.replace("</span>", "")


def test_every_control_has_a_name_to_read(rosa: FlaskClient) -> None:
    page = rosa.get("/services?place=Brigholm").text
    for fieldset in page.split("<fieldset")[1:]:
        assert "<legend>" in fieldset.split("</fieldset>")[0]
    labelled = [
        part.split('"')[1] for part in page.split("<label")[1:] if part.startswith(' class="field__label"')
    ]
    assert labelled
    for kind, name in itertools.product(("id",), ("q", "place", "need", "area", "language", "age")):
        assert f'for="{name}"' in page
        assert f'{kind}="{name}"' in page
