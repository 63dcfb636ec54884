"""axe finds nothing on the pages of a summary sent to oneself, and of one's data, in any of their states."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.axe import faults, sideways
from web.outbox.settings import Messages, Outbox
from web.settings import WebSettings

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def settings(settings: WebSettings) -> WebSettings:
    return replace(settings, outbox=Outbox(messages=Messages(by="local")))


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    """Rosa's telephone, the narrowest there is."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, base_url=address)
    shown = context.new_page()
    shown.goto("/start")
    yield shown
    context.close()


class Looked:
    """What was found, each with the state it was found in."""

    def __init__(self, page: Page) -> None:
        self.page, self.found = page, list[str]()

    def look(self, state: str) -> None:
        self.found += [f"{state}: {fault}" for fault in faults(self.page)]
        if sideways(self.page) > 0:
            self.found.append(f"{state}: sideways")


def test_sending_the_summary_seeing_what_is_held_and_deleting_it(page: Page) -> None:
    looked = Looked(page)
    page.fill("#text", "my mum keeps falling")
    page.press("#text", "Enter")
    page.locator(".message").nth(2).wait_for()
    _send_it(page, looked)
    page.get_by_role("button", name="Give me a code").click()
    _delete_it(page, looked, page.locator(".code-given__code").inner_text())
    assert looked.found == []


def _send_it(page: Page, looked: Looked) -> None:
    page.goto("/summary/send")
    looked.look("to fill in")
    page.get_by_role("button", name="Send it", exact=True).click()
    page.locator(".govuk-error-summary").wait_for()
    looked.look("to put right")
    page.get_by_label("Your email address or mobile number").fill("rosa@example.org")
    page.get_by_label("This is my own").check()
    page.get_by_label("It is safe").check()
    page.get_by_role("button", name="Send it", exact=True).click()
    page.wait_for_url("**/summary/sent")
    looked.look("sent")


def _delete_it(page: Page, looked: Looked, code: str) -> None:
    page.goto("/what-we-hold")
    page.get_by_role("button", name="Show me").click()
    page.locator("#pair-error").wait_for()
    looked.look("nothing opened")
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Show me").click()
    page.get_by_role("heading", name="What you wrote").wait_for()
    looked.look("what is held")
    page.get_by_role("button", name="Delete my chat").click()
    page.get_by_role("heading", name="Your chat is deleted").wait_for()
    looked.look("deleted")
