"""Signpost on a page of another site, in a real browser."""

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.journeys.axe import faults, sideways
from tests.web.embed.town import AWAY, Town, opened, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = {"width": 375, "height": 700}


def focused(page: Page) -> str:
    """What has the focus on the council's page, by its words or its kind."""
    return str(
        page.evaluate(
            """() => { let at = document.activeElement;
            while (at.shadowRoot && at.shadowRoot.activeElement) { at = at.shadowRoot.activeElement; }
            return at.innerText || at.tagName; }"""
        )
    )


def comes_to(page: Page, wanted: str) -> bool:
    """Has it the focus, at once or as soon as the other process has taken it?"""
    for _ in range(50):
        if focused(page) == wanted:
            return True
        page.wait_for_timeout(100)
    return False


def say(frame: FrameLocator, words: str) -> None:
    frame.get_by_role("textbox").fill(words)
    frame.get_by_role("button", name="Send", exact=True).click()
    frame.locator("[data-answer]").last.wait_for()


def test_a_conversation_in_the_dialog_and_the_way_out(browser: Browser, town: Town) -> None:
    with visitor(browser) as page:
        frame = opened(page, f"{town.page}?site=north")
        say(frame, "my mum keeps falling")
        (cookie,) = [each for each in page.context.cookies() if "framed" in each["name"]]
        assert (cookie["sameSite"], cookie["secure"], cookie["httpOnly"]) == ("None", True, True)
        assert cookie.get("partitionKey")
        # Closing hides it and no more; Escape closes it from within, too.
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert focused(page) == "Get help and advice"
        page.keyboard.press("Enter")
        expect(frame.get_by_text("my mum keeps falling")).to_be_visible()
        frame.get_by_role("textbox").press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        assert focused(page) == "Get help and advice"
        page.keyboard.press("Enter")
        # Out: the whole page goes, not the frame alone, and nothing comes back.
        frame.get_by_role("link", name="Exit this page").click()
        page.wait_for_url(f"**{AWAY}")
        assert [each for each in page.context.cookies() if "framed" in each["name"]] == []
        page.go_back()
        assert page.locator("iframe").count() == 0
        opened(page, town.page)
        assert frame.get_by_text("my mum keeps falling").count() == 0


def test_the_dialog_is_named_holds_the_focus_and_has_no_faults(browser: Browser, town: Town) -> None:
    with visitor(browser) as page:
        page.goto(town.page)
        assert faults(page) == []
        assert (
            page.get_by_role("button", name="Get help and advice").get_attribute("aria-haspopup") == "dialog"
        )
        frame = opened(page, town.page)
        dialog = page.get_by_role("dialog", name="Eastmere: help and advice")
        expect(dialog).to_be_visible()
        assert faults(page) == []
        inner = page.frames[1]
        assert faults(inner) == []  # type: ignore[arg-type]  # a frame is asked as a page is
        assert page.locator("iframe").get_attribute("title") == "Eastmere: help and advice"
        # From the title on to Close, into the frame, and never to what lies behind.
        page.get_by_role("button", name="Close").press("Escape")
        page.keyboard.press("Enter")
        assert focused(page) == "Eastmere: help and advice"
        page.keyboard.press("Tab")
        assert comes_to(page, "Close")
        page.keyboard.press("Tab")
        assert comes_to(page, "IFRAME")
        assert dialog.evaluate("shown => shown.matches(':modal')")  # all that lies behind is inert
        expect(frame.get_by_role("textbox")).to_be_visible()


@pytest.mark.parametrize("where", ["in the frame", "around it"])
def test_shift_three_times_takes_the_whole_page(browser: Browser, town: Town, where: str) -> None:
    with visitor(browser) as page:
        frame = opened(page, town.page)
        if where == "in the frame":
            frame.get_by_role("textbox").click()
        else:
            page.get_by_role("button", name="Close").focus()
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url(f"**{AWAY}")
        assert [each for each in page.context.cookies() if "framed" in each["name"]] == []


def test_it_fills_a_telephone(browser: Browser, town: Town) -> None:
    with visitor(browser, viewport=PHONE) as page:
        opened(page, town.page)
        box = page.get_by_role("dialog").bounding_box()
        assert box == {"x": 0, "y": 0, **PHONE}
        assert page.frames[1].evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_at_four_times_the_size_and_in_colours_of_ones_own_escape_leads_back(
    browser: Browser, town: Town
) -> None:
    with visitor(browser, viewport={"width": 320, "height": 256}, forced_colors="active") as page:
        frame = opened(page, town.page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert page.frames[1].evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
        frame.get_by_role("textbox").press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert focused(page) == "Get help and advice"


@pytest.mark.parametrize("path", ["/embed-demonstration", "/embed/"])
def test_the_pages_around_it_have_no_faults_on_a_narrow_telephone(
    browser: Browser, town: Town, path: str
) -> None:
    with visitor(browser, viewport={"width": 320, "height": 700}) as page:
        page.goto(f"{town.signpost}{path}")
        assert faults(page) == []
        assert sideways(page) <= 0


def test_what_leads_elsewhere_opens_beside_the_dialog(browser: Browser, town: Town) -> None:
    with visitor(browser) as page:
        frame = opened(page, town.page)
        frame.get_by_role("link", name="Staying safe here").click()
        page.context.route("https://999bsl.co.uk/", lambda route: route.fulfill(body="elsewhere"))
        with page.context.expect_page() as beside:
            frame.get_by_role("link", name="999 BSL").click()
        assert beside.value.url == "https://999bsl.co.uk/"
        expect(frame.get_by_role("heading", name="Staying safe here")).to_be_visible()


def test_without_scripts_the_line_is_a_link(browser: Browser, town: Town) -> None:
    with visitor(browser, java_script_enabled=False) as page:
        page.goto(f"{town.page}?site=north")
        page.get_by_role("link", name="Get help and advice").click()
        page.wait_for_url(f"{town.signpost}/?site=north")
        assert page.get_by_role("heading", level=1).count() == 1


def test_a_page_that_may_not_show_it_shows_nothing(browser: Browser, town: Town) -> None:
    context = browser.new_context()
    page = context.new_page()
    body = "".join(f'<iframe src="{town.signpost}{path}"></iframe>' for path in ("/embed/", "/"))
    page.route("http://stranger.example/", lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto("http://stranger.example/")
    page.wait_for_load_state("networkidle")
    assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"] * 2
    context.close()
