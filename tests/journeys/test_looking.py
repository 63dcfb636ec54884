"""Rosa looks for help without a chat: by words and place, narrowed down, read, saved and carried away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def number_found(page: Page) -> int:
    """What the heading of the list says."""
    return int(page.locator("#results").inner_text().split()[0])


def promised(page: Page, label: str) -> int:
    """How many services a filter says it leaves."""
    said = page.locator("label", has_text=re.compile(rf"^\s*{label}")).first.inner_text()
    found = re.search(r"\d+", said)
    assert found, said
    return int(found[0])


def test_from_words_to_a_list_in_the_pocket(rosa: Page, house: House, script: bool) -> None:
    rosa.get_by_role("link", name="Find services").first.click()
    rosa.get_by_label("What do you need help with?").fill("my mum keeps falling")
    rosa.get_by_label("Near").fill("DN15 6NL")
    rosa.get_by_role("button", name="Search").click()
    before, free = number_found(rosa), promised(rosa, "Free")
    assert 0 < free <= before
    assert "falls" in rosa.locator(".service-card").first.inner_text().lower()

    rosa.get_by_role("checkbox", name=re.compile("^Free")).check()
    rosa.get_by_role("button", name="Show these").click()
    rosa.wait_for_url("**free=yes**")
    assert number_found(rosa) == free
    shared = rosa.url

    rosa.locator(".service-card__name a").first.click()
    name = rosa.get_by_role("heading", level=1).inner_text()
    rosa.get_by_role("button", name="Save to my list").click()
    if script:
        rosa.get_by_role("link", name="My list (1)").click()
    expect(rosa.get_by_role("heading", level=1)).to_have_text("My list")
    assert rosa.locator(".mine__list .service-card__name").all_inner_texts() == [name]
    assert name in str(rosa.get_by_role("link", name="Email it to myself").get_attribute("href")).replace(
        "%20", " "
    )
    assert rosa.context.request.get(f"{house.url}{rosa.get_by_role('img').get_attribute('src')}").ok

    rosa.goto(shared)
    assert number_found(rosa) == free  # whoever gets the address sees the same


def test_from_a_need_to_nothing_and_on(rosa: Page, house: House, script: bool) -> None:
    rosa.goto(f"{house.url}/services")
    rosa.get_by_role("link", name="Having someone visit or ring for a chat").click()
    assert number_found(rosa) > 0
    rosa.goto(f"{rosa.url.split('#')[0]}&language=polish&free=yes&way=venue&open=evening")
    expect(rosa.locator("#results")).to_have_text("Nothing found")
    rosa.get_by_role("link", name="Help by telephone or online").click()
    assert number_found(rosa) > 0


def test_a_service_of_the_conversation_can_be_saved_without_leaving_it(
    rosa: Page, house: House, script: bool
) -> None:
    if not script:
        pytest.skip("without the script it is saved from the service's own page")
    rosa.goto(f"{house.url}/")
    rosa.locator("textarea#text").fill("my mum keeps falling and I'm worn out")
    for answer in ("That she can stay in her own home", "DN15 6NL", "me"):
        said = rosa.locator("[data-answer]").count()
        rosa.get_by_role("button", name="Send", exact=True).click()
        rosa.locator("[data-answer]").nth(said).wait_for()
        if rosa.locator(".service-card").count():
            break
        rosa.locator("textarea#text").fill(answer)
    rosa.locator(".service-card form[data-save] button").first.click()
    expect(rosa.get_by_role("link", name="My list (1)")).to_be_visible()
    assert rosa.url.rstrip("/") == house.url
