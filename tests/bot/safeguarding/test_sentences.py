"""A danger told in one sentence of several is heard, whatever stands beside it."""

import json
from functools import cache
from pathlib import Path

import pytest

from bot.safeguarding.concern import LIKE_EXAMPLES
from bot.safeguarding.screen import Finding, Level
from bot.safeguarding.sentences import MOST_SENTENCES, sentences, with_alerts
from bot.settings import BotSettings
from bot.understand import Understander

# Written while sentences were thought about: they guard what was gained, and measure nothing.
TOLD = Path(__file__).with_name("several_sentences.jsonl")
BESIDE = (
    "",
    " I want someone to come and assess her.",
    " She lives at DN15 6NL. Thank you for your help.",
    " She likes bingo. Could somebody ring me after five?",
)


@cache
def understander() -> Understander:
    return Understander.load(BotSettings.from_env().build_dir)


def test_a_message_of_one_sentence_has_no_parts() -> None:
    assert sentences("my mum keeps falling") == []
    assert sentences("Hello. Yes.") == [], "nor has one whose other sentences say nothing"


def test_sentences_end_at_their_marks_and_at_the_line() -> None:
    assert sentences("Mum is 84. She keeps falling!\nI am worn out") == [
        "Mum is 84.",
        "She keeps falling!",
        "I am worn out",
    ]


def test_of_very_many_sentences_the_last_are_read() -> None:
    many = sentences("She is very well. " * 500 + "She is not breathing now.")
    assert len(many) == MOST_SENTENCES and many[-1] == "She is not breathing now."


def test_an_alert_of_a_sentence_takes_the_place_of_a_check() -> None:
    check, alert = Finding("fall_now", Level.CHECK, "one"), Finding("fall_now", Level.URGENT, "other")
    fire = Finding("fire_gas_co", Level.EMERGENCY, "third")
    assert with_alerts([check], [alert, fire]) == (fire, alert)
    assert with_alerts([alert], [Finding("fall_now", Level.PRIORITY, "late")]) == (alert,)


@pytest.mark.parametrize("beside", BESIDE)
def test_what_stands_beside_an_abuse_does_not_hide_it(beside: str) -> None:
    said = f"My brother takes her money and shouts at her.{beside}"
    risk = understander().understand(said).risk
    assert risk is not None and risk.level.is_alert and risk.category == "abuse_or_neglect_of_adult"
    assert any(each.level.is_alert for each in understander().risks_in(said))


def test_sentences_alert_by_rules_and_not_by_likeness_alone() -> None:
    told = [json.loads(line)["text"] for line in TOLD.read_text(encoding="utf-8").splitlines()]
    raised = [each for text in told for each in understander().alerts_in_sentences(text, "en")]
    assert raised and not any(each.rule.endswith(LIKE_EXAMPLES) for each in raised)


def test_long_messages_are_heard_and_ordinary_ones_left_alone() -> None:
    rows = [json.loads(line) for line in TOLD.read_text(encoding="utf-8").splitlines()]
    risks = [(row["danger"], understander().understand(row["text"]).risk) for row in rows]
    heard = [risk for danger, risk in risks if danger]
    false = [risk for danger, risk in risks if not danger and risk is not None and risk.level.is_alert]
    assert sum(risk is not None for risk in heard) == len(heard)
    assert sum(risk is not None and risk.level.is_alert for risk in heard) >= len(heard) - 2
    assert false == []
