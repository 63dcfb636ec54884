"""POST /api/understand: signed-in staff and programs with a token are answered; nothing is kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.understand import Understander
from directory.needs.heard import HeardNeed
from tests.rules_read_once import the_requests, the_scope, the_screen
from tests.web.conftest import store_of
from web.app import create_app
from web.database import ContactsStore
from web.models.contact import Contact
from web.models.staff import Role
from web.settings import WebSettings
from web.store import api_tokens

SignIn = Callable[[str], FlaskClient]


class _NoNeeds:
    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        return ()


@pytest.fixture(scope="module")
def understander() -> Understander:
    """Reading the rules takes seconds, and nothing changes them: once is enough for every test here."""
    return Understander(the_screen(), the_requests(), _NoNeeds(), the_scope())


@pytest.fixture
def app(settings: WebSettings, understander: Understander) -> Iterator[Flask]:
    made = create_app(settings, understander=understander)
    yield made
    store_of(made).close()


@pytest.fixture
def token(store: ContactsStore) -> str:
    with store.writing() as session:
        return api_tokens.create(session, Role.ADVISER)[1]


def ask(client: FlaskClient, text: Any, token: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post("/api/understand", json={"text": text}, headers=headers)


def test_a_program_with_a_token_is_told_what_is_made_of_a_message(client: FlaskClient, token: str) -> None:
    answer = ask(client, "mum is on the floor and I cant lift her", token)
    assert answer.status_code == 200
    assert set(answer.json) == {"risk", "request", "needs", "out_of_scope", "language"}
    assert set(answer.json["risk"]) == {"category", "level", "rule"}
    assert (answer.json["risk"]["category"], answer.json["risk"]["level"]) == ("fall_now", "emergency")


def test_a_request_is_named_and_no_risk_is_null(client: FlaskClient, token: str) -> None:
    answer = ask(client, "I want to talk to a real person please", token).json
    assert (answer["risk"], answer["request"], answer["out_of_scope"]) == (None, "talk_to_person", False)


def test_signed_in_staff_need_no_token(signed_in: SignIn) -> None:
    assert ask(signed_in("grace"), "hello there").status_code == 200


@pytest.mark.parametrize("token", [None, "wrong", "signpost_" + "A" * 43])
def test_nobody_else_is_answered(client: FlaskClient, token: str | None) -> None:
    answer = ask(client, "hello there", token)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json["error"]["message"]


def test_a_wrong_token_is_not_made_good_by_a_sign_in(signed_in: SignIn) -> None:
    assert ask(signed_in("grace"), "hello there", "wrong").status_code == 401


def test_a_token_that_was_revoked_opens_nothing(client: FlaskClient, store: ContactsStore) -> None:
    with store.writing() as session:
        made, words = api_tokens.create(session, Role.ADVISER)
        api_tokens.revoke(session, made.id)
        assert api_tokens.revoke(session, made.id)  # again is no mistake
        assert not api_tokens.revoke(session, made.id + 1)
    assert ask(client, "hello there", words).status_code == 401


def test_a_token_opens_this_and_no_page_of_the_staff(client: FlaskClient, token: str) -> None:
    answer = client.get("/staff/numbers", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, "/staff/sign-in" in answer.headers["Location"]) == (302, True)


def test_a_program_with_a_token_is_not_held_to_the_limit_of_one_household(
    settings: WebSettings, token: str, app: Flask
) -> None:
    narrow = replace(settings, limits=replace(settings.limits, chat="2 per minute"))
    narrowed = create_app(narrow, understander=app.extensions["signpost"].understander)
    assert [ask(narrowed.test_client(), "hello there", token).status_code for _ in range(5)] == [200] * 5
    assert [ask(narrowed.test_client(), "hello").status_code for _ in range(3)] == [401, 401, 429]
    store_of(narrowed).close()


def test_a_token_gives_no_more_tries_of_a_password(app: Flask, settings: WebSettings, token: str) -> None:
    narrow = replace(settings, limits=replace(settings.limits, sign_in="2 per minute"))
    narrowed = create_app(narrow, understander=app.extensions["signpost"].understander)
    narrowed.config["WTF_CSRF_ENABLED"] = False
    headers = {"Authorization": f"Bearer {token}"}
    tried = [narrowed.test_client().post("/staff/sign-in", data={}, headers=headers) for _ in range(3)]
    assert [each.status_code for each in tried] == [401, 401, 429]
    store_of(narrowed).close()


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"text": "  "}, 422, "empty", "text"),
        ({"text": 3}, 422, "bad_field", "text"),
        ({}, 422, "bad_field", "text"),
        ({"text": "hello", "who": "me"}, 422, "bad_field", "who"),
        ({"text": "a" * 4001}, 422, "too_long", "text"),
        (["hello"], 400, "bad_json", None),
    ],
)
def test_what_cannot_be_taken_is_said(
    client: FlaskClient, token: str, body: Any, status: int, code: str, field: str | None
) -> None:
    answer: Any = client.post("/api/understand", json=body, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert [each["field"] for each in answer.json["error"]["fields"]] == ([field] if field else [])


def test_nothing_is_kept(client: FlaskClient, token: str, store: ContactsStore) -> None:
    ask(client, "my husband hits me", token)
    with store.reading() as session:
        assert session.query(Contact).count() == 0
