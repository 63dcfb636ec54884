"""The way round staff pages on a telephone: folded until asked for, without a script, in the same order."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.conftest import sign_in_on

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.stores("sqlite")]

WAYS = ".header__nav a"


@pytest.fixture
def nadia(address: str, browser: Browser, cast: dict[str, int]) -> Iterator[Page]:
    """Nadia's telephone, on which no script runs."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, base_url=address, java_script_enabled=False
    )
    page = context.new_page()
    sign_in_on(page, "nadia")
    yield page
    context.close()


def test_the_page_begins_before_the_menu_does(nadia: Page) -> None:
    assert not nadia.locator(WAYS).first.is_visible()
    heading = nadia.get_by_role("heading", level=1).bounding_box()
    assert heading and heading["y"] < 320, "the heading is in the upper half of the first screen"


def test_keys_open_the_menu_and_what_is_in_it_comes_next(nadia: Page) -> None:
    menu = nadia.locator(".menu summary")
    for _ in range(3):  # past the link that skips, and the name
        nadia.keyboard.press("Tab")
    assert menu.evaluate("each => each === document.activeElement")
    nadia.keyboard.press("Enter")
    first = nadia.locator(WAYS).first
    assert first.is_visible()
    nadia.keyboard.press("Tab")
    assert first.evaluate("each => each === document.activeElement")
    nadia.get_by_role("link", name="Numbers", exact=True).first.click()
    nadia.wait_for_url("**/staff/numbers")


def test_on_a_wide_screen_the_menu_stands_open_in_the_same_order(nadia: Page) -> None:
    folded = nadia.locator(WAYS).all_text_contents()
    nadia.set_viewport_size({"width": 1280, "height": 800})
    assert not nadia.locator(".menu summary").is_visible()
    assert nadia.locator(WAYS).all_inner_texts() == folded
    assert nadia.get_by_role("button", name="Sign out nadia").is_visible()
