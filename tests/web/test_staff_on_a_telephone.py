"""Every staff page on the smallest telephone: nothing to scroll sideways for, nothing too small to press."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.directory.freshness.conftest import Desk, old_service
from tests.journeys.test_axe import STAFF_PAGES
from tests.web.conftest import sign_in_on
from tests.web.keeping import site_over
from tests.web.numbers.making import contact
from tests.web.reminders.conftest import clock, desk
from tests.web.test_every_door import REFERENCE, received
from web.database import ContactsStore
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all

__all__ = ["clock", "desk", "received"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.stores("sqlite")]

# What can be pressed and is under 24 pixels in either way (WCAG 2.2, 2.5.8), but for links within a sentence.
TOO_SMALL = """() =>
  [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')]
  .filter((each) => each.checkVisibility({visibilityProperty: true}))
  .filter((each) => !each.closest('.skip-link, .govuk-skip-link, .visually-hidden, .govuk-visually-hidden'))
  .filter((each) => {
    const box = (each.matches('[type=radio], [type=checkbox]') && each.closest('label') || each)
      .getBoundingClientRect();
    const around = each.parentElement.innerText.trim(), alone = around === each.innerText.trim();
    const said = each.matches('a') && getComputedStyle(each).display === 'inline' && !alone;
    return box.width && !said && (box.width < 24 || box.height < 24);
  }).map((each) => each.outerHTML.slice(0, 90))"""


@pytest.fixture
def app(desk: Desk, settings: WebSettings) -> Iterator[Flask]:
    """The site with its editors' rooms open over a small directory."""
    desk.take_in(old_service())
    made = site_over(desk, settings)
    yield made
    made.extensions["signpost"].store.close()


@pytest.fixture
def weeks(store: ContactsStore, settings: WebSettings) -> None:
    """Ten weeks of contacts up to this one, so that the numbers have something to show."""
    monday = date.today() - timedelta(days=date.today().weekday())
    with store.writing() as session:
        for back in range(10):
            for number in range(8 + back % 3):
                contact(session, monday - timedelta(weeks=back), needs=["meals"] if number % 3 else ["falls"])
    count_all(store, settings)


@contextmanager
def telephone(browser: Browser, address: str) -> Iterator[Page]:
    """The smallest one: 320 pixels."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=address)
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("received", "weeks", "cast")
def test_no_page_is_wider_than_the_telephone_and_all_can_be_pressed(address: str, browser: Browser) -> None:
    faults = []
    for name, addresses in STAFF_PAGES.items():
        with telephone(browser, address) as page:
            sign_in_on(page, name)
            for each in addresses:
                faults += [f"{each}: {fault}" for fault in found_on(page, each)]
    assert faults == []


def found_on(page: Page, where: str) -> list[str]:
    """What is wider than the telephone or too small to press, with everything unfolded."""
    answer = page.goto(where.format(reference=REFERENCE, service=old_service()["id"]))
    assert answer is not None and answer.status == 200, where
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    wide = page.evaluate("document.documentElement.scrollWidth")
    return ([f"{wide} pixels wide"] if wide > 320 else []) + list(page.evaluate(TOO_SMALL))
