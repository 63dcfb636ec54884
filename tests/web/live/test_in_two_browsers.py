"""Rosa on her telephone and Grace at her desk, in real browsers: what arrives, is said, and stays put."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.axe import faults, sideways
from tests.web.conftest import sign_in_on
from tests.web.live.conftest import PERSON, silent
from web.database import ContactsStore

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SOON = 15_000


@pytest.fixture
def phone(address: str, browser: Browser) -> Iterator[Page]:
    """Rosa's telephone, narrow."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/start")
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def computer(address: str, browser: Browser, cast: dict[str, int]) -> Iterator[Page]:
    """Grace's computer; she has signed in and is on duty."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    page = context.new_page()
    sign_in_on(page, "grace")
    page.goto("/staff/chats/")
    page.get_by_role("button", name="Go on duty for chats").click()
    expect(page.get_by_text("You are on duty as Grace")).to_be_visible()
    yield page
    context.close()


def say(page: Page, text: str) -> None:
    """Types and sends."""
    page.fill("#text", text)
    page.press("#text", "Enter")


def heard(page: Page) -> list[str]:
    """What the status said since."""
    return [str(each) for each in page.evaluate("window.heard")]


def listen(page: Page) -> None:
    """From here on, everything that the page's status says is remembered."""
    page.evaluate(
        "window.heard = []; new MutationObserver(() => window.heard.push(document.querySelector("
        "'[data-status]').textContent)).observe(document.querySelector('[data-status]'), "
        "{childList: true, characterData: true, subtree: true})"
    )


def say_and_wait(page: Page, text: str) -> None:
    """Types, sends and waits until it was answered."""
    answers = page.locator("[data-answer]")
    before = answers.count()
    say(page, text)
    expect(answers).not_to_have_count(before)


def words(page: Page, text: str) -> Locator:
    """These words in the list of what was said."""
    return page.locator(".message .as-typed").filter(has_text=text)


@pytest.mark.usefixtures("computer")
def test_the_offer_reaches_eye_and_ear_once(phone: Page) -> None:
    phone.set_viewport_size({"width": 375, "height": 667})
    say_and_wait(phone, "my mum keeps falling")
    listen(phone)
    say_and_wait(phone, PERSON)
    button = phone.get_by_role("button", name="Chat with a person now")
    expect(button).to_be_in_viewport(ratio=1)
    assert sum("is here to chat" in each for each in heard(phone)) == 1


@pytest.fixture
def chatting(phone: Page, computer: Page) -> list[str]:
    """Both in a chat; what axe found on the way there."""
    found: list[str] = []
    say_and_wait(phone, "my mum keeps falling")
    say_and_wait(phone, PERSON)
    phone.get_by_role("button", name="Chat with a person now").wait_for()
    found += [f"offered {each}" for each in faults(phone)]
    phone.get_by_role("button", name="Chat with a person now").click()
    expect(phone.get_by_text("You are next.")).to_be_visible()
    found += [f"waiting {each}" for each in faults(phone)]
    assert sideways(phone) <= 0
    row = computer.get_by_role("row").filter(has_text="Falls")
    row.get_by_role("button", name="Join").wait_for(timeout=SOON)  # the list is new by itself
    expect(computer).to_have_title(re.compile(r"^\(1\)"))
    found += [f"list {each}" for each in faults(computer)]
    listen(phone)
    row.get_by_role("button", name="Join").click()
    expect(phone.get_by_role("heading", name="You are talking to Grace at Eastmere")).to_be_visible(
        timeout=SOON
    )
    found += [f"joined {each}" for each in (*faults(phone), *faults(computer))]
    return found


def test_what_is_written_arrives_once_and_disturbs_nobody(
    phone: Page, computer: Page, chatting: list[str]
) -> None:
    assert chatting == []
    expect(phone.get_by_label("Your message to Grace")).to_be_visible()
    assert len([each for each in heard(phone) if "From now on" in each]) == 1
    phone.fill("#text", "half a sen")
    phone.focus("#text")
    say(computer, "Hello. What would help most?")
    expect(computer.locator("#text")).to_have_value("")
    expect(words(phone, "What would help most?")).to_be_visible(timeout=SOON)
    expect(phone.locator("#text")).to_have_value("half a sen")
    expect(phone.locator("#text")).to_be_focused()
    said = [each for each in heard(phone) if "What would help most?" in each]
    assert len(said) == 1 and said[0].startswith("Grace, a person at Eastmere, said")
    listen(computer)
    say(phone, "a rail on the stairs")
    expect(words(computer, "a rail on the stairs")).to_be_visible(timeout=SOON)
    expect(words(phone, "a rail on the stairs")).to_have_count(1)
    assert len([each for each in heard(computer) if "a rail" in each]) == 1
    assert not [each for each in heard(phone) if "Signpost is writing" in each]


def test_danger_shows_to_both_and_a_broken_line_loses_nothing(
    phone: Page, computer: Page, chatting: list[str], store: ContactsStore
) -> None:
    say(phone, "my partner is hitting me")
    expect(phone.locator(".message__words--safety")).to_be_visible(timeout=SOON)
    expect(computer.locator(".notice--safety")).to_be_visible(timeout=SOON)
    found = [f"danger {each}" for each in (*faults(computer), *faults(phone))]
    computer.set_viewport_size({"width": 320, "height": 800})
    assert sideways(computer) <= 0
    computer.context.set_offline(True)
    say(computer, "words on a broken line")
    expect(computer.locator("#text-problem")).to_contain_text("did not get through")
    expect(computer.locator("#text")).to_have_value("words on a broken line")
    computer.context.set_offline(False)
    computer.press("#text", "Enter")
    expect(words(phone, "words on a broken line")).to_be_visible(timeout=SOON)
    computer.close()
    silent(store, adviser=3, duty=3)
    expect(phone.locator(".message").filter(has_text="the connection to Grace was lost")).to_be_visible(
        timeout=SOON
    )
    found += [f"lost {each}" for each in faults(phone)]
    assert found == []
