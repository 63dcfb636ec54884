"""One-time codes at the sign-in: asked for, taken once, limited; recovery codes; setting up, putting off."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post, store_of
from tests.web.sign_in.conftest import CODE, CODES, SIGN_IN, SignIn, Telephone, account, half_way, set_up
from web.app import create_app
from web.clock import now
from web.database import ContactsStore
from web.models.staff import Role, StaffUser
from web.settings import WebSettings
from web.sign_in.settings import SignIn as Ways


def test_the_password_alone_opens_nothing_then(client: FlaskClient, telephone: Telephone) -> None:
    half_way(client)
    assert client.get("/staff/").status_code == 302
    assert client.post("/api/understand", json={"text": "hello"}).status_code == 401
    assert post(client, CODE, page=CODE, code=telephone.shows()).location == "/staff/"
    assert "Hello grace" in client.get("/staff/").get_data(as_text=True)


def test_the_way_back_is_kept_through_both_steps(client: FlaskClient, telephone: Telephone) -> None:
    there = "?next=/staff/handoffs"
    half = post(client, SIGN_IN + there, page=SIGN_IN + there, name="grace", password=PASSWORD)
    assert half.location == f"{CODE}{there}"
    assert (
        post(client, half.location, page=half.location, code=telephone.shows()).location == "/staff/handoffs"
    )


def test_a_code_is_taken_once(app: Flask, telephone: Telephone) -> None:
    code = telephone.shows()
    for status in (303, 401):
        browser = app.test_client()
        half_way(browser)
        assert post(browser, CODE, page=CODE, code=code).status_code == status


def test_a_wrong_code_may_be_tried_again_but_not_for_ever(client: FlaskClient, telephone: Telephone) -> None:
    half_way(client)
    tried = [post(client, CODE, page=CODE, code="000000").status_code for _ in range(5)]
    assert tried == [401] * 5
    refused = post(client, CODE, page=CODE, code=telephone.shows())
    assert refused.status_code == 401
    assert "start again" in refused.get_data(as_text=True)
    assert client.get("/staff/").status_code == 302


def test_the_right_password_forgives_no_wrong_code(
    client: FlaskClient, telephone: Telephone, store: ContactsStore, app: Flask
) -> None:
    """Who has the password alone cannot wipe out the count of wrong codes with it."""
    stranger = app.test_client()
    for _ in range(3):
        half_way(stranger)
        post(stranger, CODE, page=CODE, code="000000")
    assert account(store, "grace").failed_sign_ins == 3


def test_half_way_lasts_minutes(client: FlaskClient, telephone: Telephone) -> None:
    half_way(client)
    with client.session_transaction() as session:
        session["half_way"][2] -= 301
        session.modified = True
    assert client.get(CODE).location == SIGN_IN


def test_half_way_ends_when_sessions_do(
    client: FlaskClient, telephone: Telephone, store: ContactsStore, cast: dict[str, int]
) -> None:
    half_way(client)
    with store.writing() as session:
        session.get_one(StaffUser, cast["grace"]).session_token = "changed"
    assert post(client, CODE, page=CODE, code=telephone.shows()).status_code == 401


def test_half_way_does_not_open_an_account_that_was_shut(
    client: FlaskClient, telephone: Telephone, store: ContactsStore, cast: dict[str, int]
) -> None:
    half_way(client)
    with store.writing() as session:
        session.get_one(StaffUser, cast["grace"]).disabled_at = now()
    assert post(client, CODE, page=CODE, code=telephone.shows()).status_code == 401


def test_a_code_without_a_password_is_nothing(client: FlaskClient, telephone: Telephone) -> None:
    assert client.get(CODE).location == SIGN_IN


def test_a_recovery_code_gets_in_once(app: Flask, telephone: Telephone) -> None:
    for slip, status in (
        (telephone.slip[0].upper(), 303),
        (telephone.slip[0], 401),
        (telephone.slip[1], 303),
    ):
        browser = app.test_client()
        half_way(browser)
        assert post(browser, CODE, page=CODE, code=slip).status_code == status


def test_somebody_elses_recovery_code_does_not(signed_in: SignIn, app: Flask, telephone: Telephone) -> None:
    toms = set_up(signed_in("tom"))
    browser = app.test_client()
    half_way(browser)
    assert post(browser, CODE, page=CODE, code=toms.slip[0]).status_code == 401


def test_new_recovery_codes_end_the_old(signed_in: SignIn, app: Flask, cast: dict[str, int]) -> None:
    grace = signed_in("grace")
    old = set_up(grace)
    shown = post(grace, f"{CODES}/recovery", page=CODES).get_data(as_text=True)
    assert old.slip[0] not in shown
    browser = app.test_client()
    half_way(browser)
    assert post(browser, CODE, page=CODE, code=old.slip[0]).status_code == 401


def test_only_a_code_of_the_new_secret_puts_it_to_use(signed_in: SignIn, store: ContactsStore) -> None:
    grace = signed_in("grace")
    post(grace, CODES, page=CODES)
    assert post(grace, f"{CODES}/confirm", page=CODES, code="000000").status_code == 422
    assert account(store, "grace").codes_since is None


def test_moving_to_another_telephone_leaves_the_old_one_good_until_then(
    signed_in: SignIn, app: Flask, cast: dict[str, int]
) -> None:
    grace = signed_in("grace")
    old = set_up(grace)
    post(grace, CODES, page=CODES)
    browser = app.test_client()
    half_way(browser)
    assert post(browser, CODE, page=CODE, code=old.shows()).status_code == 303


def test_confirming_again_changes_nothing(signed_in: SignIn) -> None:
    grace = signed_in("grace")
    set_up(grace)
    assert post(grace, f"{CODES}/confirm", page=CODES, code="000000").location == CODES


def test_they_can_be_put_off_where_they_are_not_needed(signed_in: SignIn, store: ContactsStore) -> None:
    grace = signed_in("grace")
    set_up(grace)
    assert post(grace, f"{CODES}/off", page=CODES).status_code == 303
    assert account(store, "grace").codes_since is None
    assert "Off." in grace.get("/staff/account/").get_data(as_text=True)


@pytest.fixture
def strict(settings: WebSettings, app: Flask) -> FlaskClient:
    """A browser at a site on the same store that asks advisers for codes."""
    asks = replace(settings, sign_in=Ways(codes_for=frozenset({Role.ADVISER})))
    return create_app(asks, store=store_of(app)).test_client()


def test_a_role_that_needs_them_sets_them_up_before_anything_else(
    strict: FlaskClient, cast: dict[str, int]
) -> None:
    assert post(strict, SIGN_IN, page=SIGN_IN, name="grace", password=PASSWORD).status_code == 303
    for page in ("/staff/", "/staff/handoffs", "/staff/account/"):
        assert strict.get(page).location == CODES, page
    assert strict.post("/api/understand", json={"text": "hello"}).status_code == 401
    set_up(strict)
    assert strict.get("/staff/").status_code == 200
    assert post(strict, f"{CODES}/off", page=CODES).status_code == 403


def test_a_role_that_does_not_need_them_is_not_asked(strict: FlaskClient, cast: dict[str, int]) -> None:
    post(strict, SIGN_IN, page=SIGN_IN, name="tom", password=PASSWORD)
    assert strict.get("/staff/").status_code == 200


def test_the_secret_is_sealed_in_the_store_and_in_no_log(
    store: ContactsStore, telephone: Telephone, capsys: pytest.CaptureFixture[str]
) -> None:
    with store.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT * FROM staff_user").all()
        codes = connection.exec_driver_sql("SELECT * FROM recovery_code").all()
    kept = f"{raw}{codes}{capsys.readouterr()}"
    assert telephone.secret not in kept
    assert not any(each in kept or each.replace("-", "") in kept for each in telephone.slip)
    assert account(store, "grace").codes_since > now() - timedelta(minutes=5)  # type: ignore[operator]
