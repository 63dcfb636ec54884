"""The front door opens: a carer is heard, offered help, passed on; a worker reads her words; counted once."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import say, sign_in
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.rasa, pytest.mark.browser]

OPENING = "my mum keeps falling and I'm worn out"
REFERENCE = re.compile(r"SP-[0-9A-Z]{4}-[0-9A-Z]{4}")


def number(shown: str) -> int:
    """A count as the page writes it; what is no number counts as none."""
    plain = shown.replace(",", "")
    return int(plain) if plain.isdigit() else 0


def tallies(page: Page, house: House) -> dict[str, int]:
    """The numerators of all measures, as their page gives them."""
    page.goto(f"{house.url}/staff/numbers/measures")
    found = {}
    for row in page.locator("tr[data-measure]").all():
        found[str(row.get_attribute("data-measure"))] = number(row.locator("td.number").first.inner_text())
    return found


def test_a_carer_is_heard_and_passed_on(
    rosa: Page, desk: Page, house: House, staff: dict[str, str], script: bool
) -> None:
    sign_in(desk, house, staff["manager"])
    before = tallies(desk, house)

    assert "falls" in say(rosa, OPENING)
    assert rosa.locator("main").inner_text().count("I'm Signpost") == 1, "it says once what it is"
    say(rosa, "That she can stay in her own home")
    offered = say(rosa, "DN15 6NL")
    assert re.search(r"falls and balance", offered) and re.search(r"caring|carer", offered)
    assert re.search(r"[\d.]+ km|comes? to you", offered)
    assert rosa.locator("[data-answer]").last.locator(".cards > li").count() == 3

    passed_on = say(rosa, "no, it's not enough")
    reference = REFERENCE.search(passed_on)
    assert reference
    say(rosa, "Amir, 07700 900123")

    after = tallies(desk, house)
    assert after["contacts"] == before["contacts"] + 1
    assert after["claimed"] == before["claimed"]
    assert after["handed_off"] == before["handed_off"] + 1
    worker_sees(desk, house, staff["follow_up"], reference.group())


def worker_sees(desk: Page, house: House, name: str, reference: str) -> None:
    """Tom finds it in the queue, reads the resident's own words, takes it, and records what came of it."""
    desk.context.clear_cookies()
    sign_in(desk, house, name)
    desk.goto(f"{house.url}/staff/handoffs?order=newest")
    assert reference in desk.locator("tbody tr").first.inner_text()
    desk.get_by_role("link", name=reference).click()
    words = desk.get_by_role("list", name="In their own words").inner_text()
    assert OPENING in words
    assert "07700 900123" in desk.locator("main").inner_text()
    desk.get_by_role("button", name="Take it", exact=True).click()
    desk.get_by_label("Goes on to an assessment").check()
    desk.get_by_role("button", name="Close it").click()
    assert "Goes on to an assessment" in desk.locator("main").inner_text()
    assert f"{name} closed it" in desk.locator(".history").inner_text()


def test_one_who_found_what_she_needed_counts_as_resolved(
    rosa: Page, desk: Page, house: House, staff: dict[str, str], script: bool
) -> None:
    sign_in(desk, house, staff["manager"])
    before = tallies(desk, house)

    say(rosa, "the house is quiet since Ron died and I'd like company")
    for answer in ("me", "my dog and the garden", "DN20 8JR"):
        if rosa.locator(".cards").count():
            break
        say(rosa, answer)
    assert rosa.locator(".cards > li").count() >= 1
    say(rosa, "yes, that's what I needed")

    after = tallies(desk, house)
    assert after["contacts"] == before["contacts"] + 1
    assert after["claimed"] == before["claimed"] + 1
    assert after["handed_off"] == before["handed_off"]


def test_reloading_says_nothing_twice(rosa: Page, house: House, script: bool) -> None:
    say(rosa, OPENING)
    said = rosa.locator(".message--resident").count()
    rosa.reload()
    assert rosa.locator(".message--resident").count() == said == 1


def test_leaving_keeps_nothing_in_the_browser(rosa: Page, house: House, script: bool) -> None:
    say(rosa, OPENING)
    rosa.context.request.get(f"{house.url}/exit", max_redirects=0)
    rosa.goto(house.url)
    assert OPENING not in rosa.content()


def test_a_call_at_the_desk_is_heard_and_counts_as_a_call(
    desk: Page, house: House, staff: dict[str, str]
) -> None:
    sign_in(desk, house, staff["adviser"])
    desk.get_by_role("navigation", name="Staff").get_by_role("link", name="New call").click()
    desk.get_by_role("button", name="Begin the call").click()
    desk.get_by_label("What the caller says, in their words").fill(f"{OPENING}\n")
    desk.locator(".fit").first.wait_for()
    desk.get_by_text("Kept", exact=True).wait_for()
    desk.context.clear_cookies()
    sign_in(desk, house, staff["manager"])
    desk.goto(f"{house.url}/staff/numbers/who")
    assert "telephone" in (desk.locator("#channels-table").text_content() or "").lower()
