"""Pages that are there only after somebody did something: in the album, and looked at by axe at both widths.

They are taken in the journeys' own house, so that what is done here changes no picture of the invented year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from launch.programs import free_port
from tests.journeys.album import Album
from tests.journeys.axe import faults, sideways
from tests.journeys.conftest import PASSWORD, new_account, new_person
from tests.journeys.house import House
from tests.web.demand.pages import LISTEN
from tests.web.real_site import Site, running
from tests.web.sign_in.council.house import CLIENT_ID, CLIENT_SECRET, CouncilHouse, Person, council_house
from web.clock import local_day, now
from web.numbers.months import before, written
from web.settings import COUNCIL_SIGN_IN_BACK
from web.staff.six_measures.example import example_file

pytestmark = [pytest.mark.slow, pytest.mark.browser]

AT_A_DESK = ViewportSize(width=1280, height=900)
WIDTHS = (1280, 320)


class Looked:
    """One album and what axe found: both told at the end, all at once."""

    def __init__(self, audience: str) -> None:
        self._album, self._audience, self._wrong = Album(), audience, list[str]()

    def at(self, page: Page, name: str) -> None:
        self._album.take(page, f"{self._audience}/{name}")  # before axe opens what is folded away
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self._wrong += [f"{name}, {width} wide: {fault}" for fault in faults(page)]
            if (over := sideways(page)) > 0:
                self._wrong.append(f"{name}, {width} wide: {over} pixels to the side")
        page.set_viewport_size(AT_A_DESK)

    def close(self) -> list[str]:
        return self._wrong + self._album.close(self._audience)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=AT_A_DESK, reduced_motion="reduce", locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.mark.rasa
def test_an_offer_to_an_organisation(page: Page, browser: Browser, house: House) -> None:
    """Only who holds the hand-off can offer it, and only of somebody who can be reached."""
    looked = Looked("offered")
    page.goto(f"{house.url}/leave-details")
    page.get_by_label("What's been happening?").fill("I see nobody from one week to the next.")
    page.get_by_label("Phone number").fill("01632 960123")
    page.get_by_label("You can also tell a charity").check()
    page.get_by_role("button", name="Send to the council").click()
    reference = page.locator(".govuk-panel strong").inner_text()
    new_person(page, house, "grace.o", "adviser")
    page.goto(f"{house.url}/staff/handoffs/{reference}")
    page.get_by_role("button", name="Take it").click()
    page.goto(f"{house.url}/staff/handoffs/{reference}/offer")
    page.get_by_role("textbox", name="Organisation").fill("Eastmere Friends")
    for box in page.locator("input[name=shared]").all():
        box.check()
    page.get_by_label("What you write to them").fill("Company now and then.")
    page.get_by_label("I asked them").check()
    page.get_by_role("button", name="Make the offer").click()
    link = page.locator("input[readonly]").first.input_value()
    guest = browser.new_context(viewport=AT_A_DESK, reduced_motion="reduce").new_page()
    guest.goto(link)
    looked.at(guest, "can-you-help")
    guest.get_by_role("button", name="Yes, we can help").click()
    guest.get_by_text("01632 960123").wait_for()
    looked.at(guest, "they-can")
    guest.context.close()
    assert looked.close() == []


@pytest.mark.rasa
def test_figures_that_were_brought_and_a_scenario_that_was_kept(
    page: Page, house: House, tmp_path: Path
) -> None:
    looked = Looked("kept")
    new_person(page, house, "nadia.k", "manager")
    page.goto(f"{house.url}/staff/numbers/norfolk")
    page.get_by_label("File of figures").set_input_files(_figures(tmp_path))
    page.get_by_role("button", name="Bring these figures").click()
    page.locator("main a[href*='/norfolk/versions/']").first.click()
    looked.at(page, "figures-version")
    page.goto(f"{house.url}/staff/demand/figures?fill=example")
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{house.url}/staff/demand/scenarios/add")
    for field, typed in LISTEN.items():
        page.locator(f"main [name={field}]").evaluate("(field, typed) => { field.value = typed }", typed)
    page.locator("main form button[type=submit]").last.click()
    page.locator("main a[href$='/change']").first.click()
    assert page.locator("main [name=name_0]").input_value() == LISTEN["name_0"]
    looked.at(page, "demand-scenario-change")
    assert looked.close() == []


def _figures(folder: Path) -> Path:
    """The example that the page hands out, with months of the last year: as it stands it is not taken."""
    this_month = local_day(now(), "Europe/London").replace(day=1)
    text = example_file()
    for place, month in enumerate(sorted(set(re.findall(r"^\d{4}-\d{2}", text, re.MULTILINE)), reverse=True)):
        text = text.replace(month, written(before(this_month, place + 1)))
    file = folder / "figures.csv"
    file.write_text(text)
    return file


@pytest.mark.rasa
def test_a_password_that_somebody_else_has_seen(page: Page, house: House) -> None:
    looked = Looked("first-sign-in")
    new_account(house, "priya.p", "adviser", "--must-change")
    page.goto(f"{house.url}/staff/sign-in")
    page.get_by_label("Name").fill("priya.p")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Choose your own password").wait_for()
    looked.at(page, "choose-your-own-password")
    page.get_by_label("New password").fill("short")
    page.get_by_label("The same again").fill("short")
    page.get_by_role("button", name="Change the password").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    looked.at(page, "not-this-password")
    assert looked.close() == []


@pytest.fixture
def council(monkeypatch: pytest.MonkeyPatch) -> Iterator[CouncilHouse]:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # the provider is on this machine, without TLS
    with council_house("") as provider:
        provider.here = Person("0042", "Priya.Shah", ["asc-advisers"])
        yield provider


@pytest.fixture
def site(council: CouncilHouse, tmp_path: Path) -> Iterator[Site]:
    """A site whose staff sign in with the council's own accounts; it never needs the chat."""
    port = free_port()
    public = f"http://127.0.0.1:{port}"
    council.client.redirect_uri = public + COUNCIL_SIGN_IN_BACK
    settings = {
        "PORT": str(port), "PUBLIC_URL": public, "OIDC_ISSUER": council.issuer, "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_CLIENT_SECRET": CLIENT_SECRET, "OIDC_ROLES": "asc-advisers=adviser",
    }  # fmt: skip
    with running(tmp_path, **settings) as site:
        yield site


def test_signed_in_and_out_with_the_councils_ownnew_account(page: Page, site: Site) -> None:
    looked = Looked("council-account")
    page.goto(f"{site.url}/staff/sign-in")
    looked.at(page, "sign-in")
    page.get_by_role("link", name="Sign in with your").click()
    page.get_by_role("heading", level=1).filter(has_text="Hello").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", level=1, name="You are signed out of Signpost").wait_for()
    looked.at(page, "signed-out")
    assert looked.close() == []
