"""axe finds nothing on any page, in any state of the conversation: at a desk, on a narrow phone, scriptless.

A new page: add its address to PAGES or, behind the sign-in, to STAFF_PAGES under somebody who may see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.axe import faults, sideways
from tests.journeys.conftest import new_person, say
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.rasa, pytest.mark.browser]

WIDTHS = {"desk": 1280, "phone": 320}
# Playwright's own switch for JavaScript stops axe as well: the site's files arrive, and do nothing.
LOOKS = {"desk": (1280, True), "phone": (320, True), "phone without script": (320, False)}

PAGES = (
    "/", "/leave-details", "/leave-details?ask=person", "/leave-details?ask=assessment",
    "/privacy", "/accessibility", "/safety", "/summary", "/summary/send", "/summary/sent",
    "/what-we-hold", "/come-back", "/languages", "/languages/pl", "/languages/ar", "/languages/ur",
    "/services", "/services?q=my+mum+keeps+falling&place=DN15+6NL", "/services?q=zzzz&place=nowhere",
    "/services/{service}", "/services/not-there", "/my-list", "/my-list?save={service}",
    "/something-wrong/{service}", "/something-wrong-thanks/{service}", "/easier-to-read",
    "/no-such-page", "/staff/sign-in",
    "/embed-demonstration", "/embed/",
)  # fmt: skip
STAFF_PAGES = {
    "grace": (
        "/staff/", "/staff/handoffs", "/staff/handoffs/{reference}", "/staff/handoffs/{reference}/record",
        "/staff/handoffs/{reference}/offer", "/staff/late", "/staff/call-backs", "/staff/messages",
        "/staff/call", "/staff/chats/", "/staff/account/", "/staff/account/password", "/staff/account/codes",
        "/staff/account/prove",
    ),
    "sana": ("/staff/safeguarding",),
    "nadia": (
        "/staff/numbers", "/staff/numbers/norfolk", "/staff/upkeep/health", "/staff/demand",
        "/staff/demand/figures",
        "/staff/demand/figures?fill=example", "/staff/demand/scenarios/add", "/staff/demand/scenarios/0",
        "/staff/demand/scenarios/0/questions", "/staff/demand/scenarios/0/matters", "/staff/demand/compare",
        "/staff/sites", "/staff/sites/add", "/staff/numbers/measures", "/staff/numbers/weeks",
        "/staff/numbers/needs", "/staff/numbers/who", "/staff/numbers/hours", "/staff/numbers/queue",
    ),
    "leo": ("/staff/review", "/staff/daily", "/staff/cases"),
    "ed": (
        "/staff/directory/", "/staff/directory/worklist", "/staff/directory/service/{service}",
        "/staff/directory/edit/{service}", "/staff/directory/history/{service}", "/staff/directory/add",
        "/staff/upkeep/stale", "/staff/upkeep/reports",
    ),
    "ada": ("/staff/accounts/", "/staff/accounts/add", "/staff/accounts/tokens", "/staff/audit",
            "/staff/deliveries", "/staff/client-level-data", "/staff/client-level-data/check?period=year"),
}  # fmt: skip
ROLES = {
    "grace": "adviser", "sana": "safeguarding", "nadia": "manager", "leo": "conversation_lead",
    "ed": "editor", "ada": "administrator",
}  # fmt: skip


class Found:
    """What was found, each with where it was found: all of it at once, not the first alone."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def look(self, page: Page, where: str) -> None:
        self.faults += [f"{where}: {fault}" for fault in faults(page)]


@pytest.fixture(scope="module")
def known(house: House) -> dict[str, str]:
    """What addresses name: a service that is shown, and a hand-off that waits."""
    answer = house.chat("my mum keeps falling and I want to talk to a person")
    listing = house.read("/services?q=falls&place=DN15+6NL")
    service = re.search(r'data-service="([^"]+)"', listing)
    assert service, "the demonstration's directory has something for falls"
    return {"reference": answer["handoff"]["reference"], "service": service[1]}


@pytest.fixture(scope="module")
def desks(browser: Browser, house: House) -> Iterator[Callable[[str, int], Page]]:
    """Everybody's browser, signed in once: by name and width."""
    opened: dict[str, Page] = {}

    def desk(name: str, width: int) -> Page:
        if name not in opened:
            opened[name] = browser.new_context().new_page()
            new_person(opened[name], house, f"axe-{name}", ROLES[name])
        opened[name].set_viewport_size({"width": width, "height": 800})
        return opened[name]

    yield desk
    for page in opened.values():
        page.context.close()


@contextmanager
def phone(browser: Browser, house: House, look: str) -> Iterator[Page]:
    width, script = LOOKS[look]
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": 800}, base_url=house.url, reduced_motion="reduce"
    )
    if not script:
        context.route("**/static/js/**", lambda route: route.fulfill(body="", content_type="text/javascript"))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_pages_for_residents(browser: Browser, house: House, known: dict[str, str], look: str) -> None:
    found = Found()
    with phone(browser, house, look) as page:
        for address in PAGES:
            page.goto(address.format(**known))
            found.look(page, address)
            assert sideways(page) <= 0, address
    assert found.faults == []


@pytest.mark.parametrize("look", WIDTHS)
@pytest.mark.parametrize("name", STAFF_PAGES)
def test_pages_for_staff(
    desks: Callable[[str, int], Page], house: House, known: dict[str, str], name: str, look: str
) -> None:
    page, found = desks(name, WIDTHS[look]), Found()
    for address in STAFF_PAGES[name]:
        answer = page.goto(f"{house.url}{address.format(**known)}")
        assert answer is not None and answer.status == 200, address
        found.look(page, address)
    assert found.faults == []


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_of_a_conversation(browser: Browser, house: House, look: str) -> None:
    found = Found()
    with phone(browser, house, look) as page:

        def check(state: str) -> None:
            found.look(page, state)
            assert sideways(page) <= 0, state

        page.goto("/start")
        check("welcome")
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#text-problem").wait_for()
        check("nothing typed")
        say(page, "my mum keeps falling and I'm worn out")
        check("a question")
        say(page, "That she can stay in her own home")
        say(page, "DN15 6NL")
        assert page.locator(".service-card").count()
        check("services")
        say(page, "وقعت أمي وتحتاج إلى مساعدة")
        assert page.locator("[dir=rtl]").count()
        check("right to left")
        say(page, "my partner is hitting me")
        assert page.locator(".message__words--safety").count()
        check("danger")
        say(page, "I want to talk to a person")
        assert page.locator(".reference__number").count()
        check("handed on")
    assert found.faults == []


@pytest.mark.parametrize("look", LOOKS)
def test_changing_what_was_said(browser: Browser, house: House, look: str) -> None:
    found = Found()
    with phone(browser, house, look) as page:
        page.goto("/start")
        say(page, "my mum keeps falling")
        page.get_by_role("button", name="Change what I said").click()
        page.get_by_role("textbox", name="What you said").fill("")
        page.get_by_role("button", name="Send this instead").click()
        page.locator("#text-problem").wait_for()
        found.look(page, "to nothing")
        assert sideways(page) <= 0
        page.get_by_role("textbox", name="What you said").fill("my dad keeps falling")
        page.get_by_role("button", name="Send this instead").click()
        page.get_by_text("my dad keeps falling").wait_for()
        assert page.get_by_text("my mum keeps falling").count() == 0
        found.look(page, "changed")
    assert found.faults == []


@pytest.mark.parametrize("look", LOOKS)
def test_leaving_details(browser: Browser, house: House, look: str) -> None:
    found = Found()
    with phone(browser, house, look) as page:
        page.goto("/leave-details")
        page.get_by_role("textbox", name="Email address").fill("rosa")
        page.get_by_role("button", name="Send to the council").click()
        page.locator(".govuk-error-summary").wait_for()
        found.look(page, "put right")
        page.get_by_label("What's been happening?").fill("My mum keeps falling.")
        page.get_by_role("textbox", name="Email address").fill("")
        page.get_by_label("I'd rather not leave a number").check()
        page.evaluate("document.querySelector('main [name=csrf_token]').value = 'old'")
        page.get_by_role("button", name="Send to the council").click()
        page.locator(".govuk-error-summary").wait_for()
        found.look(page, "open too long")
        page.get_by_role("button", name="Send to the council").click()
        page.get_by_role("heading", name="Thank you. We have it.").wait_for()
        found.look(page, "done")
    assert found.faults == []


def _tools_of_a_call(page: Page, found: Found) -> None:
    call = page.url.split("#")[0]
    page.get_by_role("searchbox", name="Search the directory").press_sequentially("falls")
    page.locator("[data-found] [data-pin] button").nth(1).wait_for()
    for number in range(2):
        page.locator("[data-found] [data-pin] button").nth(number).click()
        page.locator("[data-pins] .found-row").nth(number).wait_for()
    page.locator("#known-phone").fill("01632 960777")
    page.get_by_role("button", name="Look", exact=True).click()
    page.locator("[data-known-found] p").first.wait_for()
    found.look(page, "services found and pinned, and who rang before")
    for address in ("services?q=falls", "services/compare", "list", "ring", "summary", "known"):
        page.goto(f"{call}/{address}")
        found.look(page, address)
        assert sideways(page) <= 0, address
    page.get_by_role("button", name="Look", exact=True).click()
    page.locator(".error-message").wait_for()
    found.look(page, "nothing typed")


@pytest.mark.parametrize("look", WIDTHS)
def test_practising_a_call(desks: Callable[[str, int], Page], house: House, look: str) -> None:
    page, found = desks("grace", WIDTHS[look]), Found()
    page.goto(f"{house.url}/staff/practice")
    found.look(page, "every call")
    page.get_by_role("link", name="The nephew and the bank card").click()
    found.look(page, "a line")
    for number in range(2, 6):
        page.get_by_role("textbox").first.press_sequentially("he takes her money. ")
        page.get_by_role("button", name="Next line").click()
        page.get_by_text(f"Line {number} of 5").first.wait_for()
    found.look(page, "the last line")
    page.get_by_role("button", name="See how it went").click()
    page.locator("#would-error").wait_for()
    found.look(page, "nothing chosen")
    page.get_by_label("Pass it to the safeguarding team at once").check()
    page.get_by_role("button", name="See how it went").click()
    page.get_by_role("heading", name="How it went").wait_for()
    found.look(page, "how it went")
    assert sideways(page) <= 0
    assert found.faults == []


def test_a_call_at_the_desk(desks: Callable[[str, int], Page], house: House) -> None:
    page = desks("grace", WIDTHS["desk"])
    found = Found()
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{house.url}/staff/call")
        page.get_by_role("button", name="Begin the call").click()
        found.look(page, "begun")
        notes = page.get_by_label("What the caller says, in their words")
        notes.fill("My mum keeps falling and I'm worn out. She lives in DN15. I want an assessment.\n")
        page.locator(".fit").first.wait_for()
        found.look(page, "needs, a request and services")
        notes.press_sequentially("Now she says she is going to kill herself.\n")
        page.locator(".risk--alert").wait_for()
        found.look(page, "a danger")
        _tools_of_a_call(page, found)
    assert found.faults == []
