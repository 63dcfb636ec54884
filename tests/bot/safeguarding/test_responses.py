"""What is said: action first, a number to ring, nothing promised, in every category."""

import re
from pathlib import Path

import pytest

from bot.safeguarding.responses import CouncilLines, SafetyWords
from bot.safeguarding.screen import Finding, Level
from tests.rules_read_once import the_screen

WORDS = SafetyWords.load()
CATEGORIES = [file.outcome for file in the_screen().rulebook.files]
COUNCIL = CouncilLines(phone="01632 960100", emergency_duty="01632 960999")
BANNED = re.compile(
    r"commit suicide|secret|confidential|i understand how you feel|why did|prove", re.IGNORECASE
)


def said(category: str, level: Level = Level.URGENT, *, out_of_hours: bool = False) -> str:
    finding = Finding(category, level, f"{category}.test")
    return WORDS.for_finding(finding, out_of_hours=out_of_hours, council=COUNCIL).text


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_first_words_are_what_to_do(category: str) -> None:
    assert "999" in said(category).split("\n\n")[0]


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("level", [Level.URGENT, Level.CHECK])
def test_nothing_is_said_that_must_not_be(category: str, level: Level) -> None:
    assert not BANNED.search(said(category, level))


@pytest.mark.parametrize("category", CATEGORIES)
def test_999_can_be_rung_and_reached_without_speech(category: str) -> None:
    finding = Finding(category, Level.EMERGENCY, "x")
    numbers = WORDS.for_finding(finding, out_of_hours=False, council=COUNCIL).numbers

    assert numbers[0].tel == "999"
    assert numbers[0].text is not None and "18000" in numbers[0].text


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("out_of_hours", [True, False])
def test_each_number_is_told_once(category: str, *, out_of_hours: bool) -> None:
    finding = Finding(category, Level.URGENT, "x")
    message = WORDS.for_finding(finding, out_of_hours=out_of_hours, council=COUNCIL)
    told = "\n".join([message.text, *(f"{one.label}: {one.display}" for one in message.listed)])
    told = told.replace("the 999 BSL app", "")  # the name of another way, and no second telling
    for number in ("999", COUNCIL.emergency_duty, COUNCIL.phone):
        assert len(re.findall(rf"(?<!\d)(?<!\d ){number}(?! ?\d)", told)) <= 1, (category, number, told)
    assert "999" in told


def test_out_of_hours_names_the_emergency_duty_team() -> None:
    assert "01632 960999" in said("carer_breakdown", out_of_hours=True)
    assert "01632 960999" not in said("carer_breakdown")


def test_without_a_duty_number_none_is_made_up() -> None:
    finding = Finding("carer_breakdown", Level.URGENT, "x")
    text = WORDS.for_finding(finding, out_of_hours=True, council=CouncilLines()).text

    assert "emergency duty team" in text
    assert "None" not in text


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("out_of_hours", [True, False])
def test_an_alert_asks_nothing_and_promises_no_day(category: str, *, out_of_hours: bool) -> None:
    words = said(category, out_of_hours=out_of_hours)

    assert "?" not in words
    assert "today" not in words.lower()
    assert "shall i" not in words.lower()


def test_a_check_asks_one_thing_and_no_more() -> None:
    for category in CATEGORIES:
        assert said(category, Level.CHECK).count("?") <= 1, category


def test_somebody_who_may_be_watched_is_shown_the_way_out() -> None:
    finding = Finding("domestic_abuse", Level.URGENT, "x")

    assert WORDS.for_finding(finding, out_of_hours=False, council=COUNCIL).quick_exit


def test_a_number_that_is_not_in_the_file_is_noticed(tmp_path: Path) -> None:
    words = SafetyWords({"categories": {"falls": {"check": "?", "check_numbers": ["nobody"]}}}, {})

    with pytest.raises(KeyError):
        words.for_finding(Finding("falls", Level.CHECK, "x"), out_of_hours=False, council=COUNCIL)


def test_whoever_is_deaf_is_told_how_to_reach_999_from_a_fire() -> None:
    finding = Finding("fire_gas_co", Level.EMERGENCY, "x")
    for again in (False, True):
        said = WORDS.for_finding(finding, out_of_hours=False, council=COUNCIL, again=again)
        assert "999 BSL app if you are deaf" in said.text
    assert "999 BSL app" in (WORDS.numbers["emergency"].text or "")
