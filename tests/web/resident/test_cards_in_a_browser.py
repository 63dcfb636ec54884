"""Cards and comforts in a browser: a refused card gives way, a big text fits, nothing speaks by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import faults
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TWO = [a_service(opening=["Mondays 10am to 12pm"]), a_service(id="b", name="The Lantern Room")]
BUTTONS = [{"title": "Nearer", "payload": "Is there anything nearer?"}]
# Stands in for the machine's voice and ear, of which this browser has none to hear.
EARS = """
window.spoken = [];
speechSynthesis.speak = function (one) {
  window.spoken.push(one.text); setTimeout(function () { one.onend(); }, 5); };
window.webkitSpeechRecognition = window.SpeechRecognition = function () {
  var own = this;
  own.start = function () { setTimeout(function () {
    own.onresult({ results: [[{ transcript: "my mum keeps falling" }]] }); own.onend(); }, 5); };
  own.stop = own.abort = function () { own.onend(); };
};"""


@pytest.fixture
def page(address: str, browser: Browser, rasa: LoopbackRasa) -> Iterator[Page]:
    """Rosa's telephone, the narrowest there is, after she was shown two services."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=address)
    shown = context.new_page()
    shown.add_init_script(EARS)
    shown.goto("/start")
    services = {"custom": {"services": TWO, "buttons": BUTTONS}}
    rasa.answers = [{"messages": [{"text": "Here are two."}, services, {"text": "Is this enough?"}]}]
    shown.fill("#text", "falls")
    shown.press("#text", "Enter")
    expect(shown.locator(".service-card")).to_have_count(2)
    yield shown
    context.close()


def test_a_refused_card_gives_way_to_a_line(page: Page, rasa: LoopbackRasa) -> None:
    page.locator("[data-refuse] summary").first.click()
    assert faults(page) == []
    refused = [{"id": "steady-steps", "name": "Steady Steps", "reason": "too_far"}]
    another = {"services": [a_service(id="c", name="Tea")], "refused": refused}
    rasa.answers = [{"messages": [{"text": "Here is another."}, {"custom": another}]}]
    page.get_by_role("button", name="Too far").first.click()
    expect(page.locator(".refused")).to_have_text("Steady Steps: you said this is not right for you.")
    expect(page.locator(".service-card")).to_have_count(2)
    expect(page.locator("[data-refuse]")).to_have_count(2)
    expect(page.locator(".choices--narrow")).to_have_count(0)
    assert rasa.heard[-1]["message"] == "Steady Steps is not right for me: it is too far away."
    assert faults(page) == []


def test_the_text_grows_without_another_page_and_stays_whole(page: Page) -> None:
    page.fill("#text", "half a sentence")
    page.locator(".comfort summary").click()
    page.get_by_role("button", name="Very large").click()
    expect(page.locator("html")).to_have_class("text-largest")
    expect(page.locator("#text")).to_have_value("half a sentence")
    page.get_by_role("button", name="Use easy words").click()
    expect(page.locator("[data-comfort-told]")).to_contain_text("from the next answer on")
    expect(page.locator("#text")).to_have_value("half a sentence")
    # Half as big again on the narrowest telephone: nothing stands out to the right.
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page) == []
    page.goto("/privacy")
    expect(page.locator("html")).to_have_class("text-largest")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_easy_words_say_that_they_are_on_and_keep_the_place(page: Page) -> None:
    page.locator(".comfort summary").click()
    page.get_by_role("button", name="Use easy words").click()
    back = page.get_by_role("button", name="Use the usual words")
    expect(back).to_be_focused()
    expect(back).to_have_accessible_description("Easy words are on.")
    expect(page.locator("[data-comfort-told]")).to_be_visible()


def test_every_card_that_comes_can_be_saved(page: Page) -> None:
    expect(page.get_by_role("button", name="Save to my list")).to_have_count(2)
    page.get_by_role("button", name="Save to my list").last.click()
    expect(page.get_by_role("button", name="Remove from my list")).to_have_count(1)


def test_the_box_is_called_the_same_all_along(page: Page) -> None:
    expect(page.locator("label[for=text]")).to_have_text("Tell me in your own words")
    page.reload()
    expect(page.locator("label[for=text]")).to_have_text("Tell me in your own words")


def test_the_shift_key_is_told_where_there_is_one(address: str, browser: Browser) -> None:
    for touch in (True, False):
        context = browser.new_context(base_url=address, is_mobile=touch, has_touch=touch)
        shown = context.new_page()
        shown.goto("/")
        assert shown.get_by_text("Pressing the Shift key").is_visible() is not touch
        context.close()


def test_an_answer_is_read_when_asked_and_not_before(page: Page) -> None:
    assert page.evaluate("window.spoken") == []
    page.get_by_role("button", name="Read aloud").click()
    expect(page.get_by_role("button", name="Read aloud")).to_have_count(1)
    spoken = page.evaluate("window.spoken")
    assert spoken[0] == "Here are two." and "Steady Steps" in spoken and "Mondays 10am to 12pm" in str(spoken)
    assert "Too far" not in str(spoken)


def test_dictation_warns_first_and_never_sends(page: Page, rasa: LoopbackRasa) -> None:
    told = len(rasa.heard)
    page.get_by_role("button", name="Speak instead of typing").click()
    expect(page.locator("[data-speak-warning]")).to_contain_text("may hear what you say")
    expect(page.locator("#text")).to_have_value("")
    assert faults(page) == []
    page.get_by_role("button", name="Use my voice").click()
    expect(page.locator("#text")).to_have_value("my mum keeps falling")
    assert len(rasa.heard) == told
