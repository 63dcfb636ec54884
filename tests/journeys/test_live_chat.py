"""Rosa asks for a person, Grace is on duty: the whole house, two browsers, with and without the script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import faults, sideways
from tests.journeys.conftest import IN_A_HURRY, new_person, say
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.rasa, pytest.mark.browser]
SOON = 20_000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house where a chat is offered at any hour: the tests run on Sundays too."""
    folder = tmp_path_factory.mktemp("house") / "var"
    running = House(folder, LIVE_CHAT="always", **IN_A_HURRY).start(280)
    yield running
    running.stop()


@pytest.fixture
def grace(browser: Browser, house: House, script: bool) -> Iterator[Page]:
    """Grace at her desk, on duty; with a script or without, as Rosa is."""
    name = "grace" if script else "grace.plain"
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    new_person(page, house, name, "adviser")
    page.get_by_role("link", name="Chats").first.click()
    page.get_by_role("button", name="Go on duty for chats").click()
    page.get_by_text("You are on duty as Grace").wait_for()
    yield page
    page.goto(f"{house.url}/staff/chats/")
    page.get_by_role("button", name="End your duty").click()
    context.close()


def look(page: Page, script: bool) -> None:
    """Without a script somebody has to look."""
    if not script:
        page.get_by_role("link", name="Look for new messages").click()


def write(page: Page, text: str) -> None:
    page.locator("textarea#text").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


class Looking:
    """Holds pages against WCAG as the story goes on; without a script axe cannot run."""

    def __init__(self, script: bool) -> None:
        self.script = script
        self.found: list[str] = []

    def look(self, page: Page, where: str) -> None:
        if self.script:
            self.found += [f"{where}: {fault}" for fault in faults(page)]
            assert sideways(page) <= 0, where


def test_from_the_wish_to_the_outcome(rosa: Page, grace: Page, house: House, script: bool) -> None:
    looking = Looking(script)
    reference = ask_for_a_chat(rosa, looking)
    join(grace, house, looking)
    talk(rosa, grace, looking)
    end(rosa, grace, looking)
    read_again(rosa, grace, house, reference, looking)
    assert looking.found == []


def ask_for_a_chat(rosa: Page, looking: Looking) -> str:
    """Rosa asks for a person and presses the button; the reference she was given."""
    say(rosa, "my mum keeps falling and I'm worn out")
    assert "Somebody at the council is here to chat with you now" in say(rosa, "I want to talk to a person")
    reference = rosa.locator(".reference__number").first.inner_text()
    rosa.get_by_role("button", name="Chat with a person now").wait_for()
    looking.look(rosa, "offered")
    rosa.get_by_role("button", name="Chat with a person now").click()
    expect(rosa.get_by_text("You are next.")).to_be_visible()
    looking.look(rosa, "waiting")
    return reference


def join(grace: Page, house: House, looking: Looking) -> None:
    """Grace sees that somebody waits, joins, reads and writes."""
    grace.goto(f"{house.url}/staff/chats/")
    row = grace.get_by_role("row").filter(has_text="Falls")
    looking.look(grace, "list")
    row.get_by_role("button", name="Join").click()
    expect(grace.locator(".message").filter(has_text="my mum keeps falling")).to_be_visible()
    looking.look(grace, "joined")
    write(grace, "Hello. What would help most?")


def talk(rosa: Page, grace: Page, looking: Looking) -> None:
    """Rosa reads it and answers; nobody else does."""
    look(rosa, looking.script)
    answer = rosa.locator(".message--person").filter(has_text="What would help most?")
    expect(answer).to_be_visible(timeout=SOON)
    expect(rosa.get_by_role("heading", name="You are talking to Grace at Eastmere")).to_be_visible()
    looking.look(rosa, "talking")
    write(rosa, "Somebody to sit with her on Tuesdays")
    expect(rosa.locator(".message--resident").last).to_contain_text("Tuesdays")
    expect(rosa.locator("[data-answer]").last).to_contain_text("What would help most?")
    look(grace, looking.script)
    expect(grace.locator(".message").filter(has_text="Tuesdays")).to_be_visible(timeout=SOON)


def end(rosa: Page, grace: Page, looking: Looking) -> None:
    """Grace ends it with what came of it; Rosa is told, and Signpost answers again."""
    folded = grace.locator("details.chats__end")
    if folded.get_attribute("open") is None:  # looking at a page opens what is folded away
        folded.locator("summary").click()
    grace.get_by_role("radio", name="Information or advice only").check()
    looking.look(grace, "ending")
    grace.get_by_role("button", name="End the chat").click()
    expect(grace.get_by_text("what came of it is saved")).to_be_visible()
    if not looking.script:
        look(rosa, False)
    expect(rosa.get_by_role("heading", name="The chat with Grace has ended")).to_be_visible(timeout=SOON)
    looking.look(rosa, "ended")
    assert say(rosa, "thank you")


def read_again(rosa: Page, grace: Page, house: House, reference: str, looking: Looking) -> None:
    """What was said is in Rosa's summary, and with what was passed on."""
    rosa.goto(f"{house.url}/summary")
    expect(rosa.get_by_text("What would help most?")).to_be_visible()
    grace.goto(f"{house.url}/staff/handoffs/{reference}")
    expect(grace.get_by_text("Information or advice only").first).to_be_visible()
    expect(grace.get_by_text("Somebody to sit with her on Tuesdays").first).to_be_visible()
    grace.get_by_role("link", name="What was said in the chat with an adviser").click()
    expect(grace.get_by_text("What would help most?")).to_be_visible()
    looking.look(grace, "read again")
