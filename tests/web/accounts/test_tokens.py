"""Tokens of programs: a name, an end, a last use; listed, shut, and counted each for itself."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import post, store_of
from tests.web.sign_in.conftest import SignIn
from web.app import create_app
from web.clock import now
from web.database import ContactsStore
from web.models.api_token import ApiToken
from web.models.staff import Role
from web.settings import WebSettings
from web.store import api_tokens

TOKENS = "/staff/accounts/tokens"


@pytest.fixture
def ada(signed_in: SignIn) -> FlaskClient:
    return signed_in("ada")


def ask(app: Flask, words: str, line: str = "192.0.2.1") -> int:
    """The status a program gets: 503 means that it was let through, to a site without a recogniser."""
    answer = app.test_client().post(
        "/api/understand",
        json={"text": "hello"},
        headers={"Authorization": f"Bearer {words}"},
        environ_base={"REMOTE_ADDR": line},
    )
    return answer.status_code


def make(ada: FlaskClient, **fields: str) -> str:
    shown = post(ada, TOKENS, page=TOKENS, **fields).get_data(as_text=True)
    found = re.search(r'<code class="key">(signpost_[\w-]+)</code>', shown)
    assert found, shown
    return found[1]


def test_it_works(ada: FlaskClient, app: Flask, store: ContactsStore) -> None:
    words = make(ada, name="Case system", role="adviser", days="30")
    assert ask(app, words) == 503
    shown = ada.get(TOKENS).get_data(as_text=True)
    assert "Case system" in shown and words not in shown and "never" not in shown
    assert post(ada, f"{TOKENS}/1/revoke", page=TOKENS).location == TOKENS
    assert ask(app, words) == 401
    assert post(ada, f"{TOKENS}/1/revoke", page=TOKENS).location == TOKENS
    assert post(ada, f"{TOKENS}/2/revoke", page=TOKENS).status_code == 404


def test_its_end_is_its_end(app: Flask, store: ContactsStore) -> None:
    with store.writing() as session:
        ended = api_tokens.create(session, Role.ADVISER, expires_at=now() - timedelta(seconds=1))[1]
        good = api_tokens.create(session, Role.ADVISER, expires_at=now() + timedelta(minutes=5))[1]
    assert (ask(app, ended), ask(app, good)) == (401, 503)


def test_its_last_use_is_kept_to_the_hour(app: Flask, store: ContactsStore) -> None:
    with store.writing() as session:
        words = api_tokens.create(session, Role.ADVISER)[1]
    ask(app, words)
    with store.reading() as session:
        first = session.get_one(ApiToken, 1).last_used_at
    ask(app, words)
    with store.writing() as session:
        token = session.get_one(ApiToken, 1)
        assert first is not None and token.last_used_at == first
        token.last_used_at = now() - timedelta(hours=2)
    ask(app, words)
    with store.reading() as session:
        assert session.get_one(ApiToken, 1).last_used_at > first  # type: ignore[operator]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "role": "adviser", "days": "30"}, "which program"),
        ({"name": "x", "role": "", "days": "30"}, "Choose a role"),
        ({"name": "x", "role": "adviser", "days": "0"}, "from 1 to 3650"),
        ({"name": "x", "role": "adviser", "days": "3651"}, "from 1 to 3650"),
        ({"name": "x", "role": "adviser", "days": "soon"}, "from 1 to 3650"),
    ],
)
def test_what_will_not_do_is_said(ada: FlaskClient, fields: dict[str, str], said: str) -> None:
    answer = post(ada, TOKENS, page=TOKENS, **fields)
    assert answer.status_code == 422 and said in answer.get_data(as_text=True)
    assert "There is none yet" in answer.get_data(as_text=True)


def test_each_counts_for_itself_from_wherever_it_comes(app: Flask, settings: WebSettings) -> None:
    narrow = replace(settings, limits=replace(settings.limits, tokens="3 per minute"))
    narrowed = create_app(narrow, store=store_of(app))
    with store_of(app).writing() as session:
        one, other = (api_tokens.create(session, Role.ADVISER)[1] for _ in range(2))
    assert [ask(narrowed, one, f"192.0.2.{number}") for number in range(4)] == [503, 503, 503, 429]
    assert ask(narrowed, other, "192.0.2.1") == 503


def test_a_program_takes_the_places_of_conversations(app: Flask, settings: WebSettings) -> None:
    """While one is answered, a second from the same line waits: it costs what a turn of a chat costs."""
    tight = replace(settings, limits=replace(settings.limits, chat_in_flight_per_address=1))
    busy = create_app(tight, store=store_of(app))
    with store_of(app).writing() as session:
        words = api_tokens.create(session, Role.ADVISER)[1]
    inside: list[int] = []

    @busy.before_request
    def meanwhile() -> None:
        if not inside:
            inside.append(0)
            inside[0] = busy.test_client().post("/api/chat", json={"text": "hello"}).status_code
            inside.append(ask(busy, words))

    assert ask(busy, words, "127.0.0.1") == 503
    assert inside == [429, 503]
