"""The first view is small, ours alone, and can be used within a second on a slow telephone: measured."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from tests.yardstick import slowness

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.alone]

MOST_BYTES = 50_000
MOST_MILLISECONDS = 1_000
MOST_LOADS = 10
# A cheap telephone on a poor 4G line: 1.6 Mbit/s down, 150 ms there and back, a quarter of an ordinary core.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SLOWER = 4
CHAT = "the chat"


@dataclass(frozen=True)
class View:
    """One cold load: bytes on the line without fonts, addresses asked, ms until its scripts had run."""

    size: float
    addresses: list[str]
    usable: float


def load(browser: Browser, address: str, path: str) -> View:
    """Opens a page as a telephone that keeps nothing of us; only that it read what comes before the chat."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, base_url=address)
    if path == CHAT:
        context.request.get("/start", max_redirects=0)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    asked: list[str] = []
    sizes: list[float] = []
    cdp.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    cdp.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", LINE)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": max(1.0, SLOWER / slowness())})
    page.goto("/" if path == CHAT else path)
    usable = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    context.close()
    return View(sum(sizes), asked, usable)


@pytest.mark.parametrize("path", ["/", CHAT, "/leave-details"])
def test_the_first_view_is_small_and_ours_alone(address: str, browser: Browser, path: str) -> None:
    view = load(browser, address, path)
    assert 1_000 < view.size < MOST_BYTES
    assert [each for each in view.addresses if not each.startswith(f"{address}/")] == []


@pytest.mark.parametrize("path", ["/", CHAT])
def test_it_can_be_used_within_a_second_on_a_slow_telephone(
    address: str, browser: Browser, path: str
) -> None:
    # Other work on this machine slows a load, and nothing makes one quicker than it is: one is enough.
    loads = (load(browser, address, path).usable for _ in range(MOST_LOADS))
    assert any(usable < MOST_MILLISECONDS for usable in loads)
