"""Why a person gets the conversation, and which words go with it."""

from typing import Any

import pytest

from bot.actions.changing import last_answered
from bot.actions.hand_over import why, words_for
from bot.actions.offering import outcome_of
from bot.actions.turn import Turn
from bot.listening.said import Said


def turn(intent: str = "affirm", **slots: Any) -> Turn:
    message = Said("words", intent, {}, None, "web", 1.0)
    return Turn("rosa-1", [message], slots, None, frozenset(), (), [])


@pytest.mark.parametrize(
    ("now", "reason", "request_id"),
    [
        (turn("request_assessment"), "request", "request_assessment"),
        (turn("request_talk_to_person", outcome="not_enough"), "request", "talk_to_person"),
        (turn("risk_urgent"), "risk", None),
        (turn(outcome="person", offer_reason="risk"), "risk", None),
        (turn(outcome="person", offer_reason="other", found=False), "no_match", None),
        (turn(outcome="person", offer_reason="other"), "other", None),
        (turn("deny", outcome="not_enough", found=True), "not_enough", None),
    ],
)
def test_the_reason(now: Turn, reason: str, request_id: str | None) -> None:
    assert why(now) == (reason, request_id)


@pytest.mark.parametrize(
    ("reason", "request_id", "words"),
    [
        ("request", "request_assessment", "utter_handed_over_request_assessment"),
        ("request", "complaint", "utter_handed_over_request_complaint"),
        ("risk", None, "utter_handed_over_risk"),
        ("no_match", None, "utter_handed_over_other"),
    ],
)
def test_the_words(reason: str, request_id: str | None, words: str) -> None:
    assert words_for(reason, request_id) == words


@pytest.mark.parametrize(
    ("slots", "outcome"),
    [
        ({"enough": "yes"}, "enough"),
        ({"enough": "no"}, "not_enough"),
        ({"enough": "unsure"}, "unsure"),
        ({"look_meanwhile": "yes"}, "look"),
        ({"look_meanwhile": "no", "enough": "yes"}, "leave"),
        ({"wants_person": "yes"}, "person"),
        ({"wants_person": "carry_on", "offer_reason": "risk"}, "carry_on"),
        ({"wants_person": "no", "offer_reason": "other"}, "no_person"),
    ],
)
def test_the_outcome(slots: dict[str, str], outcome: str) -> None:
    assert outcome_of(turn(**slots)) == outcome


def test_going_back_opens_the_question_before() -> None:
    asked = [
        {"event": "slot", "name": "requested_slot", "value": name}
        for name in ("situation", "matters", "place")
    ]
    assert last_answered(asked, "place") == "matters"
    assert last_answered(asked[:1], "situation") is None
