"""Narrowing the directory: what is left and every count, against the plainest way to work them out."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from directory.browsing.conditions import Conditions, Facet
from directory.browsing.index import BrowseIndex
from directory.browsing.narrowing import Browse, Order, loosened
from directory.needs.vocabulary import Vocabulary
from directory.reach import Reach
from tests.directory.browsing.invented import COUNCIL, TOWNS, invented
from tests.directory.browsing.plainly import ANSWERS_FROM, far, fits, has, needs_no_journey
from tests.directory.matching.listings import HERE

MILES = (1, 3, 5, 10)
LISTINGS = invented(400)


@pytest.fixture(scope="module")
def index() -> BrowseIndex:
    return BrowseIndex(LISTINGS, COUNCIL, ANSWERS_FROM)


def random_conditions(number: int) -> Iterator[Conditions]:
    chance = random.Random(7)  # noqa: S311 -- made-up data, no secret
    needs = Vocabulary.load().ids
    for _ in range(number):
        yield Conditions(
            need=chance.choice(("", "", *chance.sample(needs, 2))),
            free=chance.random() < 0.2,
            reach=tuple(way for way in Reach if chance.random() < 0.25),
            evening=chance.random() < 0.15,
            weekend=chance.random() < 0.15,
            wheelchair=chance.random() < 0.15,
            language=chance.choice(("", "", "", "polish", "urdu", "bsl")),
            age=chance.choice((None, None, 0, 17, 30, 82)),
            area=chance.choice(("", "", *TOWNS)),
            miles=chance.choice((None, *MILES)),
            organisation=chance.choice(("", "", "", "", "Organisation 1")),
        )


def test_what_is_left_and_every_count_are_right(index: BrowseIndex) -> None:
    options = {
        facet: set(index.values(facet)) | ({str(each) for each in MILES} if facet is Facet.MILES else set())
        for facet in Facet
    }
    assert all(options[facet] for facet in Facet if facet is not Facet.AGE)
    tried = 0
    for conditions in random_conditions(60):
        narrowed = Browse(conditions, here=HERE, miles=MILES).over(index)
        assert {index.listings[row].id for row in narrowed.rows} == {
            one.id for one in LISTINGS if fits(one, conditions)
        }
        for facet, values in options.items():
            rest = [one for one in LISTINGS if fits(one, loosened(conditions, facet))]
            for value in values:
                told = narrowed.counts[facet].get(value, 0)
                assert told == sum(has(one, facet, value) for one in rest), (conditions, facet, value)
                tried += told > 0
            if facet in narrowed.without:
                assert narrowed.without[facet] == len(rest)
    assert tried > 2000


def test_a_count_is_what_choosing_it_then_gives(index: BrowseIndex) -> None:
    before = Browse(Conditions(reach=(Reach.VENUE,)), here=HERE, miles=MILES).over(index)
    for town, count in before.counts[Facet.AREA].items():
        assert len(Browse(Conditions(reach=(Reach.VENUE,), area=town), here=HERE).over(index)) == count
    for way, count in before.counts[Facet.REACH].items():
        assert len(Browse(Conditions(reach=(Reach(way),)), here=HERE).over(index)) == count


def test_words_narrow_and_order_and_ties_fall_by_name(index: BrowseIndex) -> None:
    best = [30, 2, 17]
    assert list(Browse(best=best, best_only=True).over(index).rows) == best
    assert list(Browse(best=[], best_only=True).over(index).rows) == []
    assert list(Browse(best=best).over(index).rows)[:3] == best
    named = Browse(best=best, best_only=True, order=Order.NAME).over(index)
    by_name = [index.listings[row].name for row in named.rows]
    assert by_name == sorted(by_name, key=str.casefold)
    assert len(by_name) == 3


def test_the_nearest_come_first_and_the_placeless_stay(index: BrowseIndex) -> None:
    narrowed = Browse(here=HERE, order=Order.NEAREST).over(index)
    distances = [far(index.listings[row]) for row in narrowed.rows]
    assert distances == sorted(distances)
    assert len(distances) == len(LISTINGS)
    assert distances[-1] == float("inf")


def test_help_by_telephone_or_at_home_is_never_too_far(index: BrowseIndex) -> None:
    left = {index.listings[row].id for row in Browse(Conditions(miles=1), here=HERE).over(index).rows}
    assert {one.id for one in LISTINGS if needs_no_journey(one)} <= left
    assert any(not needs_no_journey(one) and one.id not in left for one in LISTINGS)


def test_a_distance_without_a_place_narrows_nothing(index: BrowseIndex) -> None:
    narrowed = Browse(Conditions(miles=1), miles=MILES).over(index)
    assert len(narrowed) == len(LISTINGS)
    assert narrowed.counts[Facet.MILES] == {}


def test_an_age_leaves_out_only_those_known_not_to_fit(index: BrowseIndex) -> None:
    left = {index.listings[row].id for row in Browse(Conditions(age=0)).over(index).rows}
    assert all(one.id in left for one in LISTINGS if one.min_age is None)
    assert not any(one.id in left for one in LISTINGS if one.min_age)


@pytest.mark.parametrize("facet", list(Facet))
def test_a_value_nobody_has_leaves_nothing(index: BrowseIndex, facet: Facet) -> None:
    if facet not in (Facet.AGE, Facet.MILES):
        assert not index.having(facet, "no such thing").any()


def test_an_empty_directory_is_no_accident() -> None:
    empty = BrowseIndex([], COUNCIL, ANSWERS_FROM)
    narrowed = Browse(Conditions(free=True), best_only=True, here=HERE, miles=MILES).over(empty)
    assert len(narrowed) == 0


def test_languages_are_one_however_they_are_written(index: BrowseIndex) -> None:
    assert index.labels[Facet.LANGUAGE]["polish"] == "Polish"
    assert index.labels[Facet.LANGUAGE]["bsl"] == "British Sign Language"
    assert "english" not in index.values(Facet.LANGUAGE)


def test_a_town_is_one_however_it_is_spelt() -> None:
    venue = replace(LISTINGS[0], reach=(Reach.VENUE,), serves=(), national=False)
    spelt = [
        replace(venue, id=str(n), towns=(town,)) for n, town in enumerate(("Epwell", "EPWELL ", "Epwell"))
    ]
    towns = BrowseIndex([*spelt, replace(venue, id="o", towns=("Online",))], COUNCIL, 0.2).values(Facet.AREA)
    assert {town: len(rows) for town, rows in towns.items()} == {
        "Epwell": 4
    }  # where "Online" is nobody knows
