"""The chat and its summary on paper: what can only be pressed is left out, and addresses are written out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(address: str, browser: Browser, rasa: LoopbackRasa) -> Iterator[Page]:
    """Rosa's browser after she was shown a service with its reason and ways to narrow down."""
    buttons = [{"title": "Nearer", "payload": "Is there anything nearer?"}]
    shown = {"services": [a_service(because="You told me of falls.")], "buttons": buttons}
    rasa.answers = [{"messages": [{"custom": shown}, {"text": "Is this what you need?"}]}]
    context = browser.new_context(viewport={"width": 375, "height": 800}, base_url=address)
    opened = context.new_page()
    opened.goto("/start")
    opened.fill("#text", "falls")
    opened.get_by_role("button", name="Send", exact=True).click()
    expect(opened.locator("[data-answer]")).to_have_count(1)
    yield opened
    context.close()


def test_the_chat_on_paper_holds_what_was_said_and_nothing_to_press(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".message__words", has_text="Is this what you need?")).to_be_visible()
    for hidden in (".folds", ".message__change", ".keep-it", ".languages", ".service-card__because"):
        expect(page.locator(hidden).first).to_be_hidden()


@pytest.mark.parametrize("where", ["/", "/summary"])
def test_an_address_on_paper_is_written_out_behind_its_words(page: Page, where: str) -> None:
    page.goto(where)
    page.emulate_media(media="print")
    link = page.locator(".service-card__contact a[href^='https']").first
    style = link.evaluate("one => [getComputedStyle(one, '::after').content, getComputedStyle(one).display]")
    assert "steady.example.org" in style[0]
    assert style[1] == "block", "in a row the words and the address are squeezed into two columns"


def test_coming_back_is_on_paper_only_with_a_code(page: Page) -> None:
    page.goto("/summary")
    page.emulate_media(media="print")
    expect(page.get_by_text("A code opens this conversation again")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Give me a code").click()
    page.emulate_media(media="print")
    expect(page.get_by_text("A code opens this conversation again")).to_be_visible()
    expect(page.locator(".code-given__code")).to_be_visible()


def test_what_narrows_down_stands_apart_from_what_is_said_next(page: Page) -> None:
    above = page.locator(".choices--narrow").bounding_box()
    below = page.locator(".message__words", has_text="Is this what you need?").bounding_box()
    assert above and below
    assert below["y"] - (above["y"] + above["height"]) >= 8
