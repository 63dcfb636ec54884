"""Signing in: right, wrong, locked, out; and a cookie that is ours alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post, store_of
from web.app import create_app
from web.clock import now
from web.database import ContactsStore
from web.models.staff import StaffUser
from web.settings import Limits, WebSettings
from web.worker import Worker

SignIn = Callable[[str], FlaskClient]
URL = "/staff/sign-in"


def test_it_works(signed_in: SignIn) -> None:
    assert "Hello grace" in signed_in("grace").get("/staff/").get_data(as_text=True)


@pytest.mark.parametrize(("name", "password"), [("grace", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_pair_is_refused_without_saying_which(
    client: FlaskClient, cast: dict[str, int], name: str, password: str
) -> None:
    answer = post(client, URL, page=URL, name=name, password=password)
    assert answer.status_code == 401
    assert "do not go together" in answer.get_data(as_text=True)
    assert client.get("/staff/").status_code == 302


def test_five_wrong_passwords_lock_out_whoever_guesses_and_nobody_else(
    app: Flask, cast: dict[str, int]
) -> None:
    guesser, grace = come_from(app, "192.0.2.1"), come_from(app, "192.0.2.2")
    for _ in range(5):
        post(guesser, URL, page=URL, name="Grace", password="wrong password")
    assert post(guesser, URL, page=URL, name="grace", password=PASSWORD).status_code == 401
    assert post(grace, URL, page=URL, name="grace", password=PASSWORD).status_code == 303
    assert post(guesser, URL, page=URL, name="tom", password=PASSWORD).status_code == 303


def test_one_line_of_ipv6_is_one_guesser(app: Flask, cast: dict[str, int]) -> None:
    for number in range(5):
        guesser = come_from(app, f"2001:db8::{number}")
        post(guesser, URL, page=URL, name="grace", password="wrong password")
    last = come_from(app, "2001:db8::ffff")
    assert post(last, URL, page=URL, name="grace", password=PASSWORD).status_code == 401


def test_the_right_password_forgives(client: FlaskClient, cast: dict[str, int]) -> None:
    for _ in range(2):
        for _ in range(4):
            post(client, URL, page=URL, name="grace", password="wrong password")
        assert post(client, URL, page=URL, name="grace", password=PASSWORD).status_code == 303
        post(client, "/staff/sign-out", page="/staff/")


def test_a_hundred_wrong_ones_from_anywhere_lock_the_account_for_a_while(
    store: ContactsStore, client: FlaskClient, cast: dict[str, int]
) -> None:
    with store.writing() as session:
        session.get_one(StaffUser, cast["grace"]).failed_sign_ins = 99
    post(client, URL, page=URL, name="grace", password="wrong password")
    assert post(client, URL, page=URL, name="grace", password=PASSWORD).status_code == 401
    with store.writing() as session:
        session.get_one(StaffUser, cast["grace"]).locked_until = now() - timedelta(seconds=1)
    assert post(client, URL, page=URL, name="grace", password=PASSWORD).status_code == 303


def test_every_night_the_count_begins_anew(
    store: ContactsStore, settings: WebSettings, cast: dict[str, int]
) -> None:
    with store.writing() as session:
        session.get_one(StaffUser, cast["grace"]).failed_sign_ins = 99
    Worker(store, settings).purge()
    with store.reading() as session:
        assert session.get_one(StaffUser, cast["grace"]).failed_sign_ins == 0


def come_from(app: Flask, address: str) -> FlaskClient:
    """A browser at `address`."""
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


def test_signing_out_ends_the_session_elsewhere_too(signed_in: SignIn) -> None:
    here, there = signed_in("tom"), signed_in("tom")
    post(here, "/staff/sign-out", page="/staff/")
    assert here.get("/staff/").status_code == 302
    assert there.get("/staff/").status_code == 302


def test_a_disabled_account_is_out_at_once(
    signed_in: SignIn, cast: dict[str, int], store: ContactsStore
) -> None:
    tom = signed_in("tom")
    with store.writing() as session:
        session.get_one(StaffUser, cast["tom"]).disabled_at = now()
    assert tom.get("/staff/").status_code == 302
    assert post(tom, URL, page=URL, name="tom", password=PASSWORD).status_code == 401


@pytest.mark.parametrize(
    ("target", "lands"),
    [
        ("/staff/numbers", "/staff/numbers"),
        ("https://example.org/", "/staff/"),
        ("//example.org/staff", "/staff/"),
        ("/\\example.org", "/staff/"),
        ("/staff\\..\\x", "/staff/"),
        ("/staff%0d%0aSet-Cookie:x", "/staff/"),
        ("/staff/\r\nSet-Cookie: x", "/staff/"),
        ("/staffing", "/staff/"),
        ("/staff//example.org", "/staff/"),
        ("/staff/../chat", "/staff/"),
        ("/staff/numbers?from=2026-11-01&to=2026-11-22", "/staff/numbers?from=2026-11-01&to=2026-11-22"),
    ],
)
def test_the_way_back_is_never_elsewhere(
    client: FlaskClient, cast: dict[str, int], target: str, lands: str
) -> None:
    shown = client.get(URL).get_data(as_text=True)
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "name": "nadia", "password": PASSWORD}
    answer = client.post(URL, query_string={"next": target}, data=form)
    assert answer.headers["Location"] == lands


def test_what_was_in_the_session_before_does_not_come_along(
    client: FlaskClient, cast: dict[str, int]
) -> None:
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
    post(client, URL, page=URL, name="grace", password=PASSWORD)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_the_cookie_on_loopback_and_on_a_real_host(settings: WebSettings) -> None:
    for secure, name in ((False, "signpost="), (True, "__Host-signpost=")):
        made = create_app(replace(settings, secure_cookies=secure))
        cookie = made.test_client().get(URL, base_url="https://localhost").headers["Set-Cookie"]
        store_of(made).close()
        assert cookie.startswith(name)
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert ("Secure" in cookie) is secure


def test_many_tries_from_one_address_are_slowed(settings: WebSettings) -> None:
    made = create_app(replace(settings, limits=Limits(sign_in="3 per minute")))
    browser: FlaskClient = made.test_client()
    tries = [post(browser, URL, page=URL, name="x", password="y") for _ in range(4)]
    store_of(made).close()
    assert [each.status_code for each in tries] == [401, 401, 401, 429]
    assert int(tries[-1].headers["Retry-After"]) > 0


def test_a_stolen_page_cannot_sign_anybody_out(app: Flask, signed_in: SignIn) -> None:
    tom = signed_in("tom")
    assert tom.post("/staff/sign-out").status_code == 400
    assert tom.get("/staff/sign-out").status_code == 405
    assert tom.get("/staff/").status_code == 200
