"""Signpost in a frame: who may show it, what may be shown, and the session that is the frame's own."""

from dataclasses import replace

import pytest
from flask import Flask, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from tests.web.conftest import store_of
from tests.web.embed.conftest import COUNCIL, ENTER, ITS_OTHER
from web.app import create_app
from web.embed.settings import Embed
from web.security.access import ACCESS, Door
from web.security.framing import FRAMED, page_of_its_own
from web.settings import WebSettings


def test_it_works(frame: FlaskClient) -> None:
    page = frame.get("/embed/")
    assert page.status_code == 200
    assert f'data-framed-by="{COUNCIL}"' in page.text and 'action="/embed/chat"' in page.text
    assert 'src="/embed/static/js/framed.js' in page.text
    # Nothing on the page leads out of the frame's own part of the site.
    assert 'href="/services' not in page.text and 'href="/leave-details' not in page.text


def test_only_who_is_named_may_show_it(frame: FlaskClient) -> None:
    headers = frame.get("/embed/").headers
    assert f"frame-ancestors {COUNCIL} {ITS_OTHER}" in headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in headers
    for own in ("/", "/staff/sign-in", "/services", "/embed.js"):
        headers = frame.get(own).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("host", ["", "https://evil.example.org", f"{COUNCIL}.evil.example.org", "null"])
def test_a_frame_begins_on_a_page_that_may_show_it(welcome: Flask, host: str) -> None:
    assert welcome.test_client().get(f"/embed/enter?host={host}").status_code == 404


def test_without_the_setting_there_is_no_such_address(settings: WebSettings) -> None:
    made = create_app(replace(settings, embed=Embed()))
    browser = made.test_client()
    for address in ("/embed.js", ENTER, "/embed/", "/embed/static/js/exit.js", "/embed-demonstration"):
        assert browser.get(address).status_code == 404, address
    store_of(made).close()


def test_staff_pages_and_programs_have_no_frame(frame: FlaskClient) -> None:
    for address in (
        "/embed/staff/",
        "/embed/staff/sign-in",
        "/embed/health",
        "/embed/open-referral/v3/services",
        "/embed/embed.js",
    ):
        assert frame.get(address).status_code == 404, address
    assert all(ACCESS[name].door is Door.PUBLIC for name in FRAMED)


def test_the_frame_has_a_cookie_of_its_own_that_browsers_keep_apart(welcome: Flask) -> None:
    browser = welcome.test_client()
    (cookie,) = browser.get(ENTER, base_url="https://localhost").headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-signpost-framed=")
    for attribute in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"):
        assert attribute in cookie.split("; ")
    assert "Max-Age" not in cookie and "Expires" not in cookie
    (own,) = browser.get("/start", base_url="https://localhost").headers.getlist("Set-Cookie")
    assert own.startswith("__Host-signpost=") and "SameSite=Lax" in own and "Partitioned" not in own


def test_what_is_said_in_the_frame_is_not_on_our_own_pages(frame: FlaskClient) -> None:
    assert 'action="/embed/chat"' in frame.get("/embed/").text
    assert "<textarea" not in frame.get("/").text  # it was not told there what comes before the chat


def test_a_browser_that_keeps_no_cookie_is_shown_the_way_out(welcome: Flask) -> None:
    browser = welcome.test_client(use_cookies=False)
    answer = browser.get(f"{ENTER}&site=north", base_url="https://localhost", follow_redirects=True)
    assert answer.status_code == 200
    assert '<a class="button button--start" href="/?site=north" target="_blank"' in answer.text
    assert f'data-framed-by="{COUNCIL}"' in answer.text  # "Exit this page" works all the same
    assert "<textarea" not in answer.text


def test_the_site_travels_with_the_frame(welcome: Flask) -> None:
    browser = welcome.test_client()
    answer = browser.get(f"{ENTER}&site=north", base_url="https://localhost")
    assert "site=north" in answer.headers["Location"]
    kept = browser.get_cookie("__Host-signpost-framed", path="/")
    serializer = SecureCookieSessionInterface().get_signing_serializer(welcome)
    assert kept is not None and serializer is not None
    assert serializer.loads(kept.value) == {"framed_by": COUNCIL, "came_by": "north"}


def test_leaving_ends_the_session_and_stays_blank(frame: FlaskClient) -> None:
    answer = frame.get("/embed/exit")
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-signpost-framed=;") and "Partitioned" in cookie
    assert "<textarea" not in frame.get("/embed/").text


def test_links_for_other_people_and_devices_lead_to_our_own_pages(welcome: Flask) -> None:
    framed = {"signpost.framed": True}
    with welcome.test_request_context("/my-list", "https://localhost/embed", environ_overrides=framed):
        assert url_for("resident.come_back") == "/embed/come-back"
        assert page_of_its_own("resident.come_back") == "https://localhost/come-back"
    with welcome.test_request_context("/my-list", "https://localhost/"):
        assert page_of_its_own("resident.come_back") == "https://localhost/come-back"
