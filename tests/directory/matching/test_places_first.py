"""Place in ranking: one's own town before another's, what needs no journey never lost, the country behind."""

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
from tests.directory.matching.listings import FAR, HERE, NEAR, TODAY, make_listing

VOCABULARY, WORDING, WEIGHTS = Vocabulary.load(), Wording.load(), MatchWeights.load()
FALLS = (HeardNeed("falls_prevention", 0.8),)
OURS, THEIRS = "E06000013", "E06000011"
TOWNS = (Town("Eastmere", *HERE, OURS), Town("Winterby", 53.648, -0.600, OURS), Town("Goolby", *FAR, THEIRS))
PLACE = Place(PlaceKind.POSTCODE, "DN15 6NL", *HERE, OURS, True)
WINTERBY = {"points": ((53.648, -0.600),), "towns": ("Winterby",)}
NOWHERE = {"points": (), "towns": ()}


def shelf(listings):
    around = Surroundings(
        TOWNS,
        "Eastmere",
        council_code=OURS,
        councils_of=lambda one: (THEIRS,) if one.towns == ("Goolby",) else (OURS,) if one.towns else (),
    )
    index = ListingIndex(listings, VOCABULARY, WORDING, around)
    return index, Ranking(index, WEIGHTS, TODAY)


def ranked(listings, limit=3, **wanted):
    index, ranking = shelf(listings)
    found = ranking.rank(Wanted(**{"needs": FALLS, "place": PLACE, **wanted}), limit)
    return [index.listings[one.row].id for one in found]


@pytest.mark.parametrize(
    "own",
    [
        {"points": (NEAR,), "towns": ("Eastmere",)},
        {"points": (), "towns": ("Eastmere",)},
        {"reach": (Reach.HOME_VISIT,), **NOWHERE},
        {"reach": (Reach.TELEPHONE,), **NOWHERE},
        {"reach": (Reach.ONLINE,), **NOWHERE},
        {"reach": (), "area_wide": True, **NOWHERE},
    ],
    ids=["own town", "own town without a point", "home visit", "telephone", "online", "whole area"],
)
@pytest.mark.parametrize("words", [(), ("balance", "class")])
def test_a_wrong_town_is_never_first_where_something_nearer_answers(own, words):
    """However much better the other town's service fits, by its need and by every word that was said."""
    other = make_listing(
        "a wrong town", description="balance class", needs=(("falls_prevention", 0.95),), **WINTERBY
    )
    weaker = make_listing("own", needs=(("falls_prevention", 0.3),), **own)
    fillers = [make_listing(f"filler {n}", needs=(("pets", 0.9),)) for n in range(6)]
    assert ranked([other, weaker, *fillers], words=words) == ["own", "a wrong town"]


def test_a_wrong_town_comes_first_where_nothing_nearer_answers():
    pets = make_listing("pets", needs=(("pets", 0.9),))
    assert ranked([make_listing("a wrong town", **WINTERBY), pets]) == ["a wrong town"]


def test_each_need_waits_for_its_own_town():
    heard = (HeardNeed("falls_prevention", 0.5), HeardNeed("pets", 0.45))
    listings = [
        make_listing("far falls", needs=(("falls_prevention", 0.9),), **WINTERBY),
        make_listing("far pets", needs=(("pets", 0.9),), **WINTERBY),
        make_listing("near falls", needs=(("falls_prevention", 0.4),)),
        make_listing("near pets", needs=(("pets", 0.4),)),
    ]
    order = ranked(listings, limit=4, needs=heard)
    assert order[0] == "near falls"
    assert order.index("near pets") < order.index("far pets")


def test_a_service_named_by_its_name_comes_wherever_it_is():
    other = make_listing("far", name="Winterby Sure Steps", **WINTERBY)
    own = make_listing("own", name="Balance", needs=(("falls_prevention", 0.4),))
    assert ranked([other, own], words=("sure", "steps"))[0] == "far"


@pytest.mark.parametrize(
    "reach",
    [(Reach.HOME_VISIT,), (Reach.TELEPHONE,), (Reach.ONLINE,), ()],
    ids=["home visit", "telephone", "online", "whole area"],
)
def test_what_needs_no_journey_stays_among_the_first_three(reach):
    comes = make_listing("comes", reach=reach, area_wide=True, **NOWHERE)
    others = [make_listing(f"venue {n}", points=((53.60, -0.65 - n / 20),)) for n in range(6)]
    assert "comes" in ranked([comes, *others])


def test_another_councils_venue_sinks_and_is_marked():
    over_the_border = {"points": ((53.605, -0.66),), "towns": ("Goolby",)}
    listings = [
        make_listing("a border one", **over_the_border),
        make_listing("ours", points=((53.63, -0.66),)),
    ]
    index, ranking = shelf(listings)
    found = ranking.rank(Wanted(FALLS, place=PLACE), 3)
    assert [(index.listings[one.row].id, one.elsewhere) for one in found] == [
        ("ours", False),
        ("a border one", True),
    ]


def test_somebody_from_the_other_council_is_not_sent_away_from_home():
    theirs = Place(PlaceKind.TOWN, "Goolby", *FAR, THEIRS, False)
    home = make_listing("home", points=(FAR,), towns=("Goolby",), needs=(("falls_prevention", 0.5),))
    assert ranked([home, make_listing("ours")], place=theirs)[0] == "home"


def test_a_telephone_line_of_another_council_is_not_elsewhere():
    line = make_listing("line", reach=(Reach.TELEPHONE,), points=(), towns=("Goolby",))
    index, ranking = shelf([line])
    assert not ranking.rank(Wanted(FALLS, place=PLACE), 1)[0].elsewhere


@pytest.mark.parametrize(
    "reach",
    [(Reach.HOME_VISIT,), (Reach.TELEPHONE,), (Reach.ONLINE,)],
    ids=["home visit", "telephone", "online"],
)
def test_somebody_elsewhere_is_not_told_that_ours_come_there(reach):
    """A helpline of the whole country goes first; ours stays, and says that one has to ask."""
    theirs = Place(PlaceKind.TOWN, "Goolby", *FAR, THEIRS, False)
    ours = make_listing("ours", reach=reach, **NOWHERE)
    line = make_listing("z line", reach=(Reach.TELEPHONE,), national=True, **NOWHERE)
    index, ranking = shelf([ours, line])
    found = ranking.rank(Wanted(FALLS, place=theirs), 3)
    assert [(index.listings[one.row].id, one.elsewhere) for one in found] == [
        ("z line", False),
        ("ours", True),
    ]


@pytest.mark.parametrize("locals_sure", [0.9, 0.3, 0.2])
def test_helplines_never_push_a_local_service_out_of_the_first_three(locals_sure):
    lines = [
        make_listing(
            f"a line {n}", national=True, reach=(Reach.TELEPHONE,), needs=(("falls_prevention", 1.0),)
        )
        for n in range(5)
    ]
    local = [make_listing(f"local {n}", needs=(("falls_prevention", locals_sure),)) for n in range(3)]
    assert set(ranked([*lines, *local])) == {"local 0", "local 1", "local 2"}


def test_distances_are_kept_to_the_metre():
    index, ranking = shelf([make_listing("near", points=(NEAR,))])
    found = ranking.rank(Wanted(FALLS, place=PLACE, asked=Asked()), 1)
    assert found[0].distance_km == pytest.approx(0.556, rel=0.002)
