"""The shortlist in a real browser: kept by the script, carried without it; by keyboard, on any screen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from directory.listings import Listing
from tests.web.public_directory.conftest import AT_HOME, LINE, STEADY
from web.public_directory.asked import MOST_SAVED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT = "() => localStorage.getItem('signpost-list')"


@pytest.fixture
def listings() -> tuple[Listing, ...]:
    """The usual three, one of them real, as its page says more then, and many more."""
    many = tuple(
        replace(LINE, id=f"m{n:02}", name=f"Many {n:02}", organisation="Many") for n in range(MOST_SAVED)
    )
    return (replace(STEADY, demonstration=False), AT_HOME, LINE, *many)


@pytest.fixture
def context(address: str, browser: Browser) -> Iterator[BrowserContext]:
    """Rosa's telephone, which complains aloud."""
    made = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
    made.set_default_timeout(5000)
    complaints: list[str] = []
    made.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield made
    made.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One window of it."""
    return context.new_page()


def save(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Save to my list {name}").click()


def my_list(page: Page) -> list[str]:
    return [each.strip() for each in page.locator(".mine__list .service-card__name").all_inner_texts()]


def test_saving_is_announced_and_kept_in_this_browser(page: Page) -> None:
    page.goto("/services?sort=name")
    save(page, "Falls Line")
    expect(page.get_by_role("status").last).to_have_text("Saved to your list: Falls Line. Your list has 1.")
    save(page, "At Home Checks")
    expect(page.get_by_role("link", name="My list (2)")).to_be_visible()
    assert "sort=name" in page.url  # nobody was led away
    page.goto("/services/steady")
    save(page, "Steady Steps")
    page.get_by_role("link", name="My list (3)").click()
    assert my_list(page) == ["Falls Line", "At Home Checks", "Steady Steps"]
    expect(page.get_by_text("kept on this device only")).to_be_visible()
    assert page.evaluate(KEPT) == '["line","home","steady"]'  # ids and nothing else


def test_it_is_there_again_and_its_bare_address_finds_it(page: Page, context: BrowserContext) -> None:
    page.goto("/services/steady")
    save(page, "Steady Steps")
    another = context.new_page()
    another.goto("/my-list")
    another.wait_for_url("**/my-list?save=steady")
    assert my_list(another) == ["Steady Steps"]


def test_a_service_is_taken_off_again_where_it_stands_and_on_the_list(page: Page) -> None:
    page.goto("/services?sort=name")
    for name in ("Falls Line", "At Home Checks", "Many 00"):
        save(page, name)
    page.get_by_role("button", name="Remove from my list Many 00").click()
    expect(page.get_by_role("status").last).to_have_text("Removed from your list: Many 00. Your list has 2.")
    page.get_by_role("link", name="My list (2)").click()
    page.get_by_role("button", name="Remove Falls Line from my list").click()
    expect(page.locator(".mine__list li")).to_have_count(1)
    assert page.evaluate(KEPT) == '["home"]'
    page.get_by_role("button", name="Clear my list").click()
    expect(page.get_by_text("Your list is empty now.")).to_be_visible()
    assert page.evaluate(KEPT) is None
    page.goto("/my-list")
    expect(page.get_by_text("There is nothing on your list yet.")).to_be_visible()


def test_somebody_elses_list_is_added_only_when_asked(page: Page) -> None:
    page.goto("/services/steady")
    save(page, "Steady Steps")
    page.goto("/my-list?save=line&save=home")
    assert page.evaluate(KEPT) == '["steady"]'
    page.get_by_role("button", name="Keep it on this device").click()
    page.wait_for_url("**/my-list?save=steady&save=line&save=home")
    assert page.evaluate(KEPT) == '["steady","line","home"]'


def test_a_full_list_takes_no_more_and_says_so(page: Page) -> None:
    page.goto("/services/steady")
    page.evaluate(
        f"localStorage.setItem('signpost-list', JSON.stringify([...Array({MOST_SAVED}).keys()].map(String)))"
    )
    save(page, "Steady Steps")
    expect(page.get_by_role("status").last).to_have_text("Your list is full. Remove one first.")
    assert "steady" not in page.evaluate(KEPT)


def test_what_is_kept_badly_counts_as_nothing(page: Page) -> None:
    page.goto("/services/steady")
    for bad in ("{", '{"a": 1}', '[1, null, ""]', "null"):
        page.evaluate("bad => localStorage.setItem('signpost-list', bad)", bad)
        page.reload()
        expect(page.get_by_role("link", name="My list", exact=True)).to_be_visible()
    save(page, "Steady Steps")
    assert page.evaluate(KEPT) == '["steady"]'


def test_a_browser_that_keeps_nothing_says_so(page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.goto("/services/steady")
    save(page, "Steady Steps")
    expect(page.get_by_role("status").last).to_have_text("This browser does not keep lists.")


def test_leaving_takes_the_list_along(page: Page) -> None:
    page.goto("/services/steady")
    save(page, "Steady Steps")
    page.route("**/exit", lambda route: route.fulfill(body="gone"))
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("**/exit")
    assert page.evaluate(KEPT) is None


def test_it_can_be_printed(page: Page) -> None:
    page.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.goto("/my-list?save=steady")
    page.get_by_role("button", name="Print this list").click()
    expect(page).to_have_title("printed")
    page.emulate_media(media="print")
    for unseen in ("Clear my list", "Print this list", "Email it to myself", "Find more services"):
        expect(page.get_by_text(unseen)).to_be_hidden()
    for seen in ("Steady Steps", "01632 960123", "Village Hall"):
        expect(page.get_by_text(seen).first).to_be_visible()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert page.evaluate("document.querySelector('.mine__code img').naturalWidth") > 0


def test_all_of_it_by_keyboard(page: Page) -> None:
    page.goto("/services")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("steady")
    page.keyboard.press("Tab")
    page.keyboard.type("Brigholm")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services?q=steady&place=Brigholm#results")
    for _ in range(40):  # from the heading of the results onwards
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('form[data-save]') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
    assert page.evaluate("document.activeElement.innerText").startswith("Remove from my list")  # focus stays


def test_filters_are_reached_and_sent_by_keyboard(page: Page) -> None:
    page.goto("/services?place=Brigholm")
    page.get_by_label("Free").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services?place=Brigholm&free=yes#results")
    expect(page.locator(".cards > li")).to_have_count(1)
    page.get_by_role("link", name="Remove: Free").click()
    page.wait_for_url("**/services?place=Brigholm#results")


@pytest.mark.parametrize(
    "where",
    [
        "/services",
        "/services?place=Brigholm&free=yes&need=pets",
        "/services/steady",
        "/my-list?save=steady&save=line",
    ],
)
def test_nothing_is_wider_than_the_narrowest_screen_and_targets_are_large(page: Page, where: str) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(where)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # WCAG 2.2, 2.5.8: 24 by 24 pixels; links inside a sentence are let off.
    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
        .filter(each => !each.closest('p, dd, .prose, .ways-on') && each.offsetParent)
        .filter(each => each.getBoundingClientRect().height < 24 || each.getBoundingClientRect().width < 24)
        .map(each => each.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize(
    "where", ["/services", "/services?q=steady", "/services/steady", "/my-list?save=steady"]
)
def test_headings_step_down_one_at_a_time_and_no_id_is_there_twice(page: Page, where: str) -> None:
    page.goto(where)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => Number(each.tagName[1]))"
    )
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('input:not([type=hidden]), select')]
        .filter(each => !each.labels.length).map(each => each.outerHTML)"""
    )
    assert unnamed == []


class TestWithoutScript:
    @pytest.fixture
    def context(self, address: str, browser: Browser) -> Iterator[BrowserContext]:
        made = browser.new_context(base_url=address, java_script_enabled=False)
        made.set_default_timeout(5000)
        yield made
        made.close()

    def test_the_address_carries_the_list_all_the_way(self, page: Page) -> None:
        page.goto("/services?q=falls")
        save(page, "Falls Line")
        assert my_list(page) == ["Falls Line"]
        page.get_by_role("link", name="Back to the services you looked at").click()
        assert "/services?q=falls" in page.url
        page.go_back()
        page.get_by_role("link", name="Falls Line").click()
        page.locator(".others a").first.click()
        page.get_by_role("button", name="Save to my list").click()
        assert len(my_list(page)) == 2
        page.get_by_role("button", name="Remove Falls Line from my list").click()
        assert len(my_list(page)) == 1
        page.get_by_role("button", name="Clear my list").click()
        assert "empty now" in page.inner_text("main")
