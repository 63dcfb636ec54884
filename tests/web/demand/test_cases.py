"""Low, central and high; what matters most; Norfolk's four questions; the figures' own sources."""

import pytest

from tests.web.demand.council import ROUND, act, exactly, example
from web.demand import questions
from web.demand.cases import ends_by_cost, pair, three, values
from web.demand.inputs import Case, Range, groups, known, levers, required
from web.demand.interventions import Intervention
from web.demand.model import run
from web.demand.pathway import STAGES
from web.demand.tornado import tornado

LISTEN = Intervention("Listen first", "to_request", Range(-5, -10, -15), start=3, ramp=9, monthly=4000)


def test_every_public_figure_has_a_source_and_a_year_and_every_other_has_none() -> None:
    for each in known().values():
        assert bool(each.public) == bool(each.source) == bool(each.year), each.id
        assert each.public is None or each.public.low <= each.public.central <= each.public.high
        assert each.example.low <= each.example.central <= each.example.high, each.id
        assert each.group in groups()


def test_a_figure_by_the_rule_is_a_fifth_either_way() -> None:
    cost = known()["reablement_cost"]
    assert cost.by_rule and cost.public == Range(1670.4, 2088, 2505.6)


def test_the_stages_of_the_file_are_those_of_the_model() -> None:
    told = {stage: tuple(id_ for id_, each in known().items() if each.stage == stage) for stage in STAGES}
    assert told == dict(STAGES)


def test_what_is_not_required_is_really_not_needed() -> None:
    assert run(values({id_: example()[id_] for id_ in required()})).not_counted == ("equipment", "day")
    assert run(values(example())).not_counted == ()


def test_each_lever_does_something() -> None:
    middle = run(values(example())).total
    idle = [each.id for each in levers() if run(values(example()), [act(each.id, -5)]).total == middle]
    assert idle == []


def test_low_is_cheaper_than_central_and_high_is_dearer() -> None:
    found = three(example(), [LISTEN])
    assert found.low and found.high
    assert found.low.today.total < found.central.today.total < found.high.today.total
    assert 0 < found.low.avoided < found.central.avoided < found.high.avoided


def test_each_figure_goes_to_the_end_that_is_cheaper() -> None:
    cheap, dear = ends_by_cost(example())
    assert (cheap["home_care_hour"], dear["home_care_hour"]) == (Case.LOW, Case.HIGH)
    assert (cheap["reablement_success"], dear["reablement_success"]) == (Case.HIGH, Case.LOW)
    assert "population_growth" in cheap and "population_growth_1" not in cheap


def test_without_a_doubt_and_without_doing_anything_all_are_one() -> None:
    found = three(exactly(ROUND), [])
    assert found.low and found.high
    assert found.low.today.total == found.central.then.total == found.high.then.total
    assert found.central.avoided == 0


def test_the_longest_bar_comes_first_and_is_what_the_model_says() -> None:
    found = tornado(example(), [LISTEN], "cost")
    assert [bar.span for bar in found.bars] == sorted((bar.span for bar in found.bars), reverse=True)
    hour = next(bar for bar in found.bars if bar.label == "An hour of home care")
    dear = {**example(), "home_care_hour": Range(28.27, 28.27, 28.27)}
    assert hour.high == pytest.approx(run(values(dear), [LISTEN]).total)
    assert [bar.label for bar in found.bars].count("Rise of prices") == 1
    assert found.middle == pytest.approx(run(values(example()), [LISTEN]).total)


def test_the_doubt_about_an_effect_is_a_bar_too() -> None:
    bars = {bar.label: bar for bar in tornado(example(), [LISTEN], "avoided").bars}
    small = pair(example(), [act("to_request", -5, start=3, ramp=9, monthly=4000)])
    assert bars["Listen first"].low == pytest.approx(small.avoided)


def test_a_bar_whose_end_cannot_be_true_says_so() -> None:
    council = {**example(), "to_request": Range(42, 44, 89)}  # 89 and 15 of 100
    bar = next(
        bar for bar in tornado(council, [], "cost").bars if bar.label == "Contacts that become a request"
    )
    assert bar.high is None and bar.low is not None
    assert three(council, []).high is not None  # the dear end is the one that can be


def test_one_how_quickly_early_help_reduces_packages() -> None:
    """Nine fewer a month from month 7; stays of 1/ln 2 months, so that half are gone a month later."""
    council = exactly({**ROUND, "to_request": 90.0, "abandoned": 0.0, "request_to_assessment": 100.0,
                       "community_people": 0.0})  # fmt: skip
    found = questions.how_quickly(pair(council, [act("assessment_to_community", -40, start=7)]))
    lasting = 9 / 0.6931472  # 22.5 become 13.5: 9 fewer a month, each for 1.4427 months
    assert found.first == 7
    assert found.fewer[2] == pytest.approx(lasting, rel=1e-6)
    assert found.half == 7  # half of it is reached in the first month: 9 x 1.4427 x 0.5


def test_nothing_done_reduces_nothing() -> None:
    found = questions.how_quickly(pair(example(), []))
    assert found.fewer == (0, 0, 0) and found.first is None and found.half is None


def test_two_fewer_assessments_and_day_support() -> None:
    found = questions.fewer_assessments(example(), [], by=20)
    assert all(later < earlier < 0 for earlier, later in zip(found.at_home, found.at_home[1:], strict=False))
    assert found.day == pytest.approx([each * 0.18 for each in found.at_home])
    assert found.avoided > 0
    unknown = {id_: range_ for id_, range_ in example().items() if id_ != "day_share"}
    assert questions.fewer_assessments(unknown, []).day is None


def test_three_where_else_to_reduce_really_makes_up_for_it() -> None:
    found = questions.missed_target(example(), [], target=10)
    assert found.missed_by > 0 and found.cost
    today, total = values(example()), run(values(example())).total
    changes = {way.lever: way.change for way in found.ways if way.change is not None}
    assert {"to_request", "home_care_hours"} <= set(changes)
    for lever, change in changes.items():
        done = run(today, [act(lever, change, ramp=12)]).total
        assert total - done == pytest.approx(found.cost, rel=1e-4), lever


def test_three_a_target_that_is_met_needs_nothing() -> None:
    found = questions.missed_target(example(), [act("residential_months", -40)], target=1)
    assert found.missed_by == 0 and found.cost == 0 and found.ways == ()


def test_three_a_target_out_of_reach_is_said_to_be() -> None:
    assert questions.missed_target(example(), [], target=90).cost is None


def test_four_matching_others() -> None:
    *alone, every = questions.matched(example(), [])
    assert [each.benchmark.lever for each in alone if each.benchmark] == ["to_request", "reablement_success"]
    assert all(each.pair and each.pair.avoided > 0 for each in alone)
    assert every.pair and every.pair.avoided > max(each.pair.avoided for each in alone if each.pair)
    last = every.pair.then.steps[-1].flows
    assert last.requests_front == pytest.approx(0.25 * last.contacts)
    assert last.independent == pytest.approx(0.75 * last.stocks["reablement"].left)


def test_four_whoever_is_there_already_has_nothing_to_match() -> None:
    council = {**example(), "to_request": Range(20, 20, 20)}
    first, second, _every = questions.matched(council, [])
    assert first.pair is None and second.pair is not None
