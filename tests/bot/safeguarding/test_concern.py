"""Rules and second opinion together: it may add an alert or a check, and takes away nothing."""

from dataclasses import replace

import pytest

from bot.safeguarding.concern import LIKE_EXAMPLES, OPINION, Concern
from bot.safeguarding.screen import Level
from bot.safeguarding.second_opinion.bank import NOTHING
from bot.safeguarding.second_opinion.opinion import Opinion, Sureness
from tests.rules_read_once import the_screen

SCREEN = the_screen()
SURENESS = replace(
    Sureness.load(), check=0.3, check_with_rule=0.1, with_rule=0.2, with_words=0.4, category=0.2
)
CONCERN = Concern(SCREEN, SURENESS)
ALERT = "she can't breathe"
SIGN = "he rattles at every door in the house"  # of missing_or_wandering
FIRM = "milkman found him up the bypass in his pyjamas yesterday"
QUIET = "the garden has been lovely this week"


def thinks(category: str, share: float) -> Opinion:
    """An opinion that is so sure of one danger."""
    return Opinion(risk={category: share, NOTHING: 1 - share})


@pytest.mark.parametrize("opinion", [Opinion(), thinks("domestic_abuse", 0.01), thinks("fall_now", 0.99)])
def test_what_the_plainest_rules_found_is_found_whatever_is_thought(opinion: Opinion) -> None:
    rules = {finding.rule for finding in SCREEN.all_findings(ALERT) if SCREEN.acts_alone(finding)}

    assert rules
    assert rules <= {finding.rule for finding in CONCERN.findings(ALERT, opinion)}


def test_without_an_opinion_the_rules_are_all_there_is() -> None:
    assert CONCERN.findings(QUIET, Opinion()) == ()
    assert CONCERN.findings(ALERT, Opinion()) == SCREEN.all_findings(ALERT)


def test_another_rule_acts_with_a_little_agreement_and_asks_without() -> None:
    (found,) = SCREEN.all_findings(FIRM)
    (acts,) = CONCERN.findings(FIRM, thinks(found.category, 0.25))
    (asks,) = CONCERN.findings(FIRM, thinks(found.category, 0.05))

    assert acts == found and found.level.is_alert
    assert (asks.rule, asks.level) == (found.rule, Level.CHECK)


def test_some_likelihood_is_a_check_and_names_no_rule() -> None:
    (found,) = CONCERN.findings(QUIET, thinks("exploitation", 0.35))

    assert (found.category, found.level, found.rule) == ("exploitation", Level.CHECK, OPINION)


def test_a_few_words_answer_a_question_and_are_not_asked_about() -> None:
    assert CONCERN.findings("that she is safe", thinks("domestic_abuse", 0.35)) == ()
    assert CONCERN.findings("seeing his mates", thinks("domestic_abuse", 0.7)) == ()
    assert CONCERN.findings("he counts my steps", thinks("domestic_abuse", 0.9))[0].level.is_alert


def test_few_words_that_can_hardly_mean_anything_else_are_asked_about() -> None:
    few = replace(CONCERN, sureness=replace(SURENESS, check_of_few_words=0.75, of_few_words=0.95))
    spread = Opinion(risk={"domestic_abuse": 0.15, "fall_now": 0.15, "exploitation": 0.15, NOTHING: 0.2})

    (found,) = few.findings("he touches my sister", thinks("child_at_risk", 0.8))

    assert (found.level, found.category) == (Level.CHECK, "child_at_risk")
    assert few.findings("he touches my sister", thinks("child_at_risk", 0.7)) == ()
    assert few.findings("seeing his mates", spread) == ()  # likely, and of no kind: an answer to something


def test_what_frail_people_say_is_asked_about_gently_and_with_more_beside_it_is_an_alert() -> None:
    sure = thinks("suicide_self_harm", 0.9)

    (asked,) = CONCERN.findings("I don't want to be a burden on my daughter", sure)
    (alert,) = CONCERN.findings("I don't want to be a burden on my daughter any more", sure)

    assert (asked.level, asked.rule) == (Level.CHECK, "suicide_self_harm.gently")
    assert alert.level is Level.EMERGENCY


def test_likeness_to_the_reviewed_examples_of_a_category_is_its_alert() -> None:
    sure = SCREEN.sure_by_example("exploitation")
    (found,) = CONCERN.findings(QUIET, thinks("exploitation", sure + 0.01))

    assert found.level is SCREEN.level_of("exploitation")
    assert found.rule == f"exploitation.{LIKE_EXAMPLES}"


def test_a_plain_ordinary_need_explains_likely_words_and_a_dangerous_one_does_not() -> None:
    likely = thinks("self_neglect_hoarding", 0.8)

    assert CONCERN.findings(QUIET, likely, "dementia_support")[0].level is Level.CHECK
    assert CONCERN.findings(QUIET, likely, "hoarding_home_safety")[0].level.is_alert


def test_a_softer_rule_needs_less_and_keeps_its_name() -> None:
    (found,) = CONCERN.findings(SIGN, thinks("missing_or_wandering", 0.45))

    assert (found.category, found.rule) == ("missing_or_wandering", "missing_or_wandering.signs")
    assert found.level is SCREEN.level_of("missing_or_wandering")


def test_a_sign_alone_raises_nothing_and_asks_where_there_is_no_second_opinion() -> None:
    assert CONCERN.findings(SIGN, thinks("missing_or_wandering", 0.1)) == ()
    (asked,) = CONCERN.findings(SIGN, Opinion())

    assert (asked.level, asked.rule) == (Level.CHECK, "missing_or_wandering.signs")


def test_a_check_is_not_added_to_what_a_rule_found_already() -> None:
    found = CONCERN.findings(ALERT, thinks("exploitation", 0.35))

    assert OPINION not in {finding.rule for finding in found}
