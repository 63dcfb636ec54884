"""Pages that no fixed address names: reached by the site's own links, or by one signed for somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyotp
from playwright.sync_api import Page
from sqlalchemy import select

from directory.database import open_sessions
from directory.freshness.keeper import Keeper
from directory.settings import DirectorySettings
from tests.journeys.conftest import PASSWORD
from tests.journeys.house import House
from web.app import open_store
from web.messages.help_links import HelpLinks
from web.models.help_check import HelpCheck
from web.provider.signing import LinkSigner
from web.settings import WebSettings


class Link(NamedTuple):
    """A page under `name`: the first link on `on` ("" for where one is) whose address has this shape."""

    name: str
    on: str
    shape: str


WAITS = 60  # seconds
LINKED: dict[str, tuple[Link, ...]] = {
    "leo": (
        Link("review-one", "/staff/review", r"/staff/review/\d+$"),
        Link("daily-one", "/staff/daily", r"/staff/daily/\d+$"),
    ),
    "nadia": (
        Link("sites-one", "/staff/sites", r"/staff/sites/\d+$"),
        Link("sites-one-pack", "", r"/staff/sites/\d+/pack/\d+$"),
        Link("sites-one-change", "/staff/sites/1", r"/staff/sites/1/change$"),
    ),
    "ada": (Link("accounts-one", "/staff/accounts/", r"/staff/accounts/\d+$"),),
}


def follow(page: Page, house: House, name: str, known: dict[str, str]) -> Iterator[str]:
    """Opens one linked page after the other; gives out the name of each while it is open."""
    for link in LINKED.get(name, ()):
        if link.on:
            page.goto(f"{house.url}{link.on.format(**known)}")
        page.goto(_address(page, link))
        yield link.name


def _address(page: Page, link: Link) -> str:
    """Where the link leads; what the worker has yet to clear of names is waited for."""
    for _ in range(WAITS):
        addresses = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)")
        if found := next((each for each in addresses if re.search(link.shape, each)), None):
            return str(found)
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"no link to {link.name} on {page.url}: {addresses}")


def signed_pages(house: House) -> dict[str, str]:
    """The pages behind a signed link, by name: for somebody who was helped, and for an organisation."""
    settings = WebSettings.from_env(house.environ)
    store = open_store(settings)
    with store.reading() as session:
        check = session.scalars(select(HelpCheck.id).where(HelpCheck.answer.is_(None)).limit(1)).one()
    store.close()
    sessions = open_sessions(DirectorySettings.from_env(house.environ).database_url)
    keeper = Keeper(sessions)
    asked = next(each.entry.id for each in keeper.standings() if each.entry.name.endswith("Advice Line"))
    passed_on = keeper.hand_out(asked)
    assert passed_on, "an editor can pass a link on"
    return {
        "did-it-help": f"/did-it-help/{HelpLinks.of(settings).token(check)}",
        "organisation": f"/organisation/{LinkSigner.of(settings).sign(passed_on)}",
    }


def as_an_organisation(page: Page) -> Iterator[str]:
    """From its entry: something has changed, what it sees once that is sent, and whether it has closed."""
    entry = page.url
    page.get_by_role("link", name="Something has changed").first.click()
    yield "organisation-change"
    page.get_by_label("Anything else that has changed?").fill("We are open on Saturdays now.")
    page.get_by_role("textbox", name="Phone number 1").fill("01632 960123")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("status").wait_for()
    yield "organisation-thanked"
    page.goto(entry)
    page.get_by_role("link", name="It has closed").first.click()
    yield "organisation-closed"


def as_its_editor(page: Page, house: House) -> Iterator[str]:
    """What it sent, approved; the version that this makes; and two entries side by side."""
    page.goto(f"{house.url}/staff/directory/worklist")
    page.locator("main a[href*='/proposal/']").first.click()
    yield "editor-proposal"
    service = str(page.locator("main a[href*='/directory/service/']").get_attribute("href")).rsplit("/", 1)[1]
    page.get_by_label("Why").fill("They wrote it themselves.")
    page.get_by_role("button", name="Approve").click()
    page.wait_for_url(lambda address: "/proposal/" not in address)
    page.goto(f"{house.url}/staff/directory/history/{service}")
    page.locator("main a[href*='/version/']").first.click()
    yield "editor-version"
    page.goto(f"{house.url}/staff/directory/")
    addresses = page.eval_on_selector_all(
        "main a[href*='/directory/service/']", "all => all.map(a => a.href)"
    )
    other = next(each.rsplit("/", 1)[1] for each in addresses if not each.endswith(service))
    page.goto(f"{house.url}/staff/directory/compare?kept={service}&other={other}")
    yield "editor-compare"


def with_codes(page: Page, house: House, name: str) -> Iterator[str]:
    """The sign-in of somebody with one-time codes. No picture while they are set up: a key stands there."""
    page.goto(f"{house.url}/staff/account/codes")
    page.get_by_role("button", name="Set up one-time codes").click()
    page.locator(".key").wait_for()
    secret = page.locator(".key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Use these codes").click()
    page.locator("code").first.wait_for()
    page.context.clear_cookies()
    page.goto(f"{house.url}/staff/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/sign-in/code")
    yield "sign-in-code"
