"""Editing in a real browser: without scripts, by keyboard, on a narrow screen, and two editors at once."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import PASSWORD
from tests.web.editor.conftest import AT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROW = 320


@pytest.fixture
def open_as_ed(address: str, browser: Browser, cast: dict[str, int]) -> Iterator[Callable[[], Page]]:
    """New windows in which Ed has signed in: narrow ones, without scripts."""
    contexts = []

    def open_one() -> Page:
        size = {"width": NARROW, "height": 800}
        context = browser.new_context(viewport=size, base_url=address, java_script_enabled=False)
        contexts.append(context)
        page = context.new_page()
        page.goto("/staff/sign-in")
        page.fill("#name", "ed")
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        return page

    yield open_one
    for context in contexts:
        context.close()


def test_enter_in_a_field_shows_a_preview_and_publishes_nothing(open_as_ed: Callable[[], Page]) -> None:
    page = open_as_ed()
    page.goto(f"{AT}/edit/lunch-1")
    page.fill("#name", "Brigholm Dinner Club")
    page.press("#name", "Enter")
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Brigholm Dinner Club")
    page.fill("#why", "rang them")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Residents see it from now on")


def test_two_editors_lose_nothing(open_as_ed: Callable[[], Page]) -> None:
    one, other = open_as_ed(), open_as_ed()
    for page in (one, other):
        page.goto(f"{AT}/edit/lunch-1")
    for page, name, notice in ((one, "Dinner Club", ""), (other, "Supper Club", "Closed in May")):
        page.fill("#name", name)
        page.fill("#alert", notice)
        page.fill("#why", "a leaflet")
        page.get_by_role("button", name="Publish").click()
    expect(other.locator(".error-summary")).to_contain_text("What you wrote is still here")
    expect(other.locator("#name")).to_have_value("Supper Club")
    expect(other.locator("#alert")).to_have_value("Closed in May")
    other.get_by_label("Use theirs. Otherwise yours is saved.").check()
    other.get_by_role("button", name="Publish").click()
    expect(other.locator("h1")).to_have_text("Dinner Club")
    expect(other.locator("main")).to_contain_text("Closed in May")


def test_no_page_is_wider_than_a_narrow_screen(open_as_ed: Callable[[], Page], take_in: object) -> None:
    page = open_as_ed()
    for path in ("/", "/worklist", "/service/lunch-1", "/edit/lunch-1", "/add", "/history/lunch-1"):
        page.goto(f"{AT}{path}")
        box = page.locator("main").bounding_box()
        assert box is not None and box["width"] <= NARROW, path
        over = [
            each.get_attribute("id")
            for each in page.locator("main input:visible, main select:visible, main textarea:visible").all()
            if (found := each.bounding_box()) and found["x"] + found["width"] > NARROW
        ]
        assert over == [], path


def test_every_field_of_the_form_has_a_name_that_is_read_out(open_as_ed: Callable[[], Page]) -> None:
    page = open_as_ed()
    page.goto(f"{AT}/edit/lunch-1")
    seen = page.locator("form.entry").aria_snapshot()
    lines = [line.strip() for line in seen.splitlines()]
    nameless = [line for line in lines if line in ("- textbox", "- checkbox", "- combobox", "- group")]
    assert nameless == []
    assert '- textbox "Postcode"' in seen and '- checkbox "Tuesday" [checked]' in seen
