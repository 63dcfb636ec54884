"""Without a script no button of a call's page loses what was typed: notes and details go along with it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.web.adviser.call.conftest import OnTheLine
from tests.web.adviser.call.test_ending import the_call
from tests.web.conftest import sign_in_on
from tests.web.resident.forms import hidden
from web.database import ContactsStore
from web.models.call import CallOverride
from web.models.contact import Author, Message

NOTES = "What the caller says, in their words"
TYPED = "She keeps falling, and nothing of this was kept yet."


def notes_in(store: ContactsStore) -> str:
    with store.reading() as session:
        found = session.scalar(select(Message.words).where(Message.author == Author.NOTES))
        return found or ""


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("finish", {}),
        ("decide?kind=danger_raised", {"subject-danger_raised": "fall_now"}),
        ("decide?kind=need_added", {"subject-need_added": "pets", "reason-need_added-": "A dog barked"}),
        ("decide?kind=service_first&subject=steady", {}),
        ("decide?kind=service_aside&subject=steady", {"reason-service_aside-steady": "Too far"}),
        ("decide?kind=need_added&subject=pets", {"do": "take_back"}),
        ("details", {"do": "keep"}),
    ],
)
def test_notes_and_details_go_along(
    grace: OnTheLine, store: ContactsStore, where: str, fields: dict[str, str]
) -> None:
    answer = grace.send(where, **fields, notes=TYPED, name="Amir", ticked="who")
    assert answer.status_code == 303
    assert notes_in(store) == TYPED
    call = the_call(store)
    assert (call.details, call.ticked, call.contact_id) == ({"name": "Amir"}, ["who"], 1)


@pytest.mark.parametrize("where", ["finish", "decide?kind=danger_raised"])
def test_what_cannot_be_kept_stops_it_and_stays_on_the_page(
    grace: OnTheLine, store: ContactsStore, where: str
) -> None:
    more = {"subject-danger_raised": "fall_now", "reason-danger_raised-": "A thud"}
    refused = grace.send(where, **more, notes=TYPED, phone="ring mum")
    assert refused.status_code == 422 and "Enter a telephone number" in refused.text
    assert 'value="ring mum"' in refused.text and notes_in(store) == TYPED
    assert the_call(store).wrap_up_at is None
    page = grace.page()
    grace.write("From another window.", page)
    late = grace.browser.post(
        f"{grace.url}/{where}", data={**hidden(page), **more, "notes": "Mine.", "name": "Amir"}
    )
    assert late.status_code == 409
    for kept in ("From another window.", "Mine.", 'value="Amir"'):
        assert kept in late.text
    assert ("A thud" in late.text) is where.startswith("decide")


def test_what_is_only_heard_is_not_kept_by_another_button(grace: OnTheLine, store: ContactsStore) -> None:
    said = "My name is Amir, ring me on 07700 900123."
    grace.write(said)
    shown = {"notes": said, "name": "Amir", "phone": "07700 900123", "about": "self"}
    page = grace.page().text
    about = re.search(r'name="about" value="(\w+)" checked', page)
    shown["about"] = about.group(1) if about else ""
    grace.send("decide?kind=danger_raised", **{**shown, "subject-danger_raised": "fall_now"})
    assert the_call(store).details == {}
    grace.send("decide?kind=danger_raised", **{**shown, "name": "Rosa", "subject-danger_raised": "fall_now"})
    assert (the_call(store).details or {})["name"] == "Rosa"


def test_enter_in_a_reason_decides_it(grace: OnTheLine, store: ContactsStore) -> None:
    reason = {"reason-need_added-": "Told me", "subject-need_added": "pets"}
    sent = grace.send("notes", notes=TYPED, do="enter", **reason)
    assert (sent.status_code, sent.location) == (303, f"{grace.url}#live")
    assert [each.subject for each in overrides(store)] == ["pets"] and notes_in(store) == TYPED
    grace.write(f"{TYPED}\nAnd more.", do="enter")
    assert notes_in(store).endswith("And more.")


def overrides(store: ContactsStore) -> list[CallOverride]:
    with store.reading() as session:
        return list(session.scalars(select(CallOverride)))


@pytest.fixture
def page(browser: Browser, address: str, cast: dict[str, int]) -> Iterator[Page]:
    """Grace's browser without any script, with a call begun."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    opened = context.new_page()
    sign_in_on(opened, "grace", address)
    opened.goto(f"{address}/staff/call")
    opened.get_by_role("button", name="Begin the call").click()
    yield opened
    context.close()


@pytest.mark.slow
@pytest.mark.browser
def test_in_a_browser_without_scripts(page: Page, store: ContactsStore) -> None:
    notes, when = page.get_by_label(NOTES), page.get_by_label("When and how it is best")
    notes.fill("She keeps falling.")
    page.get_by_text("Raise a danger that was not heard").click()
    page.get_by_label("Which danger").select_option("fall_now")
    page.get_by_role("button", name="Show what to say now").click()
    expect(page.get_by_text("Do not lift them")).to_be_visible()
    expect(notes).to_have_value("She keeps falling.")
    notes.fill("She keeps falling.\nShe is lonely.")
    when.fill("after five")
    page.get_by_text("Does not fit: Steady Steps").click()
    page.locator(".decide[open] .input").press_sequentially("Too far")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You put a service aside: Steady Steps")).to_be_visible()
    expect(notes).to_have_value("She keeps falling.\nShe is lonely.")
    expect(when).to_have_value("after five")
    notes.fill("She keeps falling.\nShe is lonely.\nThat is all.")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="How did it end?")).to_be_visible()
    assert notes_in(store).endswith("That is all.")
    assert (the_call(store).details or {})["when"] == "after five"
