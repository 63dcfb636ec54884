"""An organisation answers in a real browser without a script, by keyboard alone, on a small phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.directory.freshness.conftest import Desk

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def press(page: Page, *words: str) -> None:
    """Go to the button or link that is called by these words with the tabulator, and press it."""
    label = re.compile(".*".join(words))
    wanted = page.get_by_role("button", name=label).or_(page.get_by_role("link", name=label)).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"{words} cannot be reached by keyboard")


def test_still_right_by_keyboard(address: str, link: str, page: Page, desk: Desk) -> None:
    page.goto(f"{address}{link}")
    press(page, "Still right", "Brigholm Lunch Club")
    assert page.get_by_role("status").inner_text().startswith("Thank you.")
    assert desk.listing().assured_date == desk.clock().date()
    assert desk.listing("choir").assured_date != desk.clock().date()


def test_something_has_changed_by_keyboard(address: str, link: str, page: Page, desk: Desk) -> None:
    page.goto(f"{address}{link}")
    press(page, "Something has changed", "Brigholm Lunch Club")
    page.get_by_label("Anything else that has changed?").fill("We meet on Fridays now")
    page.get_by_label("Anything else that has changed?").focus()
    press(page, "Send")
    assert "look at your changes" in page.get_by_role("status").inner_text()


def test_no_page_scrolls_sideways(address: str, link: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    for path in (link, f"{link}/change/lunch-1", f"{link}/closed/lunch-1", "/something-wrong/lunch-1"):
        page.goto(f"{address}{path}")
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), path
    context.close()
