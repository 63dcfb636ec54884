"""The two-minute check: what answers mean, and what is looked for afterwards."""

from pathlib import Path

import pytest
import yaml

from bot.listening.day import FINE, HARD, NO, SKIPPED, YES, day
from directory.needs.vocabulary import Vocabulary

DOMAIN = yaml.safe_load((Path(__file__).parents[3] / "domain.yml").read_text(encoding="utf-8"))


def test_the_questions_are_those_of_the_form_in_its_order() -> None:
    assert list(day().questions) == DOMAIN["forms"]["day_form"]["required_slots"]
    assert all(f"utter_ask_{name}" in DOMAIN["responses"] for name in day().questions)


def test_what_is_looked_for_is_in_the_vocabulary() -> None:
    vocabulary = Vocabulary.load()
    needs = [*day().after_lately, *(need for needs in day().needs.values() for need in needs)]
    assert [need for need in needs if need not in vocabulary] == []


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("yes", "affirm", FINE),
        ("no", "deny", HARD),
        ("It\u2019s hard", "unclear", HARD),
        ("sometimes, with help", "greet", HARD),
        ("yes but it takes ages", "affirm", HARD),
        ("skip", "skip", SKIPPED),
        ("her garden", "strengths", None),
    ],
)
def test_what_an_answer_says(text: str, intent: str, answer: str | None) -> None:
    assert day().answer("day_food", text, intent) == answer


def test_the_last_question_wants_a_yes_or_a_no() -> None:
    assert day().answer("day_lately", "yes, a hip", "affirm") == YES
    assert day().answer("day_lately", "no", "deny") == NO


@pytest.mark.parametrize(("text", "stops"), [("stop", True), ("That's enough.", True), ("no", False)])
def test_it_is_stopped_at_a_word(text: str, stops: bool) -> None:
    assert day().wants_to_stop(text, "unclear") is stops


def test_what_gets_people_back_on_their_feet_comes_first_and_everything_hard_is_looked_for() -> None:
    hard = {"day_food": HARD, "day_people": HARD}
    assert day().to_look_for({**hard, "day_lately": NO}) == ["meals", "loneliness", "befriending"]
    after = day().to_look_for({**hard, "day_lately": YES})
    assert after[:3] == ["hospital_discharge", "falls_prevention", "equipment_aids"]
    assert day().to_look_for({"day_food": FINE, "day_lately": YES}) == []
    assert day().what_is_hard(hard) == ["eating and drinking", "seeing family and friends"]
