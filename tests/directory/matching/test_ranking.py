"""How services are ranked: one rule a test, on listings that differ in nothing else."""

from datetime import date

import pytest

from directory.matching.asked import Asked
from directory.matching.listing_index import ListingIndex
from directory.matching.ranking import Ranking, Wanted
from directory.matching.surroundings import Surroundings
from directory.matching.weights import MatchWeights
from directory.needs.heard import HeardNeed
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording
from directory.places import Place, PlaceKind
from directory.reach import Reach
from directory.towns import Town
from tests.directory.matching.listings import FAR, HERE, TODAY, make_listing

VOCABULARY, WORDING, WEIGHTS = Vocabulary.load(), Wording.load(), MatchWeights.load()
FALLS = (HeardNeed("falls_prevention", 0.8),)
PLACE = Place(PlaceKind.POSTCODE, "DN15 6NL", *HERE)


def ranked(listings, limit=3, **wanted):
    index = ListingIndex(listings, VOCABULARY, WORDING)
    wanted = Wanted(**{"needs": FALLS, **wanted})
    found = Ranking(index, WEIGHTS, TODAY).rank(wanted, limit)
    return [index.listings[one.row].id for one in found]


def test_it_works():
    weak = make_listing("weak", needs=(("falls_prevention", 0.3),))
    other = make_listing("other", needs=(("pets", 0.9),))
    assert ranked([weak, other, make_listing("strong")]) == ["strong", "weak"]


def test_the_nearer_comes_first_where_a_place_is_given():
    listings = [make_listing("a far one", points=(FAR,)), make_listing("near")]
    assert ranked(listings) == ["a far one", "near"]
    assert ranked(listings, place=PLACE) == ["near", "a far one"]


@pytest.mark.parametrize("reach", [Reach.TELEPHONE, Reach.ONLINE, Reach.HOME_VISIT])
def test_help_that_comes_to_you_stands_before_a_far_venue_and_does_not_vanish(reach):
    listings = [
        make_listing("a far venue", points=(FAR,)),
        make_listing("comes", points=(), towns=(), reach=(reach,)),
        make_listing("near"),
    ]
    assert ranked(listings, place=PLACE) == ["near", "comes", "a far venue"]


def test_a_service_for_another_age_sinks_and_an_unknown_age_stays():
    listings = [make_listing("a young one", max_age=25), make_listing("unknown")]
    assert ranked(listings, asked=Asked(age=82)) == ["unknown", "a young one"]
    assert ranked(listings, asked=Asked(age=20)) == ["a young one", "unknown"]


def test_cost_counts_only_when_free_is_asked_for():
    listings = [
        make_listing("a dear one", free=False),
        make_listing("b unknown"),
        make_listing("c free", free=True),
    ]
    assert ranked(listings) == ["a dear one", "b unknown", "c free"]
    assert ranked(listings, free_only=True) == ["c free", "b unknown"]


def test_home_only_leaves_what_one_must_travel_to():
    listings = [make_listing("venue"), make_listing("visit", reach=(Reach.VENUE, Reach.HOME_VISIT))]
    assert ranked(listings, home_only=True) == ["visit"]


def test_nearer_than_leaves_what_is_no_further_away_than_that_and_what_comes_to_the_house():
    listings = [
        make_listing("far", points=(FAR,)),
        make_listing("near"),
        make_listing("nowhere", points=(), towns=()),
        make_listing("visit", points=(FAR,), reach=(Reach.HOME_VISIT,)),
    ]
    assert ranked(listings, place=PLACE, nearer_than=5.0) == ["near", "visit"]
    assert len(ranked(listings, limit=4, nearer_than=5.0)) == 4  # nearer than what, nobody knows


def test_what_was_not_checked_for_a_year_sinks_a_little():
    listings = [make_listing("a stale one", assured_date=date(2025, 1, 1)), make_listing("fresh")]
    assert ranked(listings) == ["fresh", "a stale one"]


def test_a_helpline_never_stands_in_the_first_three_beside_a_local_service():
    helpline = make_listing(
        "a helpline", national=True, reach=(Reach.TELEPHONE,), needs=(("falls_prevention", 1.0),)
    )
    local = [make_listing(f"local {n}", needs=(("falls_prevention", 0.4),)) for n in range(4)]
    assert "a helpline" not in ranked([helpline, *local])
    assert "a helpline" in ranked([helpline, *local], limit=10)


def test_a_helpline_fills_a_place_that_no_local_service_wants():
    helpline = make_listing("helpline", national=True)
    assert ranked([helpline, make_listing("local")]) == ["local", "helpline"]
    assert ranked([helpline]) == ["helpline"]


def test_a_search_lists_no_helpline_for_what_was_hardly_heard():
    listings = [
        make_listing("local"),
        make_listing("stray line", national=True, needs=(("hoarding_home_safety", 0.9),)),
        make_listing("its line", national=True),
        make_listing("abuse line", national=True, needs=(("domestic_abuse_need", 0.9),)),
        make_listing("other local", needs=(("hoarding_home_safety", 0.9),)),
    ]
    heard = (
        HeardNeed("falls_prevention", 0.4),
        HeardNeed("hoarding_home_safety", 0.1),
        HeardNeed("domestic_abuse_need", 0.05),
    )
    found = set(ranked(listings, needs=heard, by_words=True, limit=9))
    assert found == {"local", "its line", "abuse line", "other local"}
    alone = HeardNeed("hoarding_home_safety", 0.1)
    assert "stray line" in ranked(listings, needs=(alone,), by_words=True, limit=9)
    assert "stray line" in ranked(listings, needs=heard, words=("stray", "line"), by_words=True, limit=9)


def test_several_needs_share_the_first_three():
    falls = [make_listing(f"falls {n}") for n in range(5)]
    carers = [make_listing(f"carers {n}", needs=(("carers_break", 0.8),)) for n in range(5)]
    heard = (HeardNeed("falls_prevention", 0.5), HeardNeed("carers_break", 0.2))
    assert {name.split()[0] for name in ranked([*falls, *carers], needs=heard)} == {"falls", "carers"}


def test_excluded_services_are_left_out():
    assert ranked([make_listing("one"), make_listing("two")], exclude=frozenset({"one"})) == ["two"]


@pytest.mark.parametrize("said", ["that age uk place", "age uk", "ageuk or Age Uk?"])
def test_a_service_named_in_passing_is_found(said):
    named = make_listing("named", organisation="Age UK Eastmere", needs=(("pets", 0.2),))
    others = [make_listing(f"other {n}", organisation=f"Trust {n}") for n in range(20)]
    hardly = (HeardNeed("falls_prevention", 0.2),)
    assert ranked([named, *others], needs=hardly)[0] == "other 0"
    assert ranked([named, *others], needs=hardly, words=tuple(WORDING.words(said)))[0] == "named"


@pytest.mark.parametrize(("words", "first"), [((), "a windows"), (("lawn", "mowing"), "lawns")])
def test_of_services_for_one_need_that_with_the_words_comes_first(words, first):
    listings = [
        make_listing("a windows", description="windows washed"),
        make_listing("lawns", description="mowing of any lawn", needs=(("falls_prevention", 0.6),)),
        *(make_listing(f"other {n}", description="groups", needs=()) for n in range(8)),
    ]
    assert ranked(listings, words=words)[0] == first


def test_words_alone_bring_no_service_beside_those_for_the_need():
    chapter = make_listing("chapter", description="the lawn", needs=(("end_of_life", 0.9),))
    others = [make_listing(f"other {n}", needs=()) for n in range(8)]
    listings = [make_listing("falls"), chapter, *others]
    assert ranked(listings, words=("lawn",)) == ["falls"]
    assert ranked(listings, words=("lawn",), by_words=True) == ["falls", "chapter"]


def test_a_service_for_another_town_sinks_where_the_place_is_known():
    towns = (Town("Eastmere", *HERE), Town("Winterby", 53.648, -0.600))
    home = {"points": (), "towns": (), "reach": (Reach.HOME_VISIT,), "area_wide": True}
    listings = [
        make_listing("a winterby one", serves=("Winterby and the cliff villages",), **home),
        make_listing("whole", needs=(("falls_prevention", 0.3),), serves=("Eastmere",), **home),
    ]
    index = ListingIndex(listings, VOCABULARY, WORDING, Surroundings(towns, "Eastmere"))
    found = Ranking(index, WEIGHTS, TODAY).rank(Wanted(FALLS, place=PLACE), 3)
    assert [index.listings[one.row].id for one in found] == ["whole", "a winterby one"]
    found = Ranking(index, WEIGHTS, TODAY).rank(Wanted(FALLS), 3)
    assert index.listings[found[0].row].id == "a winterby one"


def test_a_service_hardly_sure_of_a_need_does_not_answer_it():
    assert ranked([make_listing("one", needs=(("falls_prevention", 0.04),))]) == []


def test_a_need_that_is_only_guessed_offers_nothing():
    assert ranked([make_listing("one")], needs=(HeardNeed("falls_prevention", 0.05),)) == []


@pytest.mark.parametrize("listings", [[], [make_listing("one")]])
def test_nothing_wanted_nothing_found(listings):
    assert ranked(listings, needs=()) == []


def test_the_order_of_the_data_does_not_matter():
    listings = [make_listing(f"same {n}") for n in range(6)]
    assert ranked(listings) == ranked(listings[::-1]) == ["same 0", "same 1", "same 2"]
