"""The script of GOV.UK Frontend runs under our policy: it leads to what is wrong, and shows a password."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def opened(browser: Browser, address: str) -> tuple[Page, list[str]]:
    """A page of a browser that has read what comes before the chat, and what its console complains of."""
    context = browser.new_context(base_url=address)
    context.request.get("/start", max_redirects=0)
    page, said = context.new_page(), []
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def test_who_sent_a_wrong_form_is_led_to_what_is_wrong(address: str, browser: Browser) -> None:
    page, said = opened(browser, address)
    page.goto("/leave-details")
    page.get_by_label("Email address").fill("rosa")
    page.get_by_role("button", name="Send to the council").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").last.click()
    expect(page.get_by_label("Email address")).to_be_focused()
    expect(page.get_by_label("Email address")).to_have_value("rosa")
    # A refused form is an answer of its own kind (422), which the browser notes; nothing else is said.
    assert [line for line in said if "422" not in line] == []
    page.context.close()


def test_a_password_can_be_shown_and_is_hidden_when_it_is_sent(address: str, browser: Browser) -> None:
    page, said = opened(browser, address)
    page.goto("/staff/sign-in")
    box = page.get_by_label("Password", exact=True)
    box.fill("lamp river teapot")
    page.get_by_role("button", name="Show password").click()
    expect(box).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(box).to_have_attribute("type", "password")
    assert said == []
    page.context.close()


def test_without_the_script_there_is_no_button_that_does_nothing(address: str, browser: Browser) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/staff/sign-in")
    assert page.get_by_role("button").all_inner_texts() == ["Sign in"]
    context.close()
