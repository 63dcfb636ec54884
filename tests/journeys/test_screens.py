"""The pictures in the documents are of the running product: `UPDATE_SCREENS=1 make test` takes them anew."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import say
from tests.journeys.house import ROOT, House

pytestmark = [pytest.mark.slow, pytest.mark.rasa, pytest.mark.browser]

SCREENS = ROOT / "docs" / "screens"


@pytest.mark.parametrize(("name", "width"), [("conversation", 1000), ("conversation-phone", 390)])
def test_a_conversation_fits_its_screen(
    browser: Browser, house: House, tmp_path: Path, name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{house.url}/start")
    for text in ("my mum keeps falling and I'm worn out", "That she can stay in her own home", "DN15 6NL"):
        say(page, text)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing scrolls sideways"
    folder = SCREENS if os.environ.get("UPDATE_SCREENS") else tmp_path
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    context.close()
    assert (folder / f"{name}.png").stat().st_size > 10_000


LOOKED_FOR = "/services?q=my+mum+keeps+falling&place=DN15+6NL&free=yes"


@pytest.mark.parametrize(("name", "width"), [("services", 1280), ("services-phone", 375)])
def test_a_list_of_services_fits_its_screen(
    browser: Browser, house: House, tmp_path: Path, name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{house.url}{LOOKED_FOR}")
    assert page.locator(".service-card").count() > 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing scrolls sideways"
    folder = SCREENS if os.environ.get("UPDATE_SCREENS") else tmp_path
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    context.close()
    assert (folder / f"{name}.png").stat().st_size > 10_000
