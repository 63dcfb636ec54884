"""Bins, noise and neighbours in everyday words are others' business; what somebody cannot do is ours."""

import pytest

from bot.patterns.rulebook import Rule
from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary
from tests.rules_read_once import the_scope

SCOPE = the_scope()
FILE = "everyday."
RULES: list[Rule] = [rule for rule in SCOPE.rulebook.rules() if rule.id.startswith(FILE)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_takes_its_errands_and_leaves_what_is_ours(rule: Rule) -> None:
    for text in rule.matches:
        assert rule.id in {met.id for met in SCOPE.rulebook.met_by(text)}, text
    for text in rule.must_not:
        assert not SCOPE.is_outside(text), text


def test_a_longer_message_tells_of_more_than_an_errand() -> None:
    errand = "the bins have not come"
    life = (
        "My husband always saw to everything and since March I hardly know what day it is, "
        "I eat toast stood up and "
        f"{errand} and I do not like to bother the young couple"
    )
    assert SCOPE.is_outside(errand)
    assert not SCOPE.is_outside(life)


def test_almost_no_situation_of_the_phrase_bank_is_taken() -> None:
    situations = [one.text for one in load_situations(Vocabulary.load())][::3]
    taken = [
        text for text in situations if any(met.id.startswith(FILE) for met in SCOPE.rulebook.met_by(text))
    ]
    assert len(situations) > 3000
    assert len(taken) <= 3, taken
