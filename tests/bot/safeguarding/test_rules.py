"""Every rule keeps its own promises: its examples match, its counter-examples do not, and it has an owner."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.patterns.exceptions import RuleError
from bot.patterns.rulebook import Rulebook
from bot.safeguarding.screen import HERE, SIGN, Level, Screen
from tests.rules_read_once import the_screen

CATEGORIES = 18


@pytest.fixture(scope="module")
def screen() -> Screen:
    return the_screen()


def test_there_is_a_file_for_each_category_and_a_place_in_the_order(screen: Screen) -> None:
    order = yaml.safe_load((HERE / "order.yml").read_text(encoding="utf-8"))["order"]

    assert len(order) == CATEGORIES
    assert {file.outcome for file in screen.rulebook.files} == set(order)


def test_every_rule_matches_its_examples(screen: Screen) -> None:
    missed = [
        (rule.id, words)
        for rule in screen.rulebook.rules()
        for words in rule.matches
        if rule not in screen.rulebook.met_by(words)
    ]

    assert missed == []


def test_no_rule_matches_what_it_must_not(screen: Screen) -> None:
    wrong = [
        (rule.id, words)
        for rule in screen.rulebook.rules()
        for words in rule.must_not
        if rule in screen.rulebook.met_by(words)
    ]

    assert wrong == []


def test_every_category_has_an_owner_a_review_date_and_a_softer_tier(screen: Screen) -> None:
    for file in screen.rulebook.files:
        assert file.owner
        assert isinstance(file.review_date, date)
        levels = {rule.level for rule in file.rules}
        assert levels & {SIGN, Level.CHECK.value}, file.outcome
        assert levels & {level.value for level in Level if level.is_alert}, file.outcome
        assert levels <= {SIGN, *(level.value for level in Level)}, file.outcome
        assert 0.5 <= file.like_examples < 1, file.outcome


def test_a_rule_without_an_example_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "falls.yml").write_text(
        "owner: Nadia\nreview_date: 2027-05-01\nlevel: urgent\n"
        "rules:\n- id: fell\n  why: Somebody fell.\n  patterns: [fell over]\n",
        encoding="utf-8",
    )

    with pytest.raises(RuleError, match="falls.yml: rule fell says no matches"):
        Rulebook.load(tmp_path)
