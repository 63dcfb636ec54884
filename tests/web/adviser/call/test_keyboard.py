"""A whole call in a browser with the keyboard alone, without any dialogue: noted, heard, passed on, ended."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.journeys.axe import faults
from tests.web.conftest import sign_in_on
from web.database import ContactsStore
from web.models.call import Call
from web.models.handoff import Handoff

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.browser]
MOST_KEYS, MOST_SECONDS = 8, 20
NOTES = "What the caller says, in their words"


@pytest.fixture
def page(browser: Browser, address: str, cast: dict[str, int]) -> Iterator[Page]:
    """Grace's browser, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    sign_in_on(opened, "grace", address)
    yield opened
    context.close()


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}/staff/call")
    expect(page.get_by_role("button", name="Begin the call")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label(NOTES)).to_be_focused()


def test_a_call_from_ring_to_wrap_up(page: Page, address: str, store: ContactsStore) -> None:
    begin(page, address)
    page.keyboard.type("My name is Amir. My mum keeps falling, she lives in DN15.\n")
    expect(page.locator(".fit").first).to_contain_text("Steady Steps")
    expect(page.locator("[data-prompt=place] [data-covered]")).to_be_visible()
    page.keyboard.type("I want an assessment for her. Ring me on 07700 900123.\n")
    expect(page.get_by_role("heading", name="They asked for this: An assessment")).to_be_visible()
    page.keyboard.type("Now she says she is going to kill herself.\n")
    expect(page.get_by_role("alert").first).to_contain_text("Danger: Suicide or self-harm")
    expect(page.get_by_label("Telephone").first).to_have_value("07700 900123")
    expect(page.get_by_label(NOTES)).to_be_focused()
    assert faults(page) == []
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = false")
    for key, place in (("1", "script"), ("3", "live"), ("5", "tools"), ("2", "notes")):
        page.keyboard.press(f"Alt+{key}")
        assert page.evaluate("document.activeElement.id") == place
    page.keyboard.press("Alt+6")
    expect(page.get_by_text(re.compile("Passed on"))).to_be_visible()
    with store.reading() as session:
        words = [each.words for each in session.scalars(select(Handoff)).one().words]
    assert words[0] == "My name is Amir. My mum keeps falling, she lives in DN15."
    wrap_up(page)
    with store.reading() as session:
        call = session.scalars(select(Call)).one()
        assert call.ended_at and call.wrap_up_at
        assert (call.outcome, call.follow_up) == (call.suggested, "team")
    page.keyboard.press("Enter")
    expect(page.get_by_label(NOTES)).to_be_focused()


def wrap_up(page: Page) -> None:
    """With the outcome that is suggested: five keys."""
    began, keys = time.monotonic(), ("Alt+7", "Space", "Tab", "Space", "Enter")
    page.keyboard.press(keys[0])
    page.get_by_role("heading", name="How did it end?").wait_for()
    assert faults(page) == []
    for key in keys[1:]:
        page.keyboard.press(key)
    page.get_by_role("heading", name="New call").wait_for()
    assert len(keys) <= MOST_KEYS and time.monotonic() - began < MOST_SECONDS


def test_nothing_is_lost_while_the_network_is_away(page: Page, address: str) -> None:
    begin(page, address)
    page.keyboard.type("Before.\n")
    expect(page.locator("[data-state]")).to_have_text("Kept")
    page.context.set_offline(True)
    page.keyboard.type("While it was away.\n")
    expect(page.get_by_text("Not kept yet, there is no connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Not kept yet, there is no connection")).to_be_hidden(timeout=15_000)
    page.reload()
    expect(page.get_by_label(NOTES)).to_have_value("Before.\nWhile it was away.\n")


def test_what_is_typed_of_the_person_stays_through_every_other_button(page: Page, address: str) -> None:
    begin(page, address)
    page.keyboard.type("My mum keeps falling. My name is Amir, ring me on 07700 900123.\n")
    expect(page.get_by_label("Telephone").first).to_have_value("07700 900123")
    page.get_by_label("When and how it is best").fill("after five")
    page.get_by_text("Not there: ").first.click()
    page.locator(".decide[open] .input").fill("they have a rail")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You took out a need")).to_be_visible()
    expect(page.get_by_label("When and how it is best")).to_have_value("after five")
    page.get_by_label("E-mail", exact=True).fill("amir at home")
    page.keyboard.press("Alt+7")
    expect(page.get_by_text("Enter an e-mail address")).to_be_visible()
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("amir at home")
    page.get_by_label("E-mail", exact=True).fill("")
    page.keyboard.press("Alt+7")
    page.get_by_role("heading", name="How did it end?").wait_for()


def test_what_was_heard_and_seen_is_kept_at_the_end(page: Page, address: str, store: ContactsStore) -> None:
    begin(page, address)
    page.keyboard.type("My mum keeps falling. My name is Amir, ring me on 07700 900123.\n")
    expect(page.get_by_label("Telephone").first).to_have_value("07700 900123")
    page.keyboard.press("Alt+7")
    page.get_by_role("heading", name="How did it end?").wait_for()
    with store.reading() as session:
        assert (session.scalars(select(Call)).one().details or {})["phone"] == "07700 900123"


def test_a_danger_is_raised_by_keys_alone(page: Page, address: str, store: ContactsStore) -> None:
    begin(page, address)
    page.keyboard.type("He gets confused and wanders at night.\n")
    expect(page.locator("[data-ask]")).to_contain_text("Perhaps a danger: Missing or wandering off")
    expect(page.locator("[data-alert]")).to_be_empty()
    page.keyboard.type("She stopped talking.")
    page.keyboard.press("Alt+8")
    expect(page.get_by_label("Which danger")).to_be_focused()
    assert faults(page) == []
    page.keyboard.type("Violence")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    raised = page.locator("#danger-violence_now")
    expect(raised).to_be_focused()
    expect(raised).to_contain_text("If you cannot speak, press 55")
    expect(page.locator(".call__banner")).to_contain_text("Danger: Violence now")
    expect(page.get_by_label(NOTES)).to_have_value(re.compile("She stopped talking"))
    assert faults(page) == []
    with store.reading() as session:
        assert session.scalars(select(Call)).one().contact.risk_category == "violence_now"


def test_a_danger_stays_in_sight_on_a_narrow_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    begin(page, address)
    page.keyboard.type("Now she says she is going to kill herself.\n")
    expect(page.get_by_role("alert").first).to_contain_text("Danger: Suicide or self-harm")
    for place in ("Alt+4", "Alt+5", "Alt+2"):
        page.keyboard.press(place)
        expect(page.get_by_role("alert").first).to_be_in_viewport()


def test_on_paper_what_is_heard_stands_there_to_its_end(page: Page, address: str) -> None:
    begin(page, address)
    page.keyboard.type("My mum keeps falling. I want an assessment. He is going to kill himself.\n")
    expect(page.locator(".risk--alert").first).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 400})  # so low that the column would have to be scrolled
    page.emulate_media(media="print")
    hidden = page.locator("#live").evaluate("part => part.scrollHeight - part.clientHeight")
    assert hidden <= 1


@pytest.mark.parametrize("width", [1280, 375])
def test_the_button_that_finishes_touches_nothing(page: Page, address: str, width: int) -> None:
    begin(page, address)
    page.set_viewport_size({"width": width, "height": 900})
    button = page.get_by_role("button", name="Finish").bounding_box()
    below = page.get_by_role("heading", name="What to ask").bounding_box()
    assert button and below
    assert below["y"] - (button["y"] + button["height"]) >= 8
