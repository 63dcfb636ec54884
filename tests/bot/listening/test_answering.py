"""What an answer in somebody's own words comes to."""

import pytest

from bot.listening.alerts import alert_kind
from bot.listening.answering import (
    asks_who_is_told,
    is_weak_yes,
    not_by_phone,
    not_safe,
    wants_help,
    yes_or_no,
)


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("no, my husband reads my texts", "risk_urgent", False),
        ("no idea", "unsure", None),
        ("yes but only when he is out", "tell_situation", True),
        ("that would be fine", "affirm", True),
        ("I'd rather you didn't", "deny", False),
        ("nobody has come since Tuesday", "tell_situation", None),
        ("I don't know", "unsure", None),
    ],
)
def test_yes_or_no(text: str, intent: str, answer: bool | None) -> None:
    assert yes_or_no(text, intent) is answer


@pytest.mark.parametrize("text", ["can someone from the council come", "help me", "please send someone"])
def test_help_is_wanted(text: str) -> None:
    assert wants_help(text)


def test_the_way_they_must_not_be_reached() -> None:
    assert not_by_phone("please dont ring me he will see") and not_safe("please dont ring me he will see")
    assert not_by_phone("I don't want anybody to ring me") and not_by_phone("Nobody should ring")
    assert not not_by_phone("I want somebody to ring me")
    assert not not_by_phone("ring me after six") and not not_safe("mornings")


@pytest.mark.parametrize(
    "text", ["he checks my phone. will he know", "Will my husband find out?", "please don\u2019t tell him"]
)
def test_whether_somebody_at_home_is_told(text: str) -> None:
    assert asks_who_is_told(text)


@pytest.mark.parametrize(
    "text", ["he will know what to do", "I don't know", "can you tell me about lunch clubs"]
)
def test_what_asks_nothing_of_the_kind(text: str) -> None:
    assert not asks_who_is_told(text)


def test_ok_is_not_yes_while_somebody_must_ring_999() -> None:
    assert is_weak_yes("Ok.") and not is_weak_yes("yes please")


def test_what_an_alert_stays_with() -> None:
    assert alert_kind("medical_emergency") == "call_999"
    assert alert_kind("missing_or_wandering", "emergency") == "call_999"
    assert alert_kind("missing_or_wandering", "priority") == "other", "he keeps wandering is no 999 call"
    assert alert_kind("suicide_self_harm") == alert_kind("suicide_self_harm", "urgent") == "despair"
    assert alert_kind("homeless_tonight") == alert_kind(None) == "other"
