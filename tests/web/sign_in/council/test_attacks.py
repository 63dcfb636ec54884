"""What must not get anybody in: forged, borrowed, old and replayed answers of the council's own sign-in."""

import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.sign_in.council.conftest import OUT, PUBLIC, travel
from tests.web.sign_in.council.house import (
    CLIENT_ID,
    CouncilHouse,
    Lies,
    Person,
    elliptic_key,
)
from web.database import ContactsStore
from web.store import accounts

BACK = "/staff/sign-in/council/back"


@dataclass(frozen=True)
class Forged:
    """One lie, and the word for it in the log."""

    lies: Lies
    why: str


NOW = int(time.time())
FORGED = {
    "the nonce of another journey": Forged(Lies(claims={"nonce": "x" * 43}), "claim_nonce"),
    "no nonce": Forged(Lies(without=("nonce",)), "claim_nonce"),
    "for another program": Forged(Lies(claims={"aud": "another-program"}), "claim_aud"),
    "for us and others, passed on": Forged(
        Lies(claims={"aud": [CLIENT_ID, "another-program"], "azp": "another-program"}), "claim_azp"
    ),
    "no audience": Forged(Lies(without=("aud",)), "claim_aud"),
    "no longer good": Forged(Lies(claims={"exp": NOW - 3600, "iat": NOW - 7200}), "claim_exp"),
    "no end": Forged(Lies(without=("exp",)), "claim_exp"),
    "not good yet": Forged(Lies(claims={"nbf": NOW + 7200}), "claim_nbf"),
    "of another issuer": Forged(Lies(claims={"iss": "https://evil.example.org"}), "claim_iss"),
    "no issuer": Forged(Lies(without=("iss",)), "claim_iss"),
    "about nobody": Forged(Lies(without=("sub",)), "claim_sub"),
    "signed by somebody else": Forged(Lies(key="other"), "signature"),
    "signed with a key nobody published": Forged(Lies(key="other", kid="third"), "signature"),
    "not signed": Forged(Lies(algorithm="none"), "signature"),
    "a hash of another token": Forged(Lies(claims={"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}), "claim_at_hash"),
    "no token": Forged(Lies(not_a_token="not.a.token"), "signature"),
    "told to be another provider": Forged(Lies(back_from="https://evil.example.org"), "issuer"),
    "the state of another journey": Forged(Lies(state="y" * 43), "state"),
}


def nobody_is_in(browser: FlaskClient, store: ContactsStore) -> bool:
    with store.reading() as session:
        made = accounts.everybody(session)
    return browser.get("/staff/").status_code == 302 and not made


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_answer_gets_nobody_in(
    client: FlaskClient,
    house: CouncilHouse,
    store: ContactsStore,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    house.lies = FORGED[name].lies
    answer = travel(client)
    assert answer.status_code == 400
    assert "could not be trusted" in answer.get_data(as_text=True)
    assert nobody_is_in(client, store)
    said = capsys.readouterr().err
    assert f'"why": "{FORGED[name].why}"' in said
    assert "riya" not in said and "0042" not in said


def test_a_public_key_is_no_shared_secret(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    house.lies = Lies(algorithm="HS256")
    assert travel(client).status_code == 400
    assert nobody_is_in(client, store)


def journey(browser: FlaskClient) -> str:
    """The address at which the provider sends somebody back."""
    there = browser.get(OUT).location
    return httpx.get(there, trust_env=False).headers["Location"].removeprefix(PUBLIC)


def test_a_code_is_good_once(
    app: Flask, client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    back = journey(client)
    with client.session_transaction() as session:
        kept = dict(session)
    assert client.get(back).status_code == 303
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(kept)  # even with everything that the session held
    assert thief.get(back).status_code == 400
    assert thief.get("/staff/").status_code == 302


def test_a_way_back_works_in_the_browser_that_went_alone(
    app: Flask, client: FlaskClient, store: ContactsStore
) -> None:
    back = journey(client)
    victim = app.test_client()
    for _ in range(2):
        assert victim.get(back).status_code == 400
        victim.get(OUT)  # on a journey of their own, with another state
    assert nobody_is_in(victim, store)


def test_the_way_back_is_gone_once_used(client: FlaskClient, house: CouncilHouse) -> None:
    back = journey(client)
    assert client.get(back).status_code == 303
    again = client.get(back)
    assert again.status_code == 400 and "used already" in again.get_data(as_text=True)


def test_a_stolen_code_is_nothing_without_its_verifier(
    app: Flask, client: FlaskClient, store: ContactsStore
) -> None:
    """PKCE: the thief brings the victim's code on a journey of their own."""
    code = journey(client).split("code=")[1].split("&")[0]
    thief = app.test_client()
    thief.get(OUT)
    with thief.session_transaction() as session:
        state = session["council"]["state"]
    assert thief.get(f"{BACK}?code={code}&state={state}").status_code == 400
    assert nobody_is_in(thief, store)


def test_a_journey_of_more_than_ten_minutes_is_over(client: FlaskClient, store: ContactsStore) -> None:
    back = journey(client)
    with client.session_transaction() as session:
        session["council"] = {**session["council"], "began": session["council"]["began"] - 601}
    assert "longer than ten minutes" in client.get(back).get_data(as_text=True)
    assert nobody_is_in(client, store)


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x", "?error=server_error", "?code=x&state=" + "é" * 9]
)
def test_an_answer_that_nobody_asked_for(client: FlaskClient, store: ContactsStore, query: str) -> None:
    assert client.get(BACK + query).status_code == 400
    client.get(OUT)
    assert client.get(BACK + query).status_code == 400
    assert nobody_is_in(client, store)


def test_what_is_told_beside_the_token_must_be_about_the_same_person(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    house.groups_in = "person"
    house.lies = Lies(told_beside={"sub": "somebody-else", "groups": ["asc-admins"]})
    assert travel(client).status_code == 400
    assert nobody_is_in(client, store)


def test_a_description_of_another_issuer_is_not_followed(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    house.issuer = "https://evil.example.org"
    assert client.get(OUT).status_code == 400
    assert nobody_is_in(client, store)


def test_a_new_key_is_found_and_other_ways_of_signing_are_known(
    client: FlaskClient, house: CouncilHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert travel(client).status_code == 303
    monkeypatch.setattr("web.sign_in.published._KEYS_AGAIN_SECONDS", -1.0)
    house.key = elliptic_key()
    house.lies = Lies(algorithm="ES256")
    assert travel(client).status_code == 303


def test_an_unknown_key_does_not_make_us_ask_without_end(client: FlaskClient, house: CouncilHouse) -> None:
    house.lies = Lies(key="other", kid="third")
    for _ in range(4):
        travel(client)
    assert house.asked.count("/keys") == 1
    assert house.asked.count("/.well-known/openid-configuration") == 1


def test_a_secret_may_go_in_the_body_where_the_provider_wants_it(
    client: FlaskClient, house: CouncilHouse
) -> None:
    house.client.way = "client_secret_post"
    assert travel(client).status_code == 303


def test_a_long_name_and_odd_groups_do_no_harm(
    client: FlaskClient, house: CouncilHouse, store: ContactsStore
) -> None:
    odd: Any = [1, None, {"asc-admins": True}, "asc advisers"]
    house.here = Person("5", "<b>" + "x" * 300, odd)
    assert travel(client).status_code == 303
    shown = client.get("/staff/").get_data(as_text=True)
    assert "<b>x" not in shown
    with store.reading() as session:
        assert [len(each.name) for each in accounts.everybody(session)] == [64]
