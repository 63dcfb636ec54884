"""The fresh messages measure: nothing may learn from them, and each says what it is."""

import json
from pathlib import Path

import bot.safeguarding.measure as measure
from bot.safeguarding.measure import read_bank
from bot.safeguarding.second_opinion.bank import load_bank
from tests.rules_read_once import the_requests, the_screen

FRESH = Path(measure.__file__).parent / "fresh"
FILES = sorted(FRESH.glob("*/risk-bank/*.jsonl"))
ROWS = [row for path in FILES for row in read_bank(path, "all")]


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_nothing_learns_from_them() -> None:
    assert len(ROWS) > 450
    learnt = {plain(example.text) for example in load_bank()}
    assert not {plain(row["text"]) for row in ROWS} & learnt


def test_no_rule_has_one_of_them_for_an_example() -> None:
    examples = {
        plain(text) for rule in the_screen().rulebook.rules() for text in (*rule.matches, *rule.must_not)
    }
    assert not {plain(row["text"]) for row in ROWS} & examples


def test_every_danger_and_every_request_is_there() -> None:
    dangers = {file.outcome for file in the_screen().rulebook.files}
    for part in ("plain", "sideways"):
        found = [row for path in FILES if path.parts[-3] == part for row in read_bank(path, "all")]
        assert {row["category"] for row in found if "category" in row} == dangers
        assert {row["intent"] for row in found if "intent" in row} == set(the_requests().order)


def test_a_part_that_is_not_there_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "risks.jsonl"
    assert read_bank(path, "all") == []
    path.write_text(json.dumps({"text": "he fell", "category": "fall_now"}) + "\n", encoding="utf-8")
    assert [row["text"] for row in read_bank(path, "all")] == ["he fell"]
