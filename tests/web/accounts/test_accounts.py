"""Accounts for administrators: made, changed, shut, reset; and never nobody left to look after them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post
from tests.web.sign_in.conftest import SIGN_IN, SignIn, account, set_up
from web.database import ContactsStore
from web.models.staff import Role
from web.store import trail

ALL, ADD = "/staff/accounts/", "/staff/accounts/add"


@pytest.fixture
def ada(signed_in: SignIn) -> FlaskClient:
    return signed_in("ada")


def page_of(number: int) -> str:
    return f"{ALL}{number}"


def key_on(answer: str) -> str:
    found = re.search(r'<code class="key">([^<]+)</code>', answer)
    assert found, answer
    return found[1]


def test_it_works(ada: FlaskClient, app: Flask, store: ContactsStore) -> None:
    made = post(ada, ADD, page=ADD, name="Priya Shah", role="follow_up")
    password = key_on(made.get_data(as_text=True))
    assert account(store, "priya shah").role is Role.FOLLOW_UP
    browser = app.test_client()
    assert post(browser, SIGN_IN, page=SIGN_IN, name="Priya Shah", password=password).status_code == 303
    assert browser.get("/staff/").location == "/staff/account/password"


def test_everybody_is_listed_with_how_they_sign_in(ada: FlaskClient, signed_in: SignIn) -> None:
    set_up(signed_in("tom"))
    shown = ada.get(ALL).get_data(as_text=True)
    assert all(name in shown for name in ("grace", "tom", "sana", "nadia", "leo", "ed", "ada"))
    assert "with a password and codes" in shown and "follow-up worker" in shown


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("", "adviser", "Write the name"),
        ("<script>", "adviser", "Write the name"),
        ("x" * 65, "adviser", "64 characters"),
        ("priya", "", "Choose a role"),
        ("priya", "wizard", "Choose a role"),
        ("GRACE", "manager", "account of that name already"),
    ],
)
def test_what_will_not_do_is_said_and_kept_on_the_page(
    ada: FlaskClient, store: ContactsStore, name: str, role: str, said: str
) -> None:
    answer = post(ada, ADD, page=ADD, name=name, role=role)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422 and said in shown
    assert "<script>" not in shown
    assert account(store, "grace").role is Role.ADVISER


def test_a_role_is_changed_at_once(ada: FlaskClient, signed_in: SignIn, cast: dict[str, int]) -> None:
    tom = signed_in("tom")
    page = page_of(cast["tom"])
    assert tom.get("/staff/numbers").status_code == 403
    assert post(ada, f"{page}/role", page=page, role="manager").location == page
    assert tom.get("/staff/numbers").status_code == 200
    assert post(ada, f"{page}/role", page=page, role="").status_code == 422


def test_a_shut_account_is_out_at_once_and_stays_out_when_it_is_opened(
    ada: FlaskClient, signed_in: SignIn, cast: dict[str, int]
) -> None:
    tom, page = signed_in("tom"), page_of(cast["tom"])
    for _ in range(2):  # again changes nothing
        assert post(ada, f"{page}/disable", page=page).location == page
    assert tom.get("/staff/").status_code == 302
    assert post(tom, SIGN_IN, page=SIGN_IN, name="tom", password=PASSWORD).status_code == 401
    post(ada, f"{page}/enable", page=page)
    assert tom.get("/staff/").status_code == 302
    assert post(tom, SIGN_IN, page=SIGN_IN, name="tom", password=PASSWORD).status_code == 303


def test_a_reset_takes_password_codes_and_sessions(
    ada: FlaskClient, signed_in: SignIn, cast: dict[str, int], store: ContactsStore, app: Flask
) -> None:
    tom, page = signed_in("tom"), page_of(cast["tom"])
    set_up(tom)
    password = key_on(post(ada, f"{page}/reset", page=page).get_data(as_text=True))
    assert tom.get("/staff/").status_code == 302
    browser = app.test_client()
    assert post(browser, SIGN_IN, page=SIGN_IN, name="tom", password=PASSWORD).status_code == 401
    assert post(browser, SIGN_IN, page=SIGN_IN, name="tom", password=password).location == "/staff/"
    assert browser.get("/staff/").location == "/staff/account/password"
    assert account(store, "tom").codes_since is None


def test_somebody_is_signed_out_everywhere(ada: FlaskClient, signed_in: SignIn, cast: dict[str, int]) -> None:
    here, there, page = signed_in("tom"), signed_in("tom"), page_of(cast["tom"])
    post(ada, f"{page}/end-sessions", page=page)
    assert {here.get("/staff/").status_code, there.get("/staff/").status_code} == {302}


@pytest.mark.parametrize(("deed", "fields"), [("disable", {}), ("role", {"role": "editor"}), ("reset", {})])
def test_nobody_shuts_themselves_out(
    ada: FlaskClient, cast: dict[str, int], store: ContactsStore, deed: str, fields: dict[str, str]
) -> None:
    shown = ada.get(page_of(cast["ada"])).get_data(as_text=True)
    assert "your own account" in shown and "Shut the account" not in shown
    answer = post(ada, f"{page_of(cast['ada'])}/{deed}", page=ADD, **fields)
    assert answer.status_code == 409 and "There is a problem" in answer.get_data(as_text=True)
    kept = account(store, "ada")
    assert (kept.role, kept.disabled_at, kept.must_change_password) == (Role.ADMINISTRATOR, None, False)


def test_everything_is_in_the_trail_with_who_did_it(
    ada: FlaskClient, cast: dict[str, int], store: ContactsStore
) -> None:
    page = page_of(cast["tom"])
    post(ada, f"{page}/role", page=page, role="editor")
    post(ada, f"{page}/disable", page=page)
    with store.reading() as session:
        rows = trail.newest(session, offset=0, limit=2)
    done = {(row.action, row.staff_user_id, row.subject, row.subject_id) for row in rows}
    assert done == {
        (action, cast["ada"], "staff_user", cast["tom"]) for action in ("changed_role", "disabled_user")
    }


@pytest.mark.parametrize("path", ["999999", "999999/role", "999999/disable", "999999/reset"])
def test_an_account_that_never_was_is_not_there(ada: FlaskClient, path: str) -> None:
    if "/" in path:
        assert post(ada, f"{ALL}{path}", page=ADD, role="editor").status_code == 404
    else:
        assert ada.get(f"{ALL}{path}").status_code == 404
