"""The order of what counts in a message: risk, request, scope, need, and then the learned act."""

from typing import Any

import pytest

from bot.components.heard_first import intent_heard

NEED = [{"id": "loneliness", "score": 0.6}]


@pytest.mark.parametrize(
    ("heard", "act", "share", "intent"),
    [
        ({}, "affirm", 0.4, "affirm"),
        ({"risk": {"level": "emergency"}, "request": "complaint"}, "affirm", 0.9, "risk_alert"),
        ({"risk": {"level": "priority"}}, "affirm", 0.9, "risk_alert"),
        ({"risk": {"level": "urgent"}}, "affirm", 0.9, "risk_urgent"),
        ({"risk": {"level": "check"}}, "tell_situation", 0.9, "tell_situation"),
        ({"request": "request_assessment"}, "greet", 0.9, "request_assessment"),
        ({"request": "talk_to_person", "out_of_scope": True}, "greet", 0.9, "request_talk_to_person"),
        ({"request": None, "needs": NEED}, "request_complaint", 0.5, "tell_situation"),
        ({"request": None}, "request_complaint", 0.5, "unclear"),
        ({"request": None}, "request_assessment", 0.95, "request_assessment"),
        ({"out_of_scope": True}, "unclear", 0.3, "out_of_scope"),
        ({"out_of_scope": True}, "affirm", 0.9, "affirm"),
        ({"needs": NEED}, "greet", 0.4, "tell_situation"),
        ({"needs": NEED}, "greet", 0.9, "greet"),
        ({"needs": NEED}, "ask_cost", 0.4, "ask_cost"),
        ({"risk": "nonsense", "needs": ["nonsense"]}, "greet", 0.4, "greet"),
    ],
)
def test_the_order(heard: dict[str, Any], act: str, share: float, intent: str) -> None:
    assert intent_heard(heard, act, share) == intent


def test_not_knowing_what_it_is_gives_way_to_a_need_however_sure_of_not_knowing() -> None:
    heard = {"needs": [{"id": "debt", "score": 0.9}]}
    assert intent_heard(heard, "unclear", 0.95, "I'm behind with my rent") == "tell_situation"


def test_someone_to_talk_to_is_company_where_screening_heard_no_request() -> None:
    heard = {"request": None, "needs": [{"id": "befriending", "score": 0.28}]}
    said = "I just need somebody to talk to"
    assert intent_heard(heard, "request_talk_to_person", 0.95, said) == "tell_situation"
    assert intent_heard({"request": None}, "request_talk_to_person", 0.95, "get me one of you") == (
        "request_talk_to_person"
    )


def test_a_short_errand_is_set_aside_however_like_a_telling() -> None:
    heard = {"out_of_scope": True, "needs": [{"id": "pets", "score": 0.99}]}
    assert intent_heard(heard, "tell_situation", 0.99, "dog barking all night") == "out_of_scope"
    assert intent_heard(heard, "unclear", 0.99, "the bins have not come") == "out_of_scope"
    assert intent_heard(heard, "unclear", 0.99, "Brigg") == "unclear"  # it may be an answer
    story = "there is a dog barking all night " * 3
    assert intent_heard(heard, "tell_situation", 0.99, story) == "tell_situation"
