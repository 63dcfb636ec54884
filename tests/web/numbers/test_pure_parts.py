"""Returns, control limits, suppression and periods, each on a small example worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.numbers.chosen import Chosen, whole_weeks
from web.numbers.control import limits, out_of_the_ordinary
from web.numbers.facts import Returns
from web.numbers.intervals import wilson
from web.numbers.returns import Visit, returns_of
from web.numbers.suppression import SMALLEST, suppressed

START = datetime(2025, 1, 1, 9, tzinfo=UTC)


def visit(day: float, group: str = "money", *, request: bool = True, harm: bool = False) -> Visit:
    at = START + timedelta(days=day)
    return Visit(at, at.date(), request, frozenset({group}), harm)


def test_one_person_coming_four_times() -> None:
    visits = {
        "a": visit(0),
        "b": visit(10, "home", request=False),
        "c": visit(10.2, harm=True),
        "d": visit(400),
    }
    assert returns_of(visits) == {
        "a": Returns(before=None, again=10, same=10, harm=10),
        "b": Returns(before=10, again=0, same=None, harm=0),
        "c": Returns(before=10, again=None, same=None, harm=None),  # 390 days are more than a year
        "d": Returns(before=None),
    }


def test_limits_by_hand() -> None:
    values = [10, 12, 11, 13, 12, 10, 11, 13]  # steps: 2 1 2 1 2 1 2, mean 11/7
    found = limits(values)
    assert found is not None
    assert found.mean == 11.5
    assert found.high == pytest.approx(11.5 + 2.66 * 11 / 7)
    assert found.low == pytest.approx(11.5 - 2.66 * 11 / 7)
    assert limits(values[:7]) is None
    assert limits([99.0, 1.0] * 4, most=100) == limits([99.0, 1.0] * 4, most=100)
    assert (limits([99.0, 1.0] * 4, most=100) or found).high == 100


def test_a_jump_and_a_long_run_are_out_of_the_ordinary() -> None:
    steady = [10.0, 11.0] * 10
    within = limits(steady)
    assert within is not None
    assert out_of_the_ordinary(steady, within) == []
    assert out_of_the_ordinary([*steady, 30.0], within) == [20]
    assert out_of_the_ordinary([10.0, *[11.0] * 8, 10.0], within) == list(range(1, 9))


@pytest.mark.parametrize("weeks", [8, 10, 13, 29])
@pytest.mark.parametrize("share", [100 / 3, 100 / 7, 100 / 9])
def test_weeks_that_are_all_alike_are_ordinary(weeks: int, share: float) -> None:
    within = limits([share] * weeks, most=100)
    assert within is not None and out_of_the_ordinary([share] * weeks, within) == []


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([0, 20, 30], [0, 20, 30]),
        ([3, 20, 30], [None, None, 30]),  # the 20 goes too, or subtraction gives the 3
        ([3, 4, 30], [None, None, 30]),
        ([1, 2, 30, 9], [None, None, 30, None]),  # 1 + 2 is too small a secret for two
        ([3, 0, 30], [None, 0, None]),
        ([3], [None]),
        ([3, 0], [None, None]),
    ],
)  # fmt: skip
def test_small_numbers_by_hand(column: list[int], shown: list[int | None]) -> None:
    assert suppressed(column) == shown


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_subtraction_never_gives_a_small_number_back(column: list[int]) -> None:
    shown = suppressed(column)
    assert all(number is None or not 0 < number < SMALLEST for number in shown)
    gone = [number for number, cell in zip(column, shown, strict=True) if cell is None]
    if gone and len(gone) < len(column):
        assert len(gone) > 1
        assert sum(gone) >= SMALLEST


def test_periods() -> None:
    four = Chosen(date(2026, 10, 19), date(2026, 11, 15))
    assert whole_weeks(four)[0] == four.first
    assert len(whole_weeks(four)) == 4
    assert four.before() == Chosen(date(2026, 9, 21), date(2026, 10, 18))
    assert four.year_before().first.weekday() == four.first.weekday()
    assert whole_weeks(Chosen(date(2026, 11, 3), date(2026, 11, 14))) == ()


@pytest.mark.parametrize(
    ("number", "out_of", "low", "high"),
    [
        # The rows without continuity correction of table I in R. G. Newcombe, Statistics in Medicine 17
        # (1998), 857-872: "two-sided confidence intervals for the single proportion".
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_limits_of_a_share_as_they_were_published(number: int, out_of: int, low: float, high: float) -> None:
    found = wilson(number, out_of)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@given(st.integers(1, 500).flatmap(lambda all_: st.tuples(st.integers(0, all_), st.just(all_))))
def test_limits_hold_the_share_mirror_and_narrow(counted: tuple[int, int]) -> None:
    number, out_of = counted
    found, other = wilson(number, out_of), wilson(out_of - number, out_of)
    more = wilson(10 * number, 10 * out_of)
    assert found and other and more
    assert 0 <= found.low <= 100 * number / out_of <= found.high <= 100
    assert found.low == pytest.approx(100 - other.high, abs=1e-9)
    assert more.high - more.low < found.high - found.low
    assert wilson(0, 0) is None
