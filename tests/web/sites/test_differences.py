"""Newcombe's interval: against his published examples, and what must hold of it whatever the numbers."""

from math import comb

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from web.numbers.differences import Difference, difference
from web.numbers.measures import Rate

# Newcombe (1998), table II, method 10: the two shares, and the ends of the interval.
PUBLISHED = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((10, 10), (0, 10), 0.6075, 1.0000),
]


def of(first: tuple[int, int], second: tuple[int, int]) -> Difference:
    found = difference(Rate(*first), Rate(*second))
    assert found is not None
    return found


@pytest.mark.parametrize(("first", "second", "low", "high"), PUBLISHED)
def test_the_published_examples(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = of(first, second)
    assert found.points == pytest.approx(100 * (first[0] / first[1] - second[0] / second[1]))
    assert (round(found.within.low / 100, 4), round(found.within.high / 100, 4)) == (low, high)
    assert found.is_told is (low > 0)


def test_a_share_of_nothing_has_no_difference() -> None:
    assert difference(Rate(0, 0), Rate(1, 2)) is None
    assert difference(Rate(1, 2), Rate(0, 0)) is None


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    out_of = draw(st.integers(1, 5000))
    return draw(st.integers(0, out_of)), out_of


@given(shares(), shares())
def test_the_interval_holds_the_difference_and_stays_within_the_possible(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = of(first, second)
    assert -100 <= found.within.low <= found.points <= found.within.high <= 100


@given(shares(), shares())
def test_the_other_way_round_is_the_same_with_its_signs_turned(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    here, there = of(first, second), of(second, first)
    assert there.points == pytest.approx(-here.points)
    assert (there.within.low, there.within.high) == pytest.approx((-here.within.high, -here.within.low))
    assert here.is_told is there.is_told


@given(shares(), shares(), st.integers(2, 50))
def test_more_of_the_same_narrows_it(first: tuple[int, int], second: tuple[int, int], times: int) -> None:
    few = of(first, second)
    many = of((first[0] * times, first[1] * times), (second[0] * times, second[1] * times))
    assert many.points == pytest.approx(few.points)
    assert many.within.high - many.within.low < few.within.high - few.within.low + 1e-9


@given(shares(), shares(), st.floats(0.5, 3))
def test_to_be_surer_it_is_wider(first: tuple[int, int], second: tuple[int, int], z: float) -> None:
    assume(z < 3)
    less, more = difference(Rate(*first), Rate(*second), z), difference(Rate(*first), Rate(*second), z + 0.5)
    assert less is not None and more is not None
    assert more.within.low <= less.within.low + 1e-9 and less.within.high <= more.within.high + 1e-9


@given(shares())
def test_no_difference_is_never_told_as_one(share: tuple[int, int]) -> None:
    assert not of(share, share).is_told


def test_how_often_it_holds_the_truth() -> None:
    """Every possible outcome of 40 and 30 contacts, weighed: of many sites about 95 in 100 must be right."""

    def chance(number: int, out_of: int, share: float) -> float:
        return comb(out_of, number) * share**number * (1 - share) ** (out_of - number)

    for here, there in ((0.15, 0.30), (0.5, 0.5), (0.88, 0.15), (0.05, 0.10)):
        held = sum(
            chance(a, 40, here) * chance(b, 30, there)
            for a in range(41)
            for b in range(31)
            if (within := of((a, 40), (b, 30)).within).low <= 100 * (here - there) <= within.high
        )
        assert 0.93 <= held <= 0.99, (here, there, held)
