"""The chat's script in a real browser: one announcement an answer, the keyboard, and leaving at once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.axe import faults
from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from web.settings import WebSettings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]


@pytest.fixture
def settings(settings: WebSettings) -> WebSettings:
    """The usual ones; leaving goes to a page of our own, since tests reach no other machine."""
    return replace(settings, exit_url="/privacy")


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    """Rosa's telephone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    shown = context.new_page()
    shown.goto("/start")
    yield shown
    context.close()


def test_an_answer_arrives_and_is_announced_once(page: Page, rasa: LoopbackRasa) -> None:
    rasa.answers = [{"messages": [{"text": "Here is one."}, {"custom": {"services": [a_service()]}}]}]
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("[data-status]")).to_contain_text(
        "Signpost said: Here is one. 1 service: Steady Steps."
    )
    expect(page.locator(".chat [role=status], .chat [role=alert], .chat [aria-live]")).to_have_count(2)
    expect(page.locator("[data-status-more]")).to_have_text("")
    expect(page.locator(".message--resident .message__words")).to_have_text(["falls"])
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#text")).to_be_focused()


def test_shift_and_enter_makes_a_new_line(page: Page, rasa: LoopbackRasa) -> None:
    page.fill("#text", "one")
    page.press("#text", "End")
    page.press("#text", "Shift+Enter")
    page.keyboard.type("two")
    expect(page.locator("#text")).to_have_value("one\ntwo")
    assert rasa.heard == []


def test_a_button_answers_and_leaves_focus_at_the_answer(page: Page, rasa: LoopbackRasa) -> None:
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    page.get_by_role("button", name="Me", exact=True).click()
    expect(page.locator(".message--resident")).to_have_count(2)
    expect(page.locator("[data-answer-title]").last).to_be_focused()
    assert [each["message"] for each in rasa.heard] == ["falls", "It's about me"]


def test_words_are_kept_when_the_line_breaks(page: Page, rasa: LoopbackRasa) -> None:
    page.context.set_offline(True)
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("#text-problem")).to_contain_text("did not get through")
    expect(page.locator("#text")).to_have_value("falls")
    page.context.set_offline(False)
    page.press("#text", "Enter")
    expect(page.locator(".message--resident")).to_have_count(1)


def test_other_words_after_a_lost_answer_are_not_taken_for_the_first(page: Page, rasa: LoopbackRasa) -> None:
    # The words get through, but the answer is lost on the way back, and once more when the page asks again.
    page.route("**/chat/turn", lambda route: (route.fetch(), route.abort()), times=2)
    page.fill("#text", "hello there")
    page.press("#text", "Enter")
    expect(page.locator("#text-problem")).to_contain_text("did not get through")
    page.fill("#text", "he is hitting me, please help")
    page.press("#text", "Enter")
    expect(page.locator(".message__words--safety")).to_contain_text("999")
    expect(page.locator("[data-writing-line]")).to_be_hidden()  # safety words come before the dialogue
    assert [each["message"] for each in rasa.heard] == ["hello there", "he is hitting me, please help"]


def test_the_same_words_after_a_lost_answer_count_once(page: Page, rasa: LoopbackRasa) -> None:
    page.route("**/chat/turn", lambda route: (route.fetch(), route.abort()), times=2)
    page.fill("#text", "hello there")
    page.press("#text", "Enter")
    expect(page.locator("#text-problem")).to_contain_text("did not get through")
    page.press("#text", "Enter")
    expect(page.locator(".message--resident")).to_have_count(1)
    assert [each["message"] for each in rasa.heard] == ["hello there"]


def test_an_answer_that_breaks_off_comes_whole_by_itself_and_is_said_once(
    page: Page, rasa: LoopbackRasa
) -> None:
    def half(route: Route) -> None:
        whole = route.fetch()
        route.fulfill(response=whole, body="".join(whole.text().splitlines(keepends=True)[:2]))

    page.route("**/chat/turn", half, times=1)
    page.evaluate(
        """() => {
            window.said = [];
            const keep = (one) => one.addedNodes.forEach((node) => window.said.push(node.textContent));
            for (const status of document.querySelectorAll("[data-status], [data-status-more]"))
                new MutationObserver((all) => all.forEach(keep)).observe(status, { childList: true });
        }"""
    )
    page.fill("#text", "he is hitting me, please help")
    page.press("#text", "Enter")
    expect(page.get_by_role("button", name="Me", exact=True)).to_be_visible()
    expect(page.locator(".message--resident")).to_have_count(1)
    expect(page.locator(".message__words--safety")).to_have_count(1)
    expect(page.locator("#text")).to_have_value("")
    assert len(rasa.heard) == 1
    said = page.evaluate("window.said")
    assert (
        sum("999" in each for each in said) == 1 and sum("Is this about you?" in each for each in said) == 1
    )


def test_leaving_while_an_answer_comes_takes_what_was_shown(page: Page, rasa: LoopbackRasa) -> None:
    rasa.delay = 0.4
    page.fill("#text", "he is hitting me, please help")
    page.press("#text", "Enter")
    expect(page.locator(".message__words--safety")).to_be_visible()
    expect(page.locator("[data-status]")).to_contain_text("999")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/privacy")
    for _ in range(2):
        page.go_back()
        assert "hitting" not in page.content()


def test_shift_three_times_leaves_and_back_shows_nothing(page: Page) -> None:
    page.fill("#text", "a secret")
    page.press("#text", "Enter")
    expect(page.locator(".message--resident")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/privacy")
    page.go_back()
    assert "a secret" not in page.content()


def test_without_the_script_leaving_and_going_back_shows_nothing(address: str, browser: Browser) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/start")
    page.fill("#text", "a secret")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message--resident")).to_have_count(1)
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/privacy")
    for _ in range(3):
        page.go_back()
        assert "a secret" not in page.content()
    context.close()


def test_what_was_typed_and_not_sent_is_gone_as_well(page: Page) -> None:
    page.goto("/leave-details")
    page.fill("#words", "a secret")
    page.fill("#name", "Rosa")
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/privacy")
    page.go_back()
    page.goto("/leave-details")
    assert page.locator("#words").input_value() == page.locator("#name").input_value() == ""


def test_the_page_is_blank_before_anything_is_fetched(page: Page) -> None:
    page.fill("#text", "a secret")
    page.press("#text", "Enter")
    expect(page.locator(".message--resident")).to_have_count(1)
    # The way out never answers: what is on the screen then is what somebody coming in would see.
    page.route("**/exit", lambda route: None)
    seen = page.evaluate(
        """() => {
            document.querySelector("[data-exit]").click();
            const drawn = (each) => getComputedStyle(each).display !== "none";
            return [document.title, [...document.body.children].filter(drawn).map((each) => each.className)];
        }"""
    )
    assert seen == ["Loading", ["blank-out"]]


def test_another_tab_with_the_conversation_leaves_too(page: Page) -> None:
    page.fill("#text", "a secret")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.press("#text", "Enter")
    expect(page.locator(".message--resident")).to_have_count(1)
    other = page.context.new_page()
    other.goto("/")
    expect(other.locator(".message--resident")).to_have_count(1)
    page.get_by_role("link", name="Exit this page").click()
    other.wait_for_url("**/privacy")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_a_code_that_a_camera_read_is_in_the_box_and_not_in_the_address(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/come-back#4F7KQ-2M8TX")
    expect(page.locator("#code")).to_have_value("4F7KQ-2M8TX")
    assert page.url.endswith("/come-back")
    assert all("4F7KQ" not in url.split("#")[0] for url in asked)


def test_the_summary_prints_and_fits_the_narrowest_screen(page: Page, rasa: LoopbackRasa) -> None:
    rasa.answers = [{"messages": [{"text": "Here is one."}, {"custom": {"services": [a_service()]}}]}]
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator(".service-card")).to_have_count(1)
    page.get_by_role("link", name="Keep what we talked about").click()
    page.get_by_role("button", name="Give me a code").click()
    expect(page.locator(".code-given__code")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 480})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".code-given__code")).to_be_visible()
    expect(page.get_by_role("button", name="Give me another code")).to_be_hidden()


def test_nothing_is_wider_than_the_narrowest_screen(page: Page, rasa: LoopbackRasa) -> None:
    rasa.answers = [{"messages": [{"custom": {"services": [a_service(name="Occupational" * 6)]}}]}]
    page.set_viewport_size({"width": 320, "height": 480})
    page.fill("#text", "falls " + "w" * 200)
    page.press("#text", "Enter")
    expect(page.locator(".service-card")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_reference_is_seen_and_said_once(page: Page, rasa: LoopbackRasa) -> None:
    made = {"custom": {"handoff": {"reference": "SP-6GY6-74Y7"}}}
    text = "I've asked for a person to talk to you. Your reference is SP-6GY6-74Y7. Please keep it."
    rasa.answers = [{"messages": [{"text": text, **made}, {"text": "How can we reach you?"}]}]
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("[data-status]")).to_contain_text("How can we reach you?")
    assert page.locator("[data-status]").inner_text().count("SP-6GY6-74Y7") == 1
    expect(page.locator(".message .reference__number")).to_have_text("SP-6GY6-74Y7")
    assert page.locator(".message").last.inner_text().count("SP-6GY6-74Y7") == 1
    page.reload()
    assert page.locator(".message").last.inner_text().count("SP-6GY6-74Y7") == 1


def test_each_part_of_an_answer_is_said_in_its_own_language(page: Page) -> None:
    page.fill("#text", "أشعر بالوحدة كثيرا ولا أحد يزورني")
    page.press("#text", "Enter")
    said = page.locator("[data-status] span")
    expect(said).to_have_count(1)
    assert (said.get_attribute("lang"), said.get_attribute("dir")) == ("ar", "rtl")
    expect(page.locator("[data-status]")).to_contain_text("Is this about you?")
    expect(said).not_to_contain_text("Is this about you?")
