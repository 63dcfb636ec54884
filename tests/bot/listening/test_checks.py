"""The gentle question: when it is due, and what an answer to it means."""

import pytest
import yaml

from bot.listening.checks import CHECKS_FILE, check_for, confirmed, due_check
from bot.listening.said import Said
from bot.safeguarding.responses import HERE
from bot.safeguarding.screen import SIGN, Level
from tests.rules_read_once import the_screen

READ = yaml.safe_load(CHECKS_FILE.read_text(encoding="utf-8"))["categories"]
ASKED = yaml.safe_load((HERE / "responses.yml").read_text(encoding="utf-8"))["categories"]


def said(category: str, level: str = "check") -> Said:
    return Said("words", "tell_situation", {"risk": {"category": category, "level": level}}, None, "web", 1.0)


def test_every_question_of_the_safeguarding_lead_is_read_as_it_is_asked() -> None:
    """Changed there alone, a yes may mean the opposite of what is written here."""
    assert set(READ) == set(ASKED)
    for category, one in READ.items():
        assert one["asks"] in ASKED[category]["check"], category


def test_a_confirmed_check_is_no_more_urgent_than_what_the_rules_hear() -> None:
    worst: dict[str, int] = {}
    for rule in the_screen().rulebook.rules():
        if rule.level == SIGN:
            continue
        rank = Level(rule.level).rank
        worst[rule.outcome] = min(rank, worst.get(rule.outcome, rank))
    for category in READ:
        level = Level(confirmed(category)["level"])
        assert level.is_alert and level.rank >= worst[category], category


@pytest.mark.parametrize(
    ("category", "text", "intent", "is_so"),
    [
        ("fall_now", "yes", "affirm", True),
        ("fall_now", "yes, she is lying in the hall", "tell_situation", True),
        ("fall_now", "no", "deny", False),
        ("fall_now", "nobody is hurt", "unclear", False),
        ("fall_now", "that's what I needed", "that_helps", None),
        ("fall_now", "her garden", "strengths", None),
        ("suicide_self_harm", "yes", "affirm", False),
        ("suicide_self_harm", "not really", "deny", True),
        ("suicide_self_harm", "I don't know", "unsure", True),
        ("suicide_self_harm", "I\u2019m safe", "unclear", False),
        ("domestic_abuse", "not always", "unclear", True),
        ("domestic_abuse", "yes I do", "affirm", False),
        ("carer_breakdown", "not managing", "unclear", True),
        ("carer_breakdown", "managing", "unclear", False),
        ("carer_breakdown", "not too bad", "unclear", False),
        ("carer_breakdown", "badly", "unclear", True),
        ("carer_breakdown", "how much is that", "ask_cost", None),
        ("missing_or_wandering", "yes he's here now", "affirm", False),
        ("missing_or_wandering", "no", "deny", True),
        ("fire_gas_co", "no phone please", "deny", None),
        ("fire_gas_co", "No calls.", "contact_preference", None),
        ("fire_gas_co", "no, and no phone either", "deny", True),
        ("fire_gas_co", "no", "deny", True),
    ],
)
def test_what_an_answer_means(category: str, text: str, intent: str, is_so: bool | None) -> None:
    check = check_for(category)
    assert check is not None
    assert check.confirms(text, intent) is is_so


def test_it_is_due_once_and_not_where_there_is_an_alert_already() -> None:
    assert due_check([said("fall_now")], []) == "fall_now"
    assert due_check([said("fall_now")], ["fall_now"]) is None
    assert due_check([said("fall_now", "urgent"), said("fall_now")], []) is None
    assert due_check([said("domestic_abuse", "urgent"), said("fall_now")], []) == "fall_now"
    assert due_check([said("fall_now"), Said("ok", "affirm", {}, None, "web", 2.0)], []) is None
    assert due_check([said("no_such_thing")], []) is None
    assert due_check([], []) is None
