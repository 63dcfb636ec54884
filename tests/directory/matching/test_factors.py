"""What makes a service for the right need rise or sink: one thing asked a test, all else alike."""

from datetime import UTC, date, datetime

import pytest

from directory.matching.asked import asked_in
from directory.reach import Reach
from tests.directory.matching.listings import make_listing
from tests.directory.matching.test_ranking import ranked

WHEELS, POLISH = "I'm in a wheelchair", "she speaks only Polish"
HOME = {"reach": (Reach.HOME_VISIT,), "points": (), "towns": ()}


@pytest.mark.parametrize(
    ("said", "better", "worse"),
    [
        (WHEELS, {"accessibility": ("Step-free entrance",)}, {}),
        (WHEELS, {}, {"accessibility": ("No wheelchair access",)}),
        (WHEELS, HOME, {"accessibility": ("Steep steps",)}),
        (POLISH, {"languages": ("Polish",), "needs": (("falls_prevention", 0.4),)}, {"languages": ("Urdu",)}),
        (POLISH, {"languages": ("Polish",)}, {}),
        ("is there a class in the evening", {"open_evenings": True}, {"open_evenings": False}),
        ("is there a class in the evening", {}, {"open_evenings": False}),
        ("something open at the weekend", {"open_days": frozenset({"SA"})}, {"open_days": frozenset({"MO"})}),
        ("we can't afford much", {"free": True}, {"free": False}),
        ("we can't afford much", {}, {"free": False}),
        ("he had a stroke", {"eligibility": "Stroke survivors"}, {"eligibility": "People with Parkinson's"}),
        ("he had a stroke", {}, {"eligibility": "People with Parkinson's"}),
        ("she keeps falling", {}, {"eligibility": "People with Parkinson's"}),
        ("she is 82", {}, {"max_age": 25}),
        ("she is 82", {"min_age": 60}, {"max_age": 25}),
        ("", {}, {"assured_date": date(2025, 1, 1)}),
        ("", {}, {"assured_date": None, "last_modified": datetime(2026, 5, 30, tzinfo=UTC)}),
        ("", {}, {"vanished_at": datetime(2026, 5, 1, tzinfo=UTC)}),
        ("", {"trust": 1.0}, {"trust": 0.5}),
    ],
)
def test_the_better_comes_first_and_the_other_stays(said, better, worse):
    """The worse one has the name that wins ties, and is never dropped."""
    listings = [make_listing("a worse", **worse), make_listing("b better", **better)]
    assert ranked(listings, asked=asked_in(said)) == ["b better", "a worse"]


@pytest.mark.parametrize(
    "said", ["my wife has dementia", "I'm 82", "I look after my mum", "she speaks only Polish"]
)
def test_a_blank_is_never_a_no(said):
    """Nothing written down of ages, audience, hours, access or language: kept, in any company."""
    blank = make_listing("blank")
    others = [make_listing(f"other {n}", eligibility="People with Parkinson's", max_age=40) for n in range(2)]
    assert ranked([blank, *others], asked=asked_in(said))[0] == "blank"
