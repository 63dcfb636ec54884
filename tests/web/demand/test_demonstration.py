"""The invented council in the demonstration's store, and what Signpost counts for the model."""

from collections import Counter
from datetime import date, timedelta

from web.database import ContactsStore
from web.demand.counted import counted, period
from web.demand.inputs import Range
from web.demand.saved import figures_of, missing, plan_of
from web.numbers.totals import Totals
from web.settings import WebSettings
from web.staff.demand import demonstration
from web.staff.demand.reading import council_of, from_version, reckoned
from web.store import demand as stored

TODAY = date(2026, 11, 22)
FIRST, LAST = period(TODAY)


def days(number: int, **sums: int) -> dict[date, Counter[str]]:
    """So many days up to yesterday, with these sums on each."""
    return {LAST - timedelta(days=each): Counter(sums) for each in range(number)}


def test_the_invented_council_is_there_once_and_can_be_run(
    store: ContactsStore, settings: WebSettings
) -> None:
    for _twice in range(2):
        demonstration.fill(store, settings)
    with store.reading() as session:
        council = council_of(session)
        listed = [from_version(each) for each in stored.scenarios(session)]
    assert council.version == 1 and not missing(council.figures)
    assert [each.name for each in listed] == ["Listen first", "Reablement first", "Both together"]
    alone = [reckoned(council, each).central.avoided for each in listed]
    assert min(alone) > 0 and alone[2] > max(alone[:2])


def test_what_somebody_changed_since_stays(store: ContactsStore, settings: WebSettings) -> None:
    demonstration.fill(store, settings)
    with store.writing() as session:
        first = stored.scenarios(session)[0]
        plan = dict(first.plan)
        stored.save_scenario(
            session, first.scenario_id, "Mine", plan, key="mine", based_on=1, by=None, moment=first.saved_at
        )
    demonstration.fill(store, settings)
    with store.reading() as session:
        assert [each.name for each in stored.scenarios(session)][0] == "Mine"


def test_a_year_is_counted_as_it_is_and_half_a_year_as_twice_as_much() -> None:
    """Four contacts a day: 1460 in 365 days, give or take twice the square root, 76."""
    for number in (365, 182):
        found = counted(Totals(days(number, contacts=4), TODAY), {}, FIRST, LAST)["contacts"]
        assert found.range.central == 1460 and found.out_of == number
    whole = counted(Totals(days(365, contacts=4), TODAY), {}, FIRST, LAST)["contacts"]
    assert (whole.range.low, whole.range.high) == (1384, 1536)


def test_shares_have_their_two_counts_and_wilsons_interval() -> None:
    """Of 400 contacts in a hundred days 100 became a request: 25%, and by Wilson 21.0 to 29.5."""
    totals = Totals(days(100, contacts=4, requests=1), TODAY)
    found = counted(totals, {"web": Counter(contacts=300), "telephone": Counter(contacts=100)}, FIRST, LAST)
    assert (found["requests"].number, found["requests"].out_of) == (100, 400)
    assert found["requests"].range == Range(21.0, 25.0, 29.5)
    assert found["web"].range.central == 75.0
    assert "assessment" not in found  # nothing was decided, so there is nothing to take a share of


def test_who_comes_back_is_counted_once_the_window_has_passed() -> None:
    totals = Totals(days(200, contacts=1, closed_one_known=1, closed_one_back_91=1), TODAY)
    assert counted(totals, {}, FIRST, LAST)["back"].out_of == 109  # of 200 days, 91 are too young


def test_four_weeks_are_needed() -> None:
    assert counted(Totals(days(27, contacts=9), TODAY), {}, FIRST, LAST) == {}
    assert counted(Totals(days(28, contacts=9), TODAY), {}, FIRST, LAST)
    assert counted(Totals({}, TODAY), {}, FIRST, LAST) == {}


def test_what_the_model_does_not_know_any_more_is_left_out() -> None:
    told = {"low": 1.0, "central": 1.0, "high": 1.0, "origin": "typed", "note": ""}
    assert list(figures_of({"gone": told, "web_share": told})) == ["web_share"]
    one = {"low": 1, "central": 1, "high": 1}
    act = {"name": "x", "target": "gone", "effect": one, "start": 1, "ramp": 0, "instead": "", "once": 0.0,
           "monthly": 0.0}  # fmt: skip
    assert plan_of({"acting": [act], "fewer_in_homes": 5.0}).acting == ()
