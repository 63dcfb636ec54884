"""What must be so with any figures: nobody is lost, nothing done changes nothing, more effect does more."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.demand.council import act, example
from web.demand.cases import values
from web.demand.inputs import Case, Range, known, levers
from web.demand.interventions import Intervention, changed
from web.demand.model import Forecast, run
from web.demand.pathway import STAGES, SUPPORT, Flows, Impossible, Values

NEAR = 1e-7
_SMALL_SHARES = {name: 100 / len(names) for names in STAGES.values() for name in names}
_UNITS = {
    "count": st.floats(0, 1e5),
    "percent": st.floats(0, 100),
    "growth": st.floats(-20, 30),
    "months": st.floats(0.05, 120),
    "whole_months": st.floats(0.5, 24),
    "pounds": st.floats(0, 5000),
    "hours": st.floats(0, 100),
}


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Range]:
    """Any council whose shares can be true together."""
    found = {}
    for id_, each in known().items():
        top = _SMALL_SHARES.get(id_)
        value = draw(st.floats(0, top) if top else _UNITS[each.unit])
        found[id_] = Range(value, value, value)
    return found


@st.composite
def interventions(draw: st.DrawFn) -> Intervention:
    """Any that takes away from a figure, so that no share can come to more than everybody."""
    return act(
        draw(st.sampled_from([each.id for each in levers() if not each.id.endswith("_months")])),
        draw(st.floats(-90, 0)),
        start=draw(st.integers(1, 60)),
        ramp=draw(st.integers(0, 60)),
        once=draw(st.floats(0, 1e5)),
        monthly=draw(st.floats(0, 1e4)),
    )


def same(one: Forecast, other: Forecast) -> bool:
    return [step.cost for step in one.steps] == [step.cost for step in other.steps]


@settings(max_examples=60, deadline=None)
@given(figures(), st.lists(interventions(), max_size=4))
def test_whoever_comes_in_goes_out_or_is_there(council: dict[str, Range], acting: list[Intervention]) -> None:
    forecast = run(values(council), acting)
    assert len(forecast.steps) == 60
    before = None
    for step in forecast.steps:
        flows = step.flows
        whole = max(1.0, flows.contacts, flows.requests, *(stock.start for stock in flows.stocks.values()))
        assert abs(flows.contacts - flows.requests_front - flows.abandoned - flows.resolved) <= NEAR * whole
        direct = flows.stocks["short"].came
        to_reablement = flows.stocks["reablement"].came
        onwards = flows.to_assessment + flows.advice + direct
        ends = flows.to_equipment + flows.nothing_more
        # Requests and assessments: all who came in are advised, served, or had nothing more.
        in_long = sum(flows.stocks[name].came for name in ("community", "residential", "nursing"))
        moved = sum(flows.stocks[name].left for name in ("community", "residential"))
        assert onwards <= flows.requests + NEAR * whole and ends <= flows.to_assessment + NEAR * whole
        assert (
            to_reablement + in_long <= flows.requests + flows.stocks["reablement"].left + moved + NEAR * whole
        )
        for name in SUPPORT:
            stock = flows.stocks[name]
            assert abs(stock.start + stock.came - stock.left - stock.end) <= NEAR * whole
            assert min(stock.came, stock.left, stock.end, stock.care) >= -NEAR * whole
            assert before is None or stock.start == before[name].end
        before = flows.stocks


@settings(max_examples=60, deadline=None)
@given(figures(), st.lists(interventions(), max_size=3))
def test_all_together_nobody_is_lost(council: dict[str, Range], acting: list[Intervention]) -> None:
    """Over five years: requests and who had support at first = who needed nothing more and who has it."""
    today = values(council)
    steps = run(today, acting).steps
    came = sum(step.flows.requests for step in steps)
    had = sum(stock.start for stock in steps[0].flows.stocks.values())
    have = sum(stock.end for stock in steps[-1].flows.stocks.values())
    ended = sum(
        step.flows.advice + step.flows.to_equipment + step.flows.nothing_more + step.flows.independent
        + step.flows.stocks["short"].left + _left_for_good(step.flows, values(council), acting, step.month)
        for step in steps
    )  # fmt: skip
    assert came + had == pytest.approx(ended + have, rel=1e-6, abs=1e-4)


def _left_for_good(flows: Flows, today: Values, acting: list[Intervention], month: int) -> float:
    """Those whose long-term support ended and who did not move on to another."""
    now = changed(today, acting, month, Case.CENTRAL)
    homes = now["community_to_residential"] + now["community_to_nursing"]
    stocks = flows.stocks
    return (
        stocks["community"].left * (1 - homes)
        + stocks["residential"].left * (1 - now["residential_to_nursing"])
        + stocks["nursing"].left
    )


@settings(max_examples=40, deadline=None)
@given(figures(), st.lists(interventions(), max_size=4), st.integers(1, 60))
def test_nothing_done_changes_nothing(
    council: dict[str, Range], acting: list[Intervention], start: int
) -> None:
    today = values(council)
    nothing = [act(each.target, 0, start=start) for each in acting]
    assert same(run(today), run(today, nothing))


@settings(max_examples=40, deadline=None)
@given(figures(), st.lists(interventions(), min_size=2, max_size=3))
def test_the_order_does_not_matter(council: dict[str, Range], acting: list[Intervention]) -> None:
    today = values(council)
    first = run(today, acting)
    assert all(same(first, run(today, list(order))) for order in permutations(acting))


COSTS_LESS = (
    "to_request", "request_to_assessment", "assessment_to_residential", "home_care_hours", "contacts_year",
    "residential_months", "assessment_to_nursing", "community_to_nursing",
)  # fmt: skip


@pytest.mark.parametrize("target", COSTS_LESS)
@settings(max_examples=20, deadline=None)
@given(more=st.floats(1, 80), less=st.floats(0, 0.9))
def test_more_effect_does_more(target: str, more: float, less: float) -> None:
    today = values(example())
    assert run(today, [act(target, -more)]).total <= run(today, [act(target, -more * less)]).total + 1e-6


@pytest.mark.parametrize("id_", [id_ for id_, each in known().items() if each.unit == "pounds"])
def test_what_is_dearer_costs_more(id_: str) -> None:
    council = example()
    dear = {**council, id_: Range(9000, 9000, 9000)}
    assert run(values(dear)).total > run(values(council)).total


def test_an_early_start_avoids_more_than_a_late_one() -> None:
    today = values(example())
    totals = [run(today, [act("to_request", -10, start=start, ramp=6)]).total for start in (1, 13, 37, 60)]
    assert totals == sorted(totals) and totals[0] < totals[-1]


@pytest.mark.parametrize(
    ("id_", "value", "code", "which"),
    [
        ("to_request", 95.0, "over", "door"),
        ("community_months", 0.0, "no_time", "community_months"),
        ("contacts_year", -1.0, "negative", "contacts_year"),
        ("reablement_success", 101.0, "over", "reablement_success"),
    ],
)
def test_what_cannot_be_true_is_refused(id_: str, value: float, code: str, which: str) -> None:
    with pytest.raises(Impossible) as refused:
        run(values({**example(), id_: Range(value, value, value)}))
    assert (refused.value.code, refused.value.which, refused.value.month) == (code, which, 0)


def test_an_intervention_that_asks_for_more_than_everybody_is_refused_in_its_month() -> None:
    with pytest.raises(Impossible) as refused:
        run(values(example()), [act("to_request", 250, start=7)])
    assert (refused.value.code, refused.value.which, refused.value.month) == ("over", "door", 7)
