"""Which team, and why: the rules on written-out cases, and the file against the vocabularies it names."""

from pathlib import Path

import pytest
import yaml

import bot
from directory.needs.vocabulary import Vocabulary
from web.handoffs.queue.routing import RULES_FILE, Case, route, think_also_of, why
from web.models.handoff import Kind, Team

BOT = Path(bot.__file__).parent
FILE = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
EVERY_RULE = [*FILE["routes"], *FILE["also"]]
SUPPORT = S = Kind.SUPPORT
T = Team


@pytest.mark.parametrize(
    ("case", "rule", "team"),
    [
        (Case(Kind.SAFEGUARDING, request="carers_assessment"), "safeguarding", T.SAFEGUARDING),
        (Case(S, needs=["hospital_discharge", "carers_support"]), "after_hospital", T.REABLEMENT),
        (Case(S, needs=["falls_prevention"], words=["mum fell on Friday"]), "after_a_fall", T.REABLEMENT),
        (Case(S, needs=["falls_prevention"]), "front_door", T.ADULT_SOCIAL_CARE),
        (Case(S, needs=["home_care"], words=["since her stroke"]), "after_illness", T.REABLEMENT),
        (Case(S, needs=["home_care"], words=["strokes the cat"]), "front_door", T.ADULT_SOCIAL_CARE),
        (Case(S, risk_category="fall_now"), "after_a_fall_now", T.REABLEMENT),
        (Case(S, needs=["adaptations"]), "equipment", T.OCCUPATIONAL_THERAPY),
        (Case(S, request="carers_assessment", needs=["hospital_discharge"]), "carers_assessment", T.CARERS),
        (Case(S, needs=["carers_break", "dementia_support"]), "caring", T.CARERS),
        (Case(S, risk_category="carer_breakdown"), "carer_at_the_end", T.CARERS),
        (Case(S, needs=["homelessness"]), "homeless", T.HOUSING),
        (Case(S, needs=["housing"]), "home", T.HOUSING),
        (Case(S, needs=["housing", "dementia_support"]), "front_door", T.ADULT_SOCIAL_CARE),
        (Case(S, risk_category="suicide_self_harm"), "mental_health_crisis", T.MENTAL_HEALTH),
        (Case(S, needs=["mental_wellbeing"]), "mind", T.MENTAL_HEALTH),
        (Case(S, needs=["loneliness", "digital_help"]), "company", T.VOLUNTARY),
        (Case(S, request="request_assessment", needs=["loneliness"]), "front_door", T.ADULT_SOCIAL_CARE),
        (Case(S, request="existing_client"), "existing_client", T.ADULT_SOCIAL_CARE),
        (Case(S), "front_door", T.ADULT_SOCIAL_CARE),
    ],
)  # fmt: skip
def test_which_team(case: Case, rule: str, team: Team) -> None:
    found = route(case)
    assert (found.rule, found.team) == (rule, team)
    assert found.why == why(rule)


def test_an_assessment_asked_for_goes_along_with_reablement() -> None:
    asked = Case(SUPPORT, request="request_assessment", needs=["hospital_discharge"])
    assert route(asked).team is Team.REABLEMENT
    assert "also_assessment" in {each.rule for each in think_also_of(asked, Team.REABLEMENT)}


def test_what_else_to_think_of_leaves_out_the_team_itself() -> None:
    case = Case(SUPPORT, needs=["carers_support", "equipment_aids"], about="someone_else")
    assert {each.team for each in think_also_of(case, Team.CARERS)} == {Team.OCCUPATIONAL_THERAPY}


def test_every_team_but_safeguarding_is_come_to_by_support() -> None:
    reached = {Team(each["team"]) for each in FILE["routes"] if each["when"].get("kind") != "safeguarding"}
    assert reached == set(Team) - {Team.SAFEGUARDING}


def test_the_file_names_only_what_there_is() -> None:
    needs = {need.id for need in Vocabulary.load()}
    risks = {path.stem for path in (BOT / "safeguarding" / "rules").glob("*.yml")}
    requests = set(yaml.safe_load((BOT / "requests" / "order.yml").read_text())["order"])
    for each in EVERY_RULE:
        when = each["when"]
        assert set(when.get("needs", ())) | set(when.get("only", ())) <= needs, each["id"]
        assert set(when.get("risks", ())) <= risks, each["id"]
        assert set(when.get("requests", ())) <= requests, each["id"]


def test_every_rule_says_why_in_sentences_and_has_an_id_of_its_own() -> None:
    assert all(each["why"][0].isupper() and each["why"].endswith((".", "?")) for each in EVERY_RULE)
    assert len({each["id"] for each in EVERY_RULE}) == len(EVERY_RULE)
    assert FILE["routes"][-1]["when"] == {}


def test_a_rule_that_is_no_more_says_nothing() -> None:
    assert why("long_gone") is None
    assert why(None) is None
