"""The chat on a small telephone, with and without scripts: the box is in sight, and words are never lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.web.loopback_rasa import LoopbackRasa

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_box_is_on_a_small_telephones_first_screen(address: str, browser: Browser, scripts: bool) -> None:
    context = browser.new_context(
        viewport={"width": 375, "height": 667}, base_url=address, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto("/start")
    for shown in (
        page.locator("#text"),
        page.get_by_label("In an emergency"),
        page.get_by_role("link", name="Exit this page"),
    ):
        place = shown.bounding_box()
        assert place is not None
        assert place["y"] >= 0 and place["y"] + place["height"] <= 667
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_bigger_text_in_the_middle_of_writing_loses_nothing(
    address: str, browser: Browser, rasa: LoopbackRasa, scripts: bool
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/start")
    page.get_by_text("Easier to read").click()
    page.fill("#text", "my mum keeps")
    page.get_by_role("button", name="Very large").click()
    expect(page.locator("html.text-largest")).to_be_attached()
    expect(page.get_by_role("button", name="Very large", pressed=True)).to_be_visible()
    expect(page.locator("#text")).to_have_value("my mum keeps")
    assert rasa.heard == []
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message--resident .as-typed")).to_have_text("my mum keeps")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_suggested_answer_in_the_middle_of_writing_loses_nothing(
    address: str, browser: Browser, scripts: bool
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/start")
    page.fill("#text", "I need help")
    page.get_by_role("button", name="Send", exact=True).click()
    for pressed, sent in (("Me", "It's about me"), ("Talk to a person", "I want to talk to a person")):
        expect(page.locator("#text")).to_have_value("")
        page.fill("#text", "and she won't eat")
        page.get_by_role("button", name=pressed, exact=True).click()
        expect(page.locator(".message--resident .as-typed").last).to_have_text(sent)
        expect(page.locator("#text")).to_have_value("and she won't eat")
        page.fill("#text", "")
    context.close()


def test_very_large_text_breaks_no_word_of_the_line_for_danger(address: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=address)
    page = context.new_page()
    page.goto("/start")
    page.get_by_text("Easier to read").click()
    page.get_by_role("button", name="Very large").click()
    expect(page.locator("html.text-largest")).to_be_attached()
    pieces = page.locator(".safety-bar strong").evaluate("""one => {
        const [word, text] = [document.createRange(), one.firstChild];
        word.setStart(text, text.data.indexOf("danger"));
        word.setEnd(text, text.data.length);
        return word.getClientRects().length;
    }""")
    assert pieces == 1
    context.close()
