"""The model against months reckoned on paper."""

import pytest

from tests.web.demand.council import HALF_LEAVE, ROUND, act, exactly
from web.demand.cases import values
from web.demand.costs import WEEKS
from web.demand.model import Forecast, run
from web.demand.stock import through


def forecast(*acting: object, **changed: float) -> Forecast:
    return run(values(exactly({**ROUND, **changed})), acting)  # type: ignore[arg-type]


def test_the_first_month() -> None:
    """100 contacts: 50 become a request, 10 are abandoned, 40 resolved; 20 assessments, 5 begin support.

    Of the 100 who had it half are left, 50; of the 5 who come through the month 5 x 1.4427 x 0.5 = 3.6067.
    """
    first = forecast().steps[0].flows
    assert (first.contacts, first.requests, first.abandoned, first.resolved) == (100, 50, 10, 40)
    assert (first.to_assessment, first.advice, first.nothing_more) == (20, 30, 15)
    community = first.stocks["community"]
    assert community.came == 5
    assert community.end == pytest.approx(53.6067, abs=1e-4)
    assert community.left == pytest.approx(51.3933, abs=1e-4)  # 100 + 5 - 53.6067
    assert community.care == pytest.approx(74.1448, abs=1e-4)  # 51.3933 x 1.442695


def test_what_the_first_month_costs() -> None:
    """Contacts 25 x 1 + 75 x 5 pounds; assessments 20 x 300; 74.1448 months x 4.348214 weeks x 200 pounds."""
    step = forecast().steps[0]
    assert step.cost["contacts"] == pytest.approx(400)
    assert step.cost["assessments"] == pytest.approx(6000)
    assert pytest.approx(4.348214, abs=1e-6) == WEEKS
    assert step.cost["community"] == pytest.approx(64479.5, abs=0.5)
    assert step.total == pytest.approx(400 + 6000 + step.cost["community"])


def test_the_second_month_goes_on_from_the_first() -> None:
    """53.6067 x 0.5 + 3.6067 = 30.4101."""
    assert forecast().steps[1].flows.stocks["community"].end == pytest.approx(30.4101, abs=1e-4)


def test_who_comes_back_comes_two_months_later() -> None:
    """A tenth of 40 resolved come back: 96 new and 4 old contacts. Twice the new ones from month 3: 192 + 4.

    In month 5 a tenth of what was resolved in month 3, 0.4 x 196 = 78.4, comes back.
    """
    steps = forecast(act("contacts_year", 100, start=3), return_share=10.0).steps
    assert [step.flows.contacts for step in steps[:4]] == pytest.approx([100, 100, 196, 196])
    assert steps[4].flows.returned == pytest.approx(7.84)
    assert steps[4].flows.contacts == pytest.approx(199.84)


def test_growth_of_people_is_gradual_and_of_prices_yearly() -> None:
    """Twelve months at 10 % a year: the thirteenth has 110 contacts. Prices rise from the second year on."""
    steps = forecast(population_growth_1=10.0, price_growth_1=50.0).steps
    assert steps[0].flows.contacts == 100
    assert steps[12].flows.contacts == pytest.approx(110)
    assert steps[59].flows.contacts == pytest.approx(110)  # the other years do not grow
    assert steps[11].cost["assessments"] == pytest.approx(0.2 * steps[11].flows.contacts * 300)
    assert steps[12].cost["assessments"] == pytest.approx(22 * 300 * 1.5)


def test_an_intervention_grows_to_its_effect() -> None:
    """A fifth fewer requests from month 2, over 4 months: 50, 47.5, 45, 42.5, 40, 40."""
    steps = forecast(
        act("to_request", -20, start=2, ramp=4, once=1000, monthly=10), price_growth_1=10.0
    ).steps
    assert [step.flows.requests for step in steps[:6]] == pytest.approx([50, 47.5, 45, 42.5, 40, 40])
    assert [step.cost["interventions"] for step in steps[:3]] == pytest.approx([0, 1010, 10])
    assert steps[12].cost["interventions"] == pytest.approx(11)


def test_two_on_one_figure_multiply() -> None:
    steps = forecast(act("to_request", -10), act("to_request", -10)).steps
    assert steps[0].flows.requests == pytest.approx(40.5)


def test_who_goes_elsewhere_instead_is_not_lost() -> None:
    """Of 20 assessments 5 led to support at home; a fifth of those, 1, now has reablement."""
    step = forecast(act("assessment_to_community", -20, instead="assessment_to_reablement")).steps[0]
    assert step.flows.stocks["community"].came == pytest.approx(
        4 + 0.5 * step.flows.stocks["reablement"].left
    )
    assert step.flows.stocks["reablement"].came == pytest.approx(1)
    assert step.flows.nothing_more == pytest.approx(15)


def test_two_that_send_people_elsewhere_share_what_is_lost() -> None:
    """5 become 5 x 0.9 x 0.8 = 3.6: of the 1.4, a third goes to equipment, two thirds to reablement."""
    flows = forecast(
        act("assessment_to_community", -10, instead="assessment_to_equipment"),
        act("assessment_to_community", -20, instead="assessment_to_reablement"),
    ).steps[0].flows  # fmt: skip
    assert flows.to_equipment == pytest.approx(1.4 / 3)
    assert flows.stocks["reablement"].came == pytest.approx(2.8 / 3)


def test_a_stock_in_balance_stays_as_it_is() -> None:
    month = through(240, 10, 24)
    assert (month.end, month.left, month.care) == pytest.approx((240, 10, 240))


def test_half_leave() -> None:
    assert through(100, 0, HALF_LEAVE).end == pytest.approx(50)
