"""The pictures in docs/screens are of the running product; `UPDATE_SCREENS=1` takes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.album import KIND, SCREENS, Album, named
from tests.journeys.axe import faults
from tests.journeys.conftest import IN_A_HURRY, new_account, new_person, say
from tests.journeys.house import House
from tests.journeys.linked import (
    LINKED,
    as_an_organisation,
    as_its_editor,
    follow,
    signed_pages,
    with_codes,
)
from tests.journeys.test_axe import PAGES, ROLES, STAFF_PAGES
from web.app import open_store
from web.clock import local_day, now
from web.numbers.chosen import week_of
from web.settings import WebSettings
from web.staff.daily.preparing import Layer
from web.store import case_audit

pytestmark = [pytest.mark.slow, pytest.mark.rasa, pytest.mark.browser]

PHONE, DESK = 390, 1280
LOOKED_AT = ("/staff/", "/staff/handoffs", "/staff/numbers")  # also in the dark and in print: these and below


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A Signpost of its own with an invented year, so that there is the same to see in every run."""
    var_dir = tmp_path_factory.mktemp("screens") / "var"
    house = House(
        var_dir,
        LIVE_CHAT="always",
        **IN_A_HURRY,
        CONTACTS_DATABASE_URL=f"sqlite:///{var_dir}/demo/contacts.sqlite3",
    )
    house.command("web", "demo", "--store", house.environ["CONTACTS_DATABASE_URL"])
    _draw_last_week(house)
    new_account(house, "abel", "follow_up")  # the first of the accounts, whoever else is there by then
    yield house.start(280)
    house.stop()


def _draw_last_week(house: House) -> None:
    """The cases of the audit, readable, now: the worker draws twice an hour and lays out fifty a minute."""
    settings = WebSettings.from_env(house.environ)
    store = open_store(settings)
    moment = now()
    monday = week_of(local_day(moment, settings.time_zone)) - timedelta(days=7)
    with store.writing() as session:
        case_audit.draw(session, monday, moment)
    layer, today = Layer(store), local_day(moment, settings.time_zone)
    while layer.lay_out(today):
        continue
    store.close()


@pytest.fixture(scope="module")
def known(house: House) -> dict[str, str]:
    """What addresses name: a service that is shown, and a hand-off that waits."""
    answer = house.chat("my mum keeps falling and I want to talk to a person")
    service = re.search(r'data-service="([^"]+)"', house.read("/services?q=falls&place=DN15+6NL"))
    assert service, "the demonstration's directory has something for falls"
    return {"reference": answer["handoff"]["reference"], "service": service[1]}


@pytest.fixture(scope="module")
def album() -> Album:
    return Album()


def open_page(browser: Browser, house: House, width: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=house.url, reduced_motion="reduce", locale="en-GB"
    )
    return context.new_page()


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
def test_what_residents_see(browser: Browser, house: House, known: dict[str, str], width: int) -> None:
    audience = "resident-phone" if width == PHONE else "resident"
    page, album = open_page(browser, house, width), Album()
    for address in PAGES:
        page.goto(address.format(**known))
        album.take(page, f"{audience}/{named(address)}")
    _converse(page, album, audience)
    page.goto("/leave-details")
    page.get_by_label("What's been happening?").fill("My mum keeps falling.")
    page.get_by_label("I'd rather not leave a number").check()
    page.get_by_role("button", name="Send to the council").click()
    page.get_by_role("heading", name="Thank you. We have it.").wait_for()
    album.take(page, f"{audience}/leave-details-done")
    page.context.close()
    assert album.close(audience) == []


def _converse(page: Page, album: Album, audience: str) -> None:
    """One conversation to its end, with a picture of each of its states."""
    page.goto("/start")
    say(page, "my mum keeps falling and I'm worn out")
    album.take(page, f"{audience}/chat-1-a-question")
    say(page, "That she can stay in her own home")
    say(page, "DN15 6NL")
    assert page.locator(".service-card").count() > 1
    album.take(page, f"{audience}/chat-2-services")
    page.get_by_role("button", name="Change what I said").click()
    album.take(page, f"{audience}/chat-2-change-what-i-said")
    page.go_back()
    say(page, "I want to talk to a person")
    album.take(page, f"{audience}/chat-3-a-person")
    say(page, "my partner is hitting me")
    page.get_by_role("button", name="I want to carry on").wait_for()  # the safety words come before the rest
    album.take(page, f"{audience}/chat-4-danger")
    page.goto("/summary")
    album.take(page, f"{audience}/chat-5-summary")


def test_what_an_adviser_and_a_resident_see_together(browser: Browser, house: House) -> None:
    album = Album()
    grace, rosa = open_page(browser, house, DESK), open_page(browser, house, PHONE)
    new_person(grace, house, "grace.a", "adviser")
    _hold_a_call(grace, album)
    _practise(grace, album)
    _chat(grace, rosa, house, album)
    grace.context.close()
    rosa.context.close()
    assert album.close("at-the-desk") == []


def _hold_a_call(grace: Page, album: Album) -> None:
    grace.goto("/staff/call")
    grace.get_by_role("button", name="Begin the call").click()
    notes = grace.get_by_label("What the caller says, in their words")
    notes.fill("My mum keeps falling and I'm worn out. She lives in DN15. I want an assessment.\n")
    grace.locator(".fit").first.wait_for()
    album.take(grace, "at-the-desk/call-1-heard")
    notes.press_sequentially("Now she says she is going to kill herself.\n")
    grace.locator(".risk--alert").wait_for()
    album.take(grace, "at-the-desk/call-2-danger")
    call = grace.url.split("#")[0]
    for page in ("services?q=falls", "services/compare", "list", "ring", "known", "summary", "wrap-up"):
        grace.goto(f"{call}/{page}")
        album.take(grace, f"at-the-desk/call-3-{named(page)}")
        assert faults(grace) == [], page


def _practise(grace: Page, album: Album) -> None:
    grace.goto("/staff/practice")
    album.take(grace, "at-the-desk/practice-1-calls")
    grace.get_by_role("link", name="The nephew and the bank card").click()
    album.take(grace, "at-the-desk/practice-2-a-line")
    for number in range(2, 6):
        grace.get_by_role("button", name="Next line").click()
        grace.get_by_text(f"Line {number} of 5").first.wait_for()
    grace.get_by_label("Pass it to the safeguarding team at once").check()
    grace.get_by_role("button", name="See how it went").click()
    grace.get_by_role("heading", name="How it went").wait_for()
    album.take(grace, "at-the-desk/practice-3-how-it-went")


def _chat(grace: Page, rosa: Page, house: House, album: Album) -> None:
    grace.goto("/staff/chats/")
    grace.get_by_role("button", name="Go on duty for chats").click()
    rosa.goto("/start")
    say(rosa, "my mum keeps falling and I'm worn out")
    say(rosa, "I want to talk to a person")
    rosa.get_by_role("button", name="Chat with a person now").wait_for()
    album.take(rosa, "at-the-desk/chat-1-offered")
    rosa.get_by_role("button", name="Chat with a person now").click()
    rosa.get_by_text("You are next.").wait_for()
    album.take(rosa, "at-the-desk/chat-2-waiting")
    grace.goto("/staff/chats/")
    album.take(grace, "at-the-desk/chat-3-who-waits")
    grace.get_by_role("row").filter(has_text="Falls").get_by_role("button", name="Join").click()
    grace.locator("textarea#text").fill("Hello. What would help most?")
    grace.get_by_role("button", name="Send", exact=True).click()
    rosa.locator(".message--person").first.wait_for()
    album.take(rosa, "at-the-desk/chat-4-talking")
    album.take(grace, "at-the-desk/chat-5-joined")
    reference = rosa.locator(".reference__number").first.inner_text()
    _end(grace)
    grace.goto(f"{house.url}/staff/chats/of/{reference}")
    album.take(grace, "at-the-desk/chat-6-transcript")
    assert faults(grace) == []


def _end(grace: Page) -> None:
    """Nobody is on duty when the next picture is taken: a chat would be offered in it."""
    grace.locator("details.chats__end summary").click()
    grace.get_by_role("radio", name="Information or advice only").check()
    grace.get_by_role("button", name="End the chat").click()
    grace.get_by_text("what came of it is saved").wait_for()
    grace.goto("/staff/chats/")
    grace.get_by_role("button", name="End your duty").click()
    grace.get_by_role("button", name="Go on duty for chats").wait_for()


def _look_at_a_case(page: Page, house: House, album: Album, audience: str) -> None:
    page.goto(f"{house.url}/staff/cases")
    page.get_by_role("rowheader").get_by_role("link").first.click()  # not one of the safeguarding team's
    page.get_by_role("button", name="Hand in").wait_for()
    album.take(page, f"{audience}/cases-one")
    assert faults(page) == []


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_what_staff_see(browser: Browser, house: House, known: dict[str, str], name: str) -> None:
    audience, album = ROLES[name].replace("_", "-"), Album()
    page = open_page(browser, house, DESK)
    new_person(page, house, f"{name}-at-work", ROLES[name])
    for address in STAFF_PAGES[name]:
        page.goto(f"{house.url}{address.format(**known)}")
        album.take(page, f"{audience}/{named(address)}")
        if address in LOOKED_AT or address.startswith("/staff/numbers/"):
            page.emulate_media(color_scheme="dark")
            album.take(page, f"{audience}/{named(address)}-dark")
            page.emulate_media(color_scheme="light", media="print")
            album.take(page, f"{audience}/{named(address)}-print")
            page.emulate_media(media="screen")
    if "/staff/cases" in STAFF_PAGES[name]:
        _look_at_a_case(page, house, album, audience)
    page.context.close()
    assert album.close(audience) == []


def test_what_is_reached_by_a_link(browser: Browser, house: House, known: dict[str, str]) -> None:
    album, wrong = Album(), []
    _refuse_everything(house)  # for the review page

    def take(page: Page, name: str) -> None:
        album.take(page, f"by-link/{name}")
        for width in (DESK, PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            wrong.extend(f"{name}, {width} wide: {fault}" for fault in faults(page))

    guest = open_page(browser, house, DESK)
    for name, address in signed_pages(house).items():
        guest.goto(address)
        take(guest, name)
    for name in as_an_organisation(guest):
        take(guest, name)
    ways: dict[str, Callable[[Page], Iterator[str]]] = {
        "ed": lambda page: as_its_editor(page, house),
        "sana": lambda page: with_codes(page, house, "sana.l"),
        **{name: partial(follow, house=house, name=name, known=known) for name in LINKED},
    }
    for name, way in ways.items():
        page = open_page(browser, house, DESK)
        new_person(page, house, f"{name}.l", ROLES[name])
        for found in way(page):
            take(page, found)
        page.context.close()
    guest.context.close()
    assert wrong == []
    assert album.close("by-link") == []


def _refuse_everything(house: House) -> None:
    conversation = house.chat("my mum keeps falling")["conversation_id"]
    for text in ("that she is safe", "DN15 6NL", "none of these are any good to us"):
        house.chat(text, conversation)


def test_every_picture_is_of_a_screen_the_index_knows() -> None:
    index = Album()._kept
    pictures = {str(path.relative_to(SCREENS).with_suffix("")) for path in SCREENS.rglob(f"*{KIND}")}
    assert pictures == set(index)
