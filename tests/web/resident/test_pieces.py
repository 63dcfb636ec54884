"""The answer piece by piece: each as soon as it is kept, whole for who goes away, the same when repeated."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.loopback_rasa import LoopbackRasa
from tests.web.resident.conftest import a_service
from tests.web.resident.forms import hidden
from web.resident import kept

DANGER = "he is hitting me, please help"


def begin(browser: FlaskClient, text: str, fields: dict[str, str] | None = None) -> Any:
    """Send as the script does; the answer, not read yet."""
    fields = fields or hidden(browser.get("/"))
    return browser.post("/chat/turn", data={**fields, "text": text}, buffered=False)


def lines(answer: Any) -> Iterator[dict[str, Any]]:
    """Its pieces, as they come."""
    for line in answer.iter_encoded():
        yield json.loads(line)


def test_it_works(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    rasa.answers = [{"messages": [{"text": "Here is one."}, {"custom": {"services": [a_service()]}}]}]
    answer = begin(rosa, "falls")
    assert answer.headers["X-Accel-Buffering"] == "no" and answer.headers["Cache-Control"] == "no-store"
    found = list(lines(answer))
    assert [list(each) for each in found] == [["words"], ["answer"], ["more"], ["done"]]
    assert "falls" in found[0]["words"] and "Here is one." in found[1]["answer"]
    assert "Steady Steps" in found[2]["more"] and "Steady Steps" not in found[1]["answer"]


def test_safety_words_do_not_wait_for_the_dialogue(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    found = lines(begin(rosa, DANGER))
    assert "hitting" in next(found)["words"]
    first = next(found)
    assert "999" in first["answer"] and first["say"] is True
    assert rasa.heard == [], "the dialogue was not asked yet"
    assert "999" in rosa.get("/").text, "and what is shown is kept"
    rest = list(found)
    assert [list(each) for each in rest] == [["more"], ["done"]]
    assert "999" not in rest[0]["more"] and "Is this about you?" in rest[0]["more"]


def test_whoever_goes_away_is_heard_to_the_end(rosa: FlaskClient, rasa: LoopbackRasa) -> None:
    answer = begin(rosa, DANGER)
    found = lines(answer)
    next(found), next(found)
    answer.close()
    assert [each["message"] for each in rasa.heard] == [DANGER]
    assert "Is this about you?" in rosa.get("/").text


def test_after_a_break_the_same_words_get_the_same_whole_answer_once(
    rosa: FlaskClient, rasa: LoopbackRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = hidden(rosa.get("/"))
    with monkeypatch.context() as broken:
        broken.setattr(kept, "notice", lambda *_: 1 / 0)  # as if the process died before it kept the answer
        found = list(lines(begin(rosa, DANGER, fields)))
    assert [list(each) for each in found] == [["words"], ["answer", "say"]], "no end: the page asks again"
    again = list(lines(begin(rosa, DANGER, fields)))
    assert again[:2] == found and again[-1] == {"done": True}
    whole = list(lines(begin(rosa, DANGER, fields)))
    assert "999" in whole[1]["answer"] and "Is this about you?" in whole[1]["answer"]
    page = rosa.get("/").text
    assert page.count("hitting me") == 1 and page.count("message__words--safety") == 1


def test_a_refusal_comes_before_the_first_piece(rosa: FlaskClient) -> None:
    answer = begin(rosa, "  ")
    assert answer.status_code == 422 and "Type your message first." in answer.text


def test_the_conversation_is_free_again_afterwards(app: Flask, rosa: FlaskClient) -> None:
    begin(rosa, DANGER).close()
    assert list(lines(begin(rosa, "thank you")))[-1] == {"done": True}
