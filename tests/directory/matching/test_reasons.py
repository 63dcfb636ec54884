"""Why a service is shown, as a resident reads it."""

import pytest

from directory.matching.asked import asked_in, says
from directory.matching.findings import findings
from directory.matching.ranking import Ranked
from directory.matching.reasons import Reasons
from directory.matching.weights import MatchWeights
from directory.needs.vocabulary import Vocabulary
from directory.reach import Reach
from tests.directory.matching.listings import TODAY, make_listing

REASONS = Reasons.load(Vocabulary.load())


def why(distance=None, needs=("falls_prevention",), named=False, **changes):
    return REASONS.why(make_listing("one", **changes), Ranked(0, 0.5, needs, named, distance))


@pytest.mark.parametrize(
    ("changes", "distance", "words"),
    [
        ({}, 0.3, "Helps with falls and balance. Less than half a mile away in Eastmere."),
        ({}, 0.9, "Helps with falls and balance. About half a mile away in Eastmere."),
        ({}, 1.6, "Helps with falls and balance. About 1 mile away in Eastmere."),
        ({}, 2.4, "Helps with falls and balance. About 1½ miles away in Eastmere."),
        ({}, 16.9, "Helps with falls and balance. About 10 miles away in Eastmere."),
        ({}, None, "Helps with falls and balance. In Eastmere."),
        ({"towns": ("Eastmere", "Epwell")}, 3.2, "Helps with falls and balance. About 2 miles away."),
        ({"reach": (Reach.TELEPHONE,)}, None, "Helps with falls and balance. By telephone."),
        ({"reach": (Reach.HOME_VISIT,)}, 4.0, "Helps with falls and balance. They come to you."),
        ({"national": True}, None, "Helps with falls and balance. A national helpline."),
        (
            {"reach": (), "area_wide": True, "towns": ()},
            None,
            "Helps with falls and balance. For the whole area.",
        ),
    ],
)
def test_it_says_what_for_and_where(changes, distance, words):
    assert why(distance, **changes) == words


@pytest.mark.parametrize(
    ("towns", "words"),
    [
        (("Eastmere",), "About 1 mile from the middle of DN15, in Eastmere."),
        (("DN15",), "About 1 mile from the middle of DN15."),
    ],
)
def test_a_distance_from_a_large_place_says_where_it_is_measured_from(towns, words):
    one, ranked = make_listing("one", towns=towns), Ranked(0, 0.5, ("falls_prevention",), False, 1.6)
    assert REASONS.why(one, ranked, middle_of="DN15").endswith(words)
    told = findings(one, says(one), ranked, asked_in(""), TODAY, MatchWeights.load().freshness)
    assert "it is about 1 mile from the middle of DN15" in REASONS.because(one, ranked, told, "DN15")


@pytest.mark.parametrize(
    ("text", "free", "notes"),
    [
        ("is there anything free near me", False, ("It is not free.",)),
        ("is there anything free near me", True, ()),
        ("is there anything free near me", None, ()),
        ("is there anything near me", False, ()),
    ],
)
def test_whoever_asked_for_something_free_is_told_what_is_not(text, free, notes):
    one, ranked = make_listing("one", free=free), Ranked(0, 0.5, ("falls_prevention",), False, None)
    told = findings(one, says(one), ranked, asked_in(text), TODAY, MatchWeights.load().freshness)
    assert REASONS.notes(told) == notes


def test_two_needs_are_named_in_one_sentence():
    words = why(needs=("falls_prevention", "carers_break"))
    assert words.startswith("Helps with falls and balance and getting a break from caring.")


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        ((Reach.HOME_VISIT,), "They come to you. For Winterby and the cliff villages."),
        ((), "For Winterby and the cliff villages."),
    ],
)
def test_a_service_for_a_part_of_the_area_says_which(reach, words):
    one = make_listing("one", reach=reach, serves=("Winterby and the cliff villages",), area_wide=True)
    assert REASONS.reach_words(one, part_only=True) == words


def test_a_service_that_was_named_says_so():
    assert why(named=True).startswith("You mentioned it by name.")


@pytest.mark.parametrize(
    ("need", "notes"),
    [
        ("sensory_hearing", ()),
        ("falls_prevention", ("It may be meant for people with hearing loss: ask them.",)),
    ],
)
def test_nobody_is_warned_off_what_is_for_the_very_need_they_told(need, notes):
    one = make_listing("one", eligibility="People who are deaf or hard of hearing")
    asked, ranked = asked_in("my dad can't hear the telly"), Ranked(0, 0.5, (need,), False, None)
    told = findings(one, says(one), ranked, asked, TODAY, MatchWeights.load().freshness)
    assert REASONS.notes(told) == notes
