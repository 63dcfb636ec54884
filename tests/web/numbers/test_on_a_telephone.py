"""Nadia looks at the numbers on her telephone: they come first, whole and large enough to read."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.web.conftest import sign_in_on
from tests.web.numbers.making import contact
from web.database import ContactsStore
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NUMBERS = "/staff/numbers"
SMALLEST = 14  # pixels, on screen


@pytest.fixture
def weeks(store: ContactsStore, settings: WebSettings) -> None:
    """Ten weeks of contacts."""
    last = date(2026, 11, 16)
    with store.writing() as session:
        for back in range(10):
            for number in range(8 + back % 3):
                contact(session, last - timedelta(weeks=back), needs=["meals"] if number % 3 else ["falls"])
    count_all(store, settings)


@pytest.fixture
def look(address: str, browser: Browser, cast: dict[str, int]) -> Iterator[Callable[[int], Page]]:
    """Opens the numbers as Nadia, in a window so many pixels wide."""
    opened = []

    def at(width: int) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 740}, base_url=address)
        opened.append(context)
        page = context.new_page()
        sign_in_on(page, "nadia")
        page.goto(NUMBERS)
        return page

    yield at
    for context in opened:
        context.close()


def test_on_a_telephone_what_changed_comes_before_the_choices(look: Callable[[int], Page]) -> None:
    page = look(375)
    assert not page.locator("#from").is_visible()
    page.get_by_text("Choose the period and what is counted").press("Enter")
    assert page.locator("#from").is_visible(), "keys open the choices"
    page.reload()
    assert page.evaluate("document.getElementById('changed').getBoundingClientRect().top") < 740
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_on_a_wide_screen_the_choices_stand_open(look: Callable[[int], Page]) -> None:
    page = look(1280)
    assert page.locator("#from").is_visible()
    assert not page.get_by_text("Choose the period and what is counted").is_visible()


@pytest.mark.usefixtures("weeks")
def test_words_in_a_chart_never_shrink_below_what_can_be_read(look: Callable[[int], Page]) -> None:
    page = look(375)
    for part in ("weeks", "needs"):
        page.goto(f"{NUMBERS}/{part}?from=2026-09-14&to=2026-11-22")
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.figure .chart')]
                .filter((chart) => chart.checkVisibility()).map((chart) => {
                const shown = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
                const words = [...chart.querySelectorAll('text')];
                return shown * Math.min(...words.map((each) => parseFloat(getComputedStyle(each).fontSize)));
            })"""
        )
        assert sizes and min(sizes) >= SMALLEST, (part, sizes)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, part


@pytest.mark.usefixtures("weeks")
def test_a_chart_is_whole_on_a_small_telephone_and_again_on_a_desk(look: Callable[[int], Page]) -> None:
    page = look(320)
    for width, part in ((320, "weeks"), (320, "needs"), (1280, "weeks"), (1280, "needs")):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{NUMBERS}/{part}?from=2026-09-14&to=2026-11-22")
        for figure in page.locator(".figure").all():
            assert figure.get_by_role("img").count() == 1, "one drawing of each is said and shown"
            hidden = figure.evaluate("each => each.scrollWidth - each.clientWidth")
            ends = figure.get_by_role("img").evaluate(
                """(chart) => Math.max(...[...chart.querySelectorAll('text, rect, path, circle')].map(
                    (each) => each.getBoundingClientRect().right)) - chart.getBoundingClientRect().right"""
            )
            assert (hidden, ends <= 1) == (0, True), (width, part, figure.text_content())


@pytest.mark.usefixtures("weeks")
def test_all_seven_days_are_seen_at_once(look: Callable[[int], Page]) -> None:
    page = look(320)
    page.goto(f"{NUMBERS}/hours?from=2026-09-14&to=2026-11-22")
    sunday = page.get_by_role("columnheader", name="Sun").bounding_box()
    assert sunday and sunday["x"] + sunday["width"] <= 320


@pytest.mark.usefixtures("weeks")
def test_on_paper_each_number_stands_in_a_row_with_its_name(look: Callable[[int], Page]) -> None:
    page = look(720)  # what a sheet of A4 has between its margins
    page.goto(f"{NUMBERS}/measures?from=2026-09-14&to=2026-11-22")
    page.emulate_media(media="print")
    row = page.locator('[data-measure="contacts"]')
    name, number = row.get_by_text("Contacts", exact=True), row.locator("td").first
    assert name.is_visible()
    assert abs(name.bounding_box()["y"] - number.bounding_box()["y"]) < 12


@pytest.mark.usefixtures("weeks")
def test_paper_has_nothing_that_is_folded_away(look: Callable[[int], Page]) -> None:
    page = look(720)
    page.emulate_media(media="print")
    shown = "all => all.filter(each => each.checkVisibility()).map(each => each.textContent)"
    assert page.locator(".safety-row__tile h3").count() == 4
    assert page.locator(".main summary").evaluate_all(shown) == []
    page.goto(f"{NUMBERS}/norfolk")
    assert page.locator(".main :is(summary, form, a[href$='.csv'])").evaluate_all(shown) == []


@pytest.mark.usefixtures("weeks")
def test_a_card_is_headed_by_the_name_of_its_measure(look: Callable[[int], Page]) -> None:
    page = look(320)
    page.goto(f"{NUMBERS}/measures?from=2026-09-14&to=2026-11-22")
    name = page.locator('[data-measure="contacts"] th')
    assert name.evaluate("each => getComputedStyle(each).fontWeight") == "700"


@pytest.mark.usefixtures("weeks")
def test_names_of_needs_stay_while_the_places_move(
    look: Callable[[int], Page], store: ContactsStore, settings: WebSettings
) -> None:
    with store.writing() as session:
        for place in ("DN16", "DN17", "DN18", "DN20", "DN21", "DN31", "DN32"):
            for _ in range(6):
                contact(session, date(2026, 11, 16), place_district=place)
    count_all(store, settings)
    page = look(320)
    page.goto(f"{NUMBERS}/needs?from=2026-09-14&to=2026-11-22")
    table = page.locator(".measures--heat")
    name = table.locator("tbody th").first
    before = name.bounding_box()
    moved = table.evaluate(
        "each => { each.parentElement.scrollLeft = 999; return each.parentElement.scrollLeft }"
    )
    assert moved > 0, "there are more places than fit"
    assert name.bounding_box() == before
