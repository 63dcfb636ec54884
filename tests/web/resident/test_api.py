"""POST /api/chat refuses what it cannot take, each in the one JSON shape of errors."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.loopback_rasa import LoopbackRasa


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "empty"),
        ({"text": "   "}, 422, "empty"),
        ({"text": "///"}, 422, "empty"),
        ({"text": "\u0000\u0007"}, 422, "empty"),
        ({"text": "a" * 4001}, 422, "too_long"),
        ({"text": 7}, 422, "bad_field"),
        ({"text": None}, 422, "bad_field"),
        ({"text": "hello", "colour": "red"}, 422, "bad_field"),
        ({"text": "hello", "conversation_id": "A" * 32}, 404, "unknown_conversation"),
        ({"text": "hello", "conversation_id": "' or 1=1"}, 404, "unknown_conversation"),
        (["hello"], 400, "bad_json"),
    ],
)
def test_a_refusal(rosa: FlaskClient, rasa: LoopbackRasa, body: Any, status: int, code: str) -> None:
    answer = rosa.post("/api/chat", json=body)
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["error"]["code"] == code
    assert answer.json["error"]["message"]
    assert rasa.heard == []


def test_broken_json(rosa: FlaskClient) -> None:
    answer = rosa.post("/api/chat", data="{", content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_json")  # type: ignore[index]


def test_not_json(rosa: FlaskClient) -> None:
    answer = rosa.post("/api/chat", data={"text": "hello"})
    assert (answer.status_code, answer.json["error"]["code"]) == (415, "not_json")  # type: ignore[index]


def test_far_too_much(rosa: FlaskClient) -> None:
    answer = rosa.post("/api/chat", data=b" " * 70_000, content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_large")  # type: ignore[index]


def test_the_longest_message_is_taken_whole(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    assert rosa.post("/api/chat", json={"text": "é" * 4000}).status_code == 200
    assert rasa.heard[0]["message"] == "é" * 4000


def test_it_sets_no_cookie(rosa: FlaskClient) -> None:
    assert "Set-Cookie" not in rosa.post("/api/chat", json={"text": "hello"}).headers
