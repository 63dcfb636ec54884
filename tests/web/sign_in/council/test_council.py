"""The council's own sign-in, against a real provider on this machine: who gets in, as what, who not."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import PASSWORD, post, store_of
from tests.web.sign_in.conftest import SIGN_IN, SignIn, account
from tests.web.sign_in.council.conftest import OUT, PUBLIC, travel
from tests.web.sign_in.council.house import CLIENT_ID, CouncilHouse, Person
from web.app import create_app
from web.clock import now
from web.database import ContactsStore
from web.models.staff import Role, StaffUser
from web.settings import COUNCIL_SIGN_IN_BACK, WebSettings
from web.sign_in.settings import SignIn as Ways
from web.store import council_accounts

ALL = "/staff/accounts/"


def test_it_works(client: FlaskClient, store: ContactsStore) -> None:
    assert f'href="{OUT}"' in client.get(SIGN_IN).get_data(as_text=True)
    answer = travel(client, f"{OUT}?next=/staff/handoffs")
    assert (answer.status_code, answer.location) == (303, "/staff/handoffs")
    shown = client.get("/staff/").get_data(as_text=True)
    assert "Hello priya.shah" in shown and "adviser" in shown
    assert account(store, "priya.shah").password_hash == ""


def test_what_is_sent_along_is_what_the_standard_asks(client: FlaskClient, house: CouncilHouse) -> None:
    asked = parse_qs(urlsplit(client.get(OUT).location).query)
    assert {name: values[0] for name, values in asked.items() if name in ("client_id", "response_type")} == {
        "client_id": CLIENT_ID, "response_type": "code",
    }  # fmt: skip
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [PUBLIC + COUNCIL_SIGN_IN_BACK]
    again = parse_qs(urlsplit(client.get(OUT).location).query)
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 43 and asked[name] != again[name]


def test_the_same_person_has_the_same_account_under_another_name(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    travel(client)
    first = account(store, "priya.shah").id
    house.here = Person("0042", "priya.jones", ["asc-managers"])
    travel(client)
    changed = account(store, "priya.jones")
    assert (changed.id, changed.role) == (first, Role.MANAGER)


def test_the_first_group_of_the_setting_decides(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    house.here = Person("7", "nadia.k", ["asc advisers", "asc-managers"])
    travel(client)
    assert account(store, "nadia.k").role is Role.MANAGER


def test_groups_may_be_told_beside_the_token(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    house.groups_in = "person"
    assert travel(client).status_code == 303
    assert account(store, "priya.shah").role is Role.ADVISER


@pytest.mark.parametrize("groups", [[], ["staff", "asc-gardeners"], ["ASC-ADMINS"], ["asc-admins "]])
def test_no_group_is_refused_kindly_and_named_to_the_administrator(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore, groups: list[str]
) -> None:
    house.here = Person("0043", "Sam.Reed", groups)
    for _ in range(2):
        answer = travel(client)
        assert answer.status_code == 403 and "not open to you yet" in answer.get_data(as_text=True)
    assert client.get("/staff/").status_code == 302
    with store.reading() as session:
        row = council_accounts.refused(session)[0]
        assert (row.name, row.groups, row.reason, row.times) == ("sam.reed", groups, "no_group", 2)
    house.here = Person("1", "ada.l", ["asc-admins"])
    travel(client)
    shown = client.get(ALL).get_data(as_text=True)
    assert "sam.reed" in shown and "In no group that has a role here" in shown
    post(client, f"{ALL}refused/{row.id}/forget", page=ALL)
    assert "sam.reed" not in client.get(ALL).get_data(as_text=True)


def test_who_lost_their_group_is_out_at_the_next_sign_in(client: FlaskClient, house: CouncilHouse) -> None:
    travel(client)
    house.here = Person("0042", "Priya.Shah", ["staff"])
    assert travel(client).status_code == 403


def test_a_shut_account_stays_shut(client: FlaskClient, store: ContactsStore) -> None:
    travel(client)
    with store.writing() as session:
        session.get_one(StaffUser, account(store, "priya.shah").id).disabled_at = now()
    assert client.get("/staff/").status_code == 302
    answer = travel(client)
    assert answer.status_code == 403 and "Your account here is shut" in answer.get_data(as_text=True)


def test_nobody_takes_over_a_local_account_by_having_its_name(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore, cast: dict[str, int]
) -> None:
    house.here = Person("666", "ADA", ["asc-admins"])
    answer = travel(client)
    assert answer.status_code == 403 and "already an account of your name" in answer.get_data(as_text=True)
    assert account(store, "ada").council_subject is None


def test_an_administrator_may_let_them(
    app: Flask, house: CouncilHouse, store: ContactsStore, cast: dict[str, int]
) -> None:
    house.here = Person("1", "boss", ["asc-admins"])
    boss, ed = app.test_client(), app.test_client()
    travel(boss)
    page = f"{ALL}{cast['ed']}"
    post(boss, f"{page}/await-council", page=page)
    house.here = Person("9", "Ed", ["asc advisers"])
    assert travel(ed).status_code == 303
    assert (account(store, "ed").id, account(store, "ed").role) == (cast["ed"], Role.ADVISER)
    late = app.test_client()
    assert post(late, SIGN_IN, page=SIGN_IN, name="ed", password=PASSWORD).status_code == 401


def test_their_password_and_codes_are_the_councils_matter(client: FlaskClient) -> None:
    travel(client)
    assert client.get("/staff/").status_code == 200, "codes are required of everybody, but not of these here"
    shown = client.get("/staff/account/").get_data(as_text=True)
    assert "looked after there" in shown and "/staff/account/password" not in shown
    for path in ("password", "codes"):
        assert post(client, f"/staff/account/{path}", page="/staff/account/").status_code == 403
    assert post(client, SIGN_IN, page="/staff/account/", name="priya.shah", password="").status_code == 401


def test_danger_is_shown_again_there(client: FlaskClient, house: CouncilHouse) -> None:
    house.here = Person("1", "boss", ["asc-admins"], auth_time=1_000_000_000)
    travel(client)
    with client.session_transaction() as session:
        session["proved"] -= 16 * 60
    asked = client.get(ALL).location
    link = f"{OUT}?again=1&next=/staff/accounts/"
    assert link.replace("&", "&amp;") in client.get(asked).get_data(as_text=True)
    assert travel(client, link).location == ALL
    assert client.get(ALL).status_code == 200


def test_an_old_sign_in_there_is_no_proof_nor_is_somebody_elses(
    client: FlaskClient, house: CouncilHouse
) -> None:
    house.here = Person("1", "boss", ["asc-admins"])
    travel(client)
    house.lies.claims = {"auth_time": 1_000_000_000}
    assert travel(client, f"{OUT}?again=1").status_code == 400
    house.lies.claims = {}
    house.here = Person("2", "other", ["asc-admins"])
    assert travel(client, f"{OUT}?again=1").status_code == 403
    assert "Hello boss" in client.get("/staff/").get_data(as_text=True)


def test_signing_out_shows_the_way_out_there_too(client: FlaskClient, house: CouncilHouse) -> None:
    travel(client)
    out = post(client, "/staff/sign-out", page="/staff/account/")
    assert out.location == "/staff/sign-in/out"
    shown = client.get(out.location).get_data(as_text=True)
    assert f'href="{house.issuer}/leave?client_id=signpost-eastmere&amp;post_logout_redirect_uri=' in shown
    assert client.get("/staff/").status_code == 302


def test_stopping_there_is_said_kindly(client: FlaskClient, house: CouncilHouse) -> None:
    house.here = None
    answer = travel(client)
    assert answer.status_code == 400 and "stopped before it was finished" in answer.get_data(as_text=True)


def test_without_it_there_is_no_such_page(signed_in: SignIn, settings: WebSettings, app: Flask) -> None:
    plain = create_app(replace(settings, sign_in=Ways(codes_for=frozenset())), store=store_of(app))
    browser = plain.test_client()
    assert OUT not in browser.get(SIGN_IN).get_data(as_text=True)
    assert [browser.get(path).status_code for path in (OUT, "/staff/sign-in/out")] == [404, 404]


@pytest.fixture
def councils_alone(settings: WebSettings, app: Flask, cast: dict[str, int]) -> FlaskClient:
    """A site where passwords open nothing but the emergency account."""
    alone = replace(settings.sign_in, local=False, break_glass="ada", codes_for=frozenset())
    return create_app(replace(settings, sign_in=alone), store=store_of(app)).test_client()


def test_local_accounts_can_be_switched_off_but_for_one(
    councils_alone: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = councils_alone.get(SIGN_IN).get_data(as_text=True)
    assert "The emergency account" in shown
    assert post(councils_alone, SIGN_IN, page=SIGN_IN, name="grace", password=PASSWORD).status_code == 401
    assert post(councils_alone, SIGN_IN, page=SIGN_IN, name="Ada", password=PASSWORD).status_code == 303
    assert '"event": "broke_glass"' in capsys.readouterr().err


def test_a_provider_that_is_down_is_said_and_the_emergency_account_gets_in(
    councils_alone: FlaskClient, house: CouncilHouse, settings: WebSettings, app: Flask
) -> None:
    council = settings.sign_in.council
    assert council
    gone = replace(settings.sign_in, council=replace(council, issuer="http://127.0.0.1:9"))
    browser = create_app(replace(settings, sign_in=gone), store=store_of(app)).test_client()
    answer = browser.get(OUT)
    assert answer.status_code == 503 and "does not answer just now" in answer.get_data(as_text=True)
