"""One's own account: passwords that must be or are changed, time-outs, and proof before danger."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post, store_of
from tests.web.sign_in.conftest import SIGN_IN, SignIn, account, set_up
from web.app import create_app
from web.database import ContactsStore
from web.models.staff import StaffUser
from web.settings import Keeping, WebSettings
from web.sign_in.settings import SignIn as Ways

MINE, CHANGE, PROVE = "/staff/account/", "/staff/account/password", "/staff/account/prove"
NEW = "teal kettle orbit"


def enter(browser: FlaskClient, name: str, password: str = PASSWORD) -> int:
    return int(post(browser, SIGN_IN, page=SIGN_IN, name=name, password=password).status_code)


@pytest.fixture
def fresh(app: Flask, store: ContactsStore, cast: dict[str, int]) -> FlaskClient:
    """Tom, who signs in for the first time with a password that somebody else has seen."""
    with store.writing() as session:
        session.get_one(StaffUser, cast["tom"]).must_change_password = True
    browser = app.test_client()
    assert enter(browser, "tom") == 303
    return browser


def test_the_first_thing_is_a_password_of_ones_own(fresh: FlaskClient) -> None:
    for page in ("/staff/", "/staff/handoffs", MINE):
        assert fresh.get(page).location == CHANGE, page
    assert fresh.post("/api/understand", json={"text": "hello"}).status_code == 401
    assert post(fresh, CHANGE, page=CHANGE, password=NEW, again=NEW).location == MINE
    assert fresh.get("/staff/").status_code == 200


def test_it_can_be_put_off_by_signing_out_alone(fresh: FlaskClient) -> None:
    assert post(fresh, "/staff/sign-out", page=CHANGE).location == SIGN_IN
    assert fresh.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "at least 12 characters"),
        ("Password1234!", "Password1234!", "first to be guessed"),
        ("this is about tom", "this is about tom", "must not hold your name"),
        (NEW, NEW + "x", "not the same"),
        (PASSWORD, PASSWORD, "your password already"),
    ],
)
def test_what_will_not_do_is_said(fresh: FlaskClient, password: str, again: str, said: str) -> None:
    answer = post(fresh, CHANGE, page=CHANGE, password=password, again=again)
    assert answer.status_code == 422
    shown = answer.get_data(as_text=True)
    assert said in shown and password not in shown
    assert fresh.get("/staff/").location == CHANGE


def test_a_changed_password_ends_every_other_session(signed_in: SignIn, app: Flask) -> None:
    here, there = signed_in("grace"), signed_in("grace")
    post(here, CHANGE, page=CHANGE, password=NEW, again=NEW)
    assert (here.get("/staff/").status_code, there.get("/staff/").status_code) == (200, 302)
    assert enter(app.test_client(), "grace") == 401
    assert enter(app.test_client(), "grace", NEW) == 303


def age(browser: FlaskClient, **minutes: int) -> None:
    """Lets time pass for one session: which of its moments, and by how much."""
    with browser.session_transaction() as session:
        for name, passed in minutes.items():
            session[name] -= passed * 60


@pytest.fixture
def brief(settings: WebSettings, app: Flask, cast: dict[str, int]) -> FlaskClient:
    """Grace at a site where a session lasts four hours, and one unused."""
    limits = replace(
        settings, keeping=Keeping(session_minutes=240), sign_in=Ways(codes_for=frozenset(), idle_minutes=60)
    )
    browser = create_app(limits, store=store_of(app)).test_client()
    assert enter(browser, "grace") == 303
    return browser


@pytest.mark.parametrize(
    ("passed", "status"),
    [({"seen": 59}, 200), ({"seen": 61}, 302), ({"began": 239}, 200), ({"began": 241}, 302)],
)
def test_a_session_ends_by_itself(brief: FlaskClient, passed: dict[str, int], status: int) -> None:
    age(brief, **passed)
    assert brief.get("/staff/").status_code == status


def test_using_it_keeps_it_alive_but_never_beyond_its_whole_time(brief: FlaskClient) -> None:
    for _ in range(3):
        age(brief, seen=59, began=59)
        assert brief.get("/staff/").status_code == 200
    age(brief, began=64)
    assert brief.get("/staff/").status_code == 302


def test_a_new_password_makes_a_session_no_younger(brief: FlaskClient) -> None:
    age(brief, began=230)
    post(brief, CHANGE, page=CHANGE, password=NEW, again=NEW)
    age(brief, began=11)
    assert brief.get("/staff/").status_code == 302


def test_a_session_without_its_moments_is_none(brief: FlaskClient) -> None:
    with brief.session_transaction() as session:
        del session["began"]
    assert brief.get("/staff/").status_code == 302


def test_danger_is_asked_about_again_after_a_while(signed_in: SignIn) -> None:
    ada = signed_in("ada")
    assert ada.get("/staff/accounts/").status_code == 200
    age(ada, proved=16)
    assert ada.get("/staff/").status_code == 200
    asked = ada.get("/staff/accounts/").location
    assert asked == f"{PROVE}?next=/staff/accounts/"
    assert post(ada, asked, page=asked, password="wrong password").status_code == 401
    assert post(ada, asked, page=asked, password=PASSWORD).location == "/staff/accounts/"
    assert ada.get("/staff/accounts/").status_code == 200


def test_a_page_that_was_open_can_be_sent_for_as_long_again(signed_in: SignIn, cast: dict[str, int]) -> None:
    ada = signed_in("ada")
    page = f"/staff/accounts/{cast['tom']}"
    shown = ada.get(page).get_data(as_text=True)
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    age(ada, proved=29)
    assert ada.post(f"{page}/end-sessions", data={"csrf_token": token}).location == page
    age(ada, proved=2)
    late = ada.post(f"{page}/disable", data={"csrf_token": token}).location
    assert late == f"{PROVE}?again=True"
    assert "Nothing was changed yet" in ada.get(late).get_data(as_text=True)


def test_a_proof_takes_a_code_as_well_and_not_one_that_was_used(signed_in: SignIn) -> None:
    ada = signed_in("ada")
    telephone = set_up(ada)
    age(ada, proved=16)
    code = telephone.shows()
    assert post(ada, PROVE, page=PROVE, password=PASSWORD).status_code == 401
    assert post(ada, PROVE, page=PROVE, password=PASSWORD, code=code).status_code == 303
    assert post(ada, PROVE, page=PROVE, password=PASSWORD, code=code).status_code == 401


def test_a_stolen_session_cannot_guess_the_password_at_the_proof(
    signed_in: SignIn, store: ContactsStore
) -> None:
    ada = signed_in("ada")
    age(ada, proved=16)
    tried = [post(ada, PROVE, page=PROVE, password="wrong password").status_code for _ in range(5)]
    assert tried == [401] * 5
    assert post(ada, PROVE, page=PROVE, password=PASSWORD).status_code == 401


def test_signed_in_browsers_do_not_lock_their_own_account(signed_in: SignIn, store: ContactsStore) -> None:
    ada = signed_in("ada")
    for _ in range(6):
        post(ada, PROVE, page=PROVE, password="wrong password")
    assert account(store, "ada").failed_sign_ins == 0
