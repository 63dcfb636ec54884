"""What people who see little, hear the page or use keys alone meet in the chat: a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What WCAG 1.4.12 lets people set, and a text twice as big (1.4.4).
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
)
TWICE = "html { font-size: 200% !important; }"
REMEMBER = """() => {
    window.said = [];
    for (const region of document.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')) {
        new MutationObserver(() => window.said.push(region.innerText.trim()))
            .observe(region, {childList: true, characterData: true, subtree: true});
    }
}"""


@pytest.fixture
def page(address: str, browser: Browser, rasa: LoopbackRasa) -> Iterator[Page]:
    """A page whose styles a test may add to."""
    rasa.answers = [
        {"messages": [{"text": "Here is one.", "buttons": [{"title": "Me", "payload": "It's about me"}]},
                      {"custom": {"services": [a_service()]}}]},
        {"messages": [{"text": "Thank you."}]},
    ]  # fmt: skip
    context = browser.new_context(viewport={"width": 640, "height": 800}, base_url=address, bypass_csp=True)
    shown = context.new_page()
    shown.goto("/start")
    yield shown
    context.close()


def accessibility_tree(page: Page) -> list[dict[str, Any]]:
    """Every node that assistive technology is told of."""
    cdp = page.context.new_cdp_session(page)
    nodes = cdp.send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in nodes if not node["ignored"]]


def live_texts(page: Page) -> list[str]:
    """What stands in each live region, as the accessibility tree has it; empty ones left out."""
    nodes = accessibility_tree(page)
    by_id = {node["nodeId"]: node for node in nodes}

    def text(node: dict[str, Any]) -> str:
        if node["role"]["value"] == "StaticText":
            return str(node["name"]["value"])
        return " ".join(text(by_id[each]) for each in node.get("childIds", ()) if each in by_id)

    live = [
        node
        for node in nodes
        if node["role"]["value"] in {"status", "alert", "log"}
        or any(each["name"] == "live" and each["value"]["value"] != "off" for each in node["properties"])
        if node["role"]["value"] != "StaticText"
    ]
    return [found for node in live if (found := text(node).strip())]


def test_an_answer_is_in_one_live_region_and_changes_it_once(page: Page) -> None:
    page.evaluate(REMEMBER)
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("[data-answer]")).to_have_count(1)
    announced = "Signpost said: Here is one. 1 service: Steady Steps."
    assert page.evaluate("window.said") == ["Signpost is writing.", announced]
    assert set(live_texts(page)) == {announced}
    # A new paragraph in it would be told twice by Chromium: Orca said every answer two times over.
    expect(page.locator("[data-status] > *")).to_have_count(0)
    names = [
        node["name"]["value"].strip()
        for node in accessibility_tree(page)
        if node["role"]["value"] == "heading"
    ]
    assert names[-3:] == ["You said", "Signpost said", "Steady Steps"], "and it is in the list, by headings"


def test_whoever_writes_on_is_not_interrupted(page: Page, rasa: LoopbackRasa) -> None:
    rasa.delay = 0.4
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    said = page.locator(".message--resident .message__words")
    expect(said).to_have_text(["falls"])
    page.keyboard.type("and she is")
    expect(page.locator("[data-answer]")).to_have_count(1)
    page.keyboard.type(" worn out")
    expect(page.locator("#text")).to_have_value("and she is worn out")
    expect(said).to_have_text(["falls"])


def test_words_that_could_not_be_sent_come_back_before_those_written_since(page: Page) -> None:
    page.route("**/chat/turn", lambda route: (page.wait_for_timeout(300), route.abort()))
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    page.keyboard.type("again")
    expect(page.locator("#text-problem")).to_be_visible()
    expect(page.locator("#text")).to_have_value("falls\nagain")
    expect(page.locator(".message--resident")).to_have_count(0)


def test_keys_alone_hold_a_conversation(page: Page, rasa: LoopbackRasa) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    page.keyboard.type("falls")
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer]")).to_have_count(1)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Me":
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-answer]")).to_have_count(2)
    assert [each["message"] for each in rasa.heard] == ["falls", "It's about me"]
    passed = []  # from the new answer, on to what comes next: to hear it, where the browser can, then the box
    while page.evaluate("document.activeElement.id") != "text" and len(passed) < 3:
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert passed in (["Read aloud", ""], [""])


@pytest.mark.parametrize(("width", "style"), [(640, TWICE), (320, SPACED)], ids=["twice as big", "spaced"])
def test_bigger_and_wider_text_is_never_cut(page: Page, width: int, style: str) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("[data-answer]")).to_have_count(1)
    for address in ("/", "/leave-details", "/safety", "/privacy"):
        page.goto(address)
        page.add_style_tag(content=style)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        cut = page.evaluate(
            """() => [...document.querySelectorAll('p, a, button, h1, h2, h3, h4, label, li')]
                .filter((each) => !each.closest('.visually-hidden, .govuk-skip-link'))
                .filter((each) => getComputedStyle(each).overflow === 'hidden')
                .filter((each) => each.scrollHeight > each.clientHeight)
                .map((each) => each.outerHTML.slice(0, 80))"""
        )
        assert cut == [], address


def test_nothing_moves_for_whoever_asked_for_that(page: Page, rasa: LoopbackRasa) -> None:
    rasa.delay = 0.4
    page.emulate_media(reduced_motion="reduce")
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("[data-writing-line]")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    expect(page.locator("[data-answer]")).to_have_count(1)


def test_in_colours_of_ones_own_focus_and_bubbles_have_edges(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.fill("#text", "falls")
    page.press("#text", "Enter")
    expect(page.locator("[data-answer]")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")
    for _ in range(page.locator("a:visible, button:visible, textarea:visible, summary:visible").count()):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert width >= 2, page.evaluate("document.activeElement.outerHTML")
    edges = page.locator(".message__words").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).borderTopWidth))"
    )
    assert min(edges) >= 1
