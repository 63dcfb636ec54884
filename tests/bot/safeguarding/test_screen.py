"""What is heard, what is not, in what order, and how quickly, whatever is typed."""

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safeguarding.screen import Level
from tests.rules_read_once import the_screen

RISKS = Path(__file__).parents[4] / "shared" / "data" / "risks.yml"
SCREEN = the_screen()


def _shared(kind: str) -> list[tuple[str, str, str]]:
    if not RISKS.exists():
        return []
    rows = yaml.safe_load(RISKS.read_text(encoding="utf-8"))["risk_categories"]
    return [(row["id"], row["level"], words) for row in rows for words in row[kind]]


@pytest.mark.skipif(not RISKS.exists(), reason="the shared risks.yml is not beside this checkout")
def test_every_agreed_phrase_raises_its_category_or_one_as_urgent() -> None:
    missed = [
        (category, words)
        for category, level, words in _shared("phrases")
        if not any(
            found.level.is_alert and (found.category == category or found.level.rank <= Level(level).rank)
            for found in SCREEN.all_findings(words)
        )
    ]

    assert missed == []


@pytest.mark.skipif(not RISKS.exists(), reason="the shared risks.yml is not beside this checkout")
def test_no_agreed_counter_example_raises_an_alert() -> None:
    alerted = [
        (category, words, found.rule)
        for category, _, words in _shared("not")
        for found in SCREEN.all_findings(words)
        if found.level.is_alert
    ]

    assert alerted == []


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("I WANT TO DIE", "suicide_self_harm"),
        ("i want to dieeeee", "suicide_self_harm"),
        ("having sui cide thoughts", "suicide_self_harm"),
        ("su1cide thoughts", "suicide_self_harm"),
        ("she can\u2019t breathe", "medical_emergency"),
        ("he's got a 🔪 at my throat", "violence_now"),
        ("need a grab rail, also I've stopped seeing the point", "suicide_self_harm"),
        ("does the council do blue badges and also my mum hit me", "domestic_abuse"),
        ("she fell last year. she is on the floor now and i cant lift her", "fall_now"),
    ],
)
def test_hears_through_spelling_case_pictures_and_other_talk(words: str, category: str) -> None:
    assert category in {found.category for found in SCREEN.all_findings(words) if found.level.is_alert}


@pytest.mark.parametrize(
    "words",
    [
        "hello",
        "where is the lunch club",
        "she fell last year and broke her hip",
        "is there a falls class",
        "",
    ],
)
def test_raises_no_alert_for(words: str) -> None:
    found = SCREEN.screen(words)

    assert found is None or not found.level.is_alert


def test_tiredness_without_danger_is_a_check_at_most() -> None:
    found = SCREEN.screen("I'm worn out")

    assert found is None or (found.category, found.level) == ("carer_breakdown", Level.CHECK)


def test_the_most_urgent_is_named_first() -> None:
    found = SCREEN.all_findings("no food in the house and he is hitting me")

    assert found[0].category == "violence_now"
    assert [f.level.rank for f in found] == sorted(f.level.rank for f in found)


def test_a_habit_of_wandering_is_priority_and_somebody_missing_is_an_emergency() -> None:
    habit = SCREEN.screen("milkman found him up the bypass in his pyjamas yesterday")
    missing = SCREEN.screen("mum has gone missing")

    assert habit is not None and habit.level is Level.PRIORITY
    assert missing is not None and missing.level is Level.EMERGENCY


@pytest.mark.parametrize(
    "words",
    [
        "a" * 10_000,
        "he he he " * 1_100,
        "my mum s on the " * 600,
        "( " * 5_000,
        "i want to " * 1_000,
        "\u0301" * 10_000,
    ],
)
def test_ten_thousand_characters_do_not_hold_it_up(words: str) -> None:
    started = time.perf_counter()
    SCREEN.screen(words)

    assert time.perf_counter() - started < 2.0


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_anything_at_all_can_be_screened_and_the_answer_is_the_same_twice(words: str) -> None:
    assert SCREEN.screen(words) == SCREEN.screen(words)
