"""Guessing locks out whoever guesses: nobody can shut out another person, and never everybody."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import CAST, PASSWORD, post
from tests.web.sign_in.conftest import SIGN_IN
from web.database import ContactsStore
from web.models.staff import StaffUser

COOKIE = "signpost-browser"


def enter(browser: FlaskClient, name: str, password: str = PASSWORD) -> int:
    return int(post(browser, SIGN_IN, page=SIGN_IN, name=name, password=password).status_code)


def leave(browser: FlaskClient) -> None:
    post(browser, "/staff/sign-out", page="/staff/")


def come_from(app: Flask, address: str) -> FlaskClient:
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = address
    return browser


@pytest.fixture
def desk(app: Flask, cast: dict[str, int]) -> FlaskClient:
    """The browser at which Grace works every day. She went home."""
    browser = app.test_client()
    enter(browser, "grace")
    leave(browser)
    return browser


@pytest.fixture
def lock(app: Flask, store: ContactsStore, cast: dict[str, int]) -> Callable[..., None]:
    """Closes accounts, as after a hundred wrong passwords from a thousand places; the last is sent."""

    def lock(*names: str) -> None:
        with store.writing() as session:
            for name in names:
                session.get_one(StaffUser, cast[name]).failed_sign_ins = 99
        for number, name in enumerate(names):
            enter(come_from(app, f"198.51.100.{number}"), name, "wrong password")

    return lock


def test_who_shares_the_office_cannot_lock_her_out(app: Flask, desk: FlaskClient) -> None:
    colleague = app.test_client()
    for _ in range(5):
        enter(colleague, "grace", "wrong password")
    assert enter(colleague, "grace") == 401
    assert enter(desk, "grace") == 303


def test_a_locked_account_opens_where_its_person_works(
    app: Flask, desk: FlaskClient, lock: Callable[..., None]
) -> None:
    lock("grace")
    assert enter(come_from(app, "192.0.2.2"), "grace") == 401
    assert enter(desk, "grace") == 303


def test_nobody_is_locked_out_who_was_here_before(app: Flask, lock: Callable[..., None]) -> None:
    """A flood of guesses at every account at once: everybody still gets to work in the morning."""
    desks = {name: app.test_client() for name in CAST}
    for name, browser in desks.items():
        enter(browser, name)
        leave(browser)
    lock(*CAST)
    assert {enter(browser, name) for name, browser in desks.items()} == {303}


def test_a_known_browser_guesses_no_longer_than_another(desk: FlaskClient) -> None:
    for _ in range(5):
        enter(desk, "grace", "wrong password")
    assert enter(desk, "grace") == 401


def test_it_is_known_for_its_own_people_alone(desk: FlaskClient, lock: Callable[..., None]) -> None:
    lock("tom")
    assert enter(desk, "tom") == 401


def test_a_shared_desk_is_known_for_all_of_them(desk: FlaskClient, lock: Callable[..., None]) -> None:
    enter(desk, "tom")
    leave(desk)
    lock("tom", "grace")
    for name in ("tom", "grace"):
        assert enter(desk, name) == 303
        leave(desk)


def test_a_made_up_cookie_is_no_known_browser(app: Flask, lock: Callable[..., None]) -> None:
    lock("grace")
    stranger = app.test_client()
    for words in ("x", "WyJhIiwxXQ.aSGZ7A.bm90IG91cnM", ""):
        stranger.set_cookie(COOKIE, words)
        assert enter(stranger, "grace") == 401


def test_the_cookie_opens_nothing_and_is_ours_alone(desk: FlaskClient) -> None:
    cookie = desk.get_cookie(COOKIE)
    assert cookie and cookie.http_only and cookie.same_site == "Lax"
    assert desk.get("/staff/").status_code == 302
