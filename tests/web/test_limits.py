"""Limits by line: everything counts, one line cannot take every place, and the bot is never turned away."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.secrets import read_or_create
from tests.web.conftest import store_of
from web.app import create_app
from web.security.addresses import line_of
from web.settings import Limits, WebSettings


@pytest.fixture
def app(settings: WebSettings) -> Iterator[Flask]:
    """A site that allows three pages, two requests and one turn of a conversation at a time."""
    tight = Limits(pages="3 per minute", in_flight_per_address=2, chat_in_flight_per_address=1)
    made = create_app(replace(settings, limits=tight))
    yield made
    store_of(made).close()


@pytest.mark.parametrize("page", ["/no-such-page", "/static/css/base.css", "/.env", "/privacy"])
def test_every_address_of_ours_counts(client: FlaskClient, page: str) -> None:
    answers = [client.get(page, buffered=True) for _ in range(4)]
    assert 429 not in [each.status_code for each in answers[:3]]
    assert not any("Retry-After" in each.headers for each in answers[:3] if each.status_code == 200)
    assert answers[3].status_code == 429
    assert int(answers[3].headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("fe80::1%eth0", "fe80::"),
        (None, "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_a_line_is_counted_once(address: str | None, line: str) -> None:
    assert line_of(address) == line


def test_a_line_of_ipv6_has_one_rate(app: Flask) -> None:
    statuses = []
    for number in range(4):
        browser = app.test_client()
        answer = browser.get("/privacy", environ_base={"REMOTE_ADDR": f"2001:db8::{number}"})
        statuses.append(answer.status_code)
    assert statuses == [200, 200, 200, 429]


def test_a_line_holds_so_many_conversations_at_once(app: Flask) -> None:
    inside: list[tuple[int, int, int]] = []

    @app.before_request
    def meanwhile() -> None:
        # While one turn is under way: another of the same line, a page of it, and another line's turn.
        if not inside:
            inside.append((0, 0, 0))
            inside[0] = (turn(app).status_code, page(app), turn(app, "192.0.2.9").status_code)

    assert turn(app).status_code == 415
    busy, served, others = inside[0]
    assert (busy, served, others) == (429, 200, 415)
    assert turn(app).status_code == 415, "a place that was left is free again"


@pytest.mark.parametrize(
    ("asked", "line", "status"),
    [
        ("v3/services?full=true", "192.0.2.1", 429),
        ("v3/organizations?full_service=true", "192.0.2.1", 429),
        ("v1/services", "192.0.2.1", 429),
        ("v3/services?full=false", "192.0.2.1", 503),  # let through: there is no directory behind this site
        ("v3/services?full=true", "192.0.2.9", 503),
    ],
)
def test_a_line_holds_two_whole_lists_at_once(
    settings: WebSettings, asked: str, line: str, status: int
) -> None:
    app = create_app(settings)
    under_way: list[int] = []

    def ask(address: str, line: str = "192.0.2.1") -> int:
        client = app.test_client()
        return client.get(f"/open-referral/{address}", environ_base={"REMOTE_ADDR": line}).status_code

    @app.before_request
    def meanwhile() -> None:
        # The first whole list asks for the second, and the second for what is tried.
        under_way.append(0)
        if len(under_way) == 1:
            under_way.append(ask("v3/services?full=true"))
        elif len(under_way) == 2:
            under_way.append(ask(asked, line))

    ask("v3/services?full=true")
    assert under_way == [0, 0, *([0] if status == 503 else []), status, 503]
    store_of(app).close()


def test_the_bot_is_not_counted(app: Flask, settings: WebSettings) -> None:
    token = read_or_create(settings.secrets_dir / "handoff_token")
    inside: list[int] = []

    @app.before_request
    def meanwhile() -> None:
        if len(inside) < 5:
            inside.append(0)
            headers = {"Authorization": f"Bearer {token}"}
            inside.append(app.test_client().post("/api/handoffs", headers=headers).status_code)

    assert turn(app).status_code == 415
    assert 429 not in inside


def turn(app: Flask, address: str = "192.0.2.1") -> TestResponse:
    return app.test_client().post("/api/chat", environ_base={"REMOTE_ADDR": address})


def page(app: Flask) -> int:
    return app.test_client().get("/privacy", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "help.example.org"])
def test_the_bot_and_the_launcher_reach_a_site_with_a_name(settings: WebSettings, host: str) -> None:
    made = create_app(replace(settings, trusted_hosts=("help.example.org",)))
    answers = [
        made.test_client().get("/health", headers={"Host": name}) for name in (host, "evil.example.org")
    ]
    store_of(made).close()
    assert [each.status_code for each in answers] == [200, 400]
