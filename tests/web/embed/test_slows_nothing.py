"""What the one line costs the council's page: one small file, nothing waits for it, little is moved."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.embed.town import Town, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_BYTES = 5_000  # on the line, with its headers
# A cheap telephone: a quarter of the speed here.
SLOWER = 4
_WATCH = """
window.seen = {longest: 0, shifted: 0};
new PerformanceObserver(list => list.getEntries().forEach(each => {
  window.seen.longest = Math.max(window.seen.longest, each.duration);
})).observe({type: 'longtask', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(each => {
  window.seen.shifted += each.value; })).observe({type: 'layout-shift', buffered: true});
"""
# Answers once something was painted. Waiting for a condition would need eval, which the policy refuses.
_DRAWN = """() => new Promise(done => new PerformanceObserver(() => done(true)).observe(
  {type: 'paint', buffered: true}))"""


def resources(page: Page) -> list[str]:
    """Everything the page itself asked for, as the browser's performance entries name it."""
    asked: list[str] = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    return sorted(asked)


def test_one_small_file_and_nothing_else_until_it_is_asked_for(browser: Browser, town: Town) -> None:
    with visitor(browser) as page:
        page.goto(f"{town.page}?without")
        bare = resources(page)
        sizes: dict[str, float] = {}
        cdp = page.context.new_cdp_session(page)
        asked: dict[str, str] = {}
        cdp.on(
            "Network.requestWillBeSent",
            lambda seen: asked.update({seen["requestId"]: seen["request"]["url"]}),
        )
        cdp.on(
            "Network.loadingFinished",
            lambda seen: sizes.update({asked.get(seen["requestId"], ""): seen["encodedDataLength"]}),
        )
        cdp.send("Network.enable")
        page.goto(town.page)
        expect(page.get_by_role("button", name="Get help and advice")).to_be_visible()
        line = f"{town.signpost}/embed.js"
        assert resources(page) == sorted([*bare, line])
        assert 1_000 < sizes[line] < MOST_BYTES
        assert page.context.cookies() == []


def test_the_page_is_drawn_while_the_line_is_still_on_its_way(browser: Browser, town: Town) -> None:
    with visitor(browser) as page:
        held: list[Route] = []
        page.route("**/embed.js", lambda route: held.append(route))
        page.goto(town.page, wait_until="domcontentloaded")
        page.evaluate(_DRAWN)
        assert len(held) == 1 and page.locator("iframe").count() == 0
        held[0].continue_()
        expect(page.get_by_role("button", name="Get help and advice")).to_be_visible()


def test_it_holds_nothing_up_and_moves_little(browser: Browser, town: Town) -> None:
    def loaded(query: str) -> dict[str, Any]:
        with visitor(browser) as page:
            page.add_init_script(_WATCH)
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            page.goto(f"{town.page}{query}")
            expect(page.get_by_role("button", name="Get help and advice")).to_be_visible()
            page.wait_for_timeout(200)
            seen: dict[str, Any] = page.evaluate("window.seen")
            return seen

    # Other work on this machine makes a task longer, and nothing makes one shorter: one quick load is enough.
    assert any(loaded("")["longest"] < 100 for _ in range(5))
    assert loaded("")["shifted"] < 0.1  # what Core Web Vitals call good
    assert loaded("?corner")["shifted"] == 0
