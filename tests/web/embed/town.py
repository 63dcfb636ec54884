"""A council's page that shows Signpost, in a browser: localhost is the council, 127.0.0.1 is Signpost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, FrameLocator, Page

SHOWN = {"width": 1280, "height": 900}
# Where "Exit this page" leads, without leaving this machine.
AWAY = "/privacy"


@dataclass(frozen=True)
class Town:
    """The council's page, and Signpost, which are two sites."""

    page: str
    signpost: str


@contextmanager
def visitor(browser: Browser, **how: object) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": SHOWN, "reduced_motion": "reduce", **how})  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def opened(page: Page, address: str) -> FrameLocator:
    """Opens the dialog by keyboard, and goes on to the chat."""
    page.goto(address)
    page.get_by_role("button", name="Get help and advice").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Start").click()
    frame.get_by_role("textbox").wait_for()
    page.frames[1].wait_for_load_state()  # its scripts hear keys from here on
    return frame
