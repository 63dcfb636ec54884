"""Anybody may read it, whoever has it already hears "not changed", and nobody is followed by a cookie."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from directory.database import SessionFactory, begin_writing
from directory.importing import import_file
from directory.models.signpost import DirectoryState
from directory.queries import state
from tests.directory.exporting.stores import close, new_store, publisher
from tests.directory.feeds import v3_service, write_feed
from tests.stores import Addresses
from web.app import create_app
from web.settings import WebSettings

URL = "/open-referral/v3/services"


@pytest.fixture
def store(tmp_path: Path, addresses: Addresses) -> Iterator[SessionFactory]:
    sessions = new_store(addresses)
    import_file(sessions, write_feed(tmp_path, [v3_service("a")]))
    change_clock(sessions, datetime.now(timezone.utc) - timedelta(hours=1))
    yield sessions
    close(sessions)


def change_clock(sessions: SessionFactory, moment: datetime) -> None:
    with begin_writing(sessions) as session:
        session.execute(update(DirectoryState).values(changed_at=moment))


@pytest.fixture
def reader(settings: WebSettings, store: SessionFactory) -> Iterator[FlaskClient]:
    made = create_app(settings, publisher=publisher(store))
    yield made.test_client()
    made.extensions["signpost"].store.close()


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (URL, 200),
        (f"{URL}/a", 200),
        ("/open-referral/v1/services", 200),
        (f"{URL}/none", 404),
        (f"{URL}?page=x", 400),
        ("/open-referral/v3/nothing-of-ours", 404),
        (f"{URL}/%00", 404),
    ],
)
def test_every_website_may_read_every_answer(reader: FlaskClient, url: str, status: int) -> None:
    answer = reader.get(url)
    assert answer.status_code == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.mimetype == "application/json"
    assert "Set-Cookie" not in answer.headers


def test_a_page_may_send_what_it_kept(reader: FlaskClient) -> None:
    asked = reader.options(URL, headers={"Access-Control-Request-Headers": "if-none-match"})
    assert asked.status_code == 200
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("kept", [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_not_changed_costs_no_body_until_something_changes(
    reader: FlaskClient, store: SessionFactory, kept: tuple[str, str]
) -> None:
    stamp, condition = kept
    first = reader.get(URL)
    again = reader.get(URL, headers={condition: first.headers[stamp]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    with begin_writing(store) as session:
        state.note_change(session)
    change_clock(store, datetime.now(timezone.utc) - timedelta(minutes=1))
    assert reader.get(URL, headers={condition: first.headers[stamp]}).status_code == 200


def test_another_question_has_another_stamp(reader: FlaskClient) -> None:
    stamps = {reader.get(f"{URL}{query}").headers["ETag"] for query in ("", "?page=2", "?full=true", "/a")}
    assert len(stamps) == 4


def test_a_change_of_this_very_second_has_no_date_to_be_mistaken_for(
    reader: FlaskClient, store: SessionFactory
) -> None:
    change_clock(store, datetime.now(timezone.utc))
    assert "Last-Modified" not in reader.get(URL).headers


def test_only_reading_is_possible(reader: FlaskClient) -> None:
    for method in ("post", "put", "delete", "patch"):
        answer: Any = getattr(reader, method)(URL)
        assert (answer.status_code, answer.json["error"]["code"]) == (405, "method_not_allowed")
        assert "GET" in answer.headers["Allow"]
    assert reader.head(URL).status_code == 200


def test_it_is_limited_by_a_rate_of_its_own(settings: WebSettings, store: SessionFactory) -> None:
    strict = replace(settings, limits=replace(settings.limits, open_data="3 per minute"))
    made: Flask = create_app(strict, publisher=publisher(store))
    statuses = [made.test_client().get(URL).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = made.test_client().get(URL)
    assert refused.headers["Retry-After"] and refused.headers["Access-Control-Allow-Origin"] == "*"
    assert made.test_client().get("/safety").status_code == 200
    made.extensions["signpost"].store.close()
