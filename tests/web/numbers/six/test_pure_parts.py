"""The register, what stands after which version, and which way a measure is going: on examples by hand."""

from datetime import date

import pytest
import yaml

from web.numbers.measures import MEASURES
from web.numbers.six.feed import Value
from web.numbers.six.history import Version, changed, standing
from web.numbers.six.register import REGISTER, Direction, six_measures
from web.numbers.six.travel import Point, Verdict, difference, interval, travel

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def test_they_are_six_in_the_papers_order_and_the_first_two_are_counted_here() -> None:
    six = list(six_measures().values())
    assert len(six) == 6 == len(yaml.safe_load(REGISTER.read_text()))
    assert [bool(each.live) for each in six] == [True, True, False, False, False, False]
    assert all(each.live or each.feed for each in six)
    assert [each.direction for each in six] == [
        Direction.DOWN, Direction.NOT_UP, Direction.UP, Direction.UP, Direction.DOWN, Direction.NEAR,
    ]  # fmt: skip


def test_what_is_counted_here_and_what_stands_beside_it_are_measures_of_the_dashboard() -> None:
    for each in six_measures().values():
        assert {*filter(None, [each.live]), *each.beside} <= set(MEASURES)
    # Norfolk's first measure alone can be bettered by turning people away.
    assert "harmed_91" in six_measures()["assessments"].beside


def value(number: int | None, month: date = MAY, target: float | None = None) -> Value:
    return Value("reabled", month, number, None if number is None else 100, target)


def test_the_newest_file_decides_month_by_month_and_a_return_replaces_all() -> None:
    versions = [
        Version(1, (value(10), value(20, JUNE))),
        Version(2, (value(30, JUNE),)),
        Version(3, (value(10), value(20, JUNE)), whole=True),
        Version(4, (value(50, JUNE),)),
    ]
    stands = {upto: [each.number for each in standing(versions, upto).values()] for upto in (1, 2, 3, None)}
    assert stands == {1: [10, 20], 2: [10, 30], 3: [10, 20], None: [10, 50]}
    assert changed(standing(versions), standing(versions, 3)) == 1
    assert changed(standing(versions, 1), standing(versions, 3)) == 0


def test_a_return_to_before_a_month_came_takes_the_month_away() -> None:
    versions = [Version(1, (value(10),)), Version(2, (value(5, JUNE),)), Version(3, (value(10),), whole=True)]
    assert list(standing(versions)) == [("reabled", MAY)]


def test_a_target_that_comes_alone_leaves_the_figures_and_the_other_way_round() -> None:
    both = standing([Version(1, (value(10),)), Version(2, (value(None, target=70),))])
    assert list(both.values()) == [value(10, target=70)]
    again = standing([Version(1, (value(None, target=70),)), Version(2, (value(10),))])
    assert list(again.values()) == [value(10, target=70)]


def months(*numbers: int, out_of: int = 1000) -> list[Point]:
    return [Point(number, out_of) for number in numbers]


@pytest.mark.parametrize(
    ("measure", "numbers", "verdict"),
    [
        ("assessments", (300, 300, 300, 200, 200, 200), Verdict.AS_HOPED),
        ("assessments", (200, 200, 200, 300, 300, 300), Verdict.OTHER_WAY),
        ("assessments", (200, 210, 190, 205, 195, 201), Verdict.NO_CHANGE),
        ("reabled", (200, 200, 200, 300, 300, 300), Verdict.AS_HOPED),
        ("reabled", (300, 300, 300, 200, 200, 200), Verdict.OTHER_WAY),
        ("no_support", (200, 200, 200, 300, 300, 300), Verdict.OTHER_WAY),
        ("no_support", (300, 300, 300, 200, 200, 200), Verdict.AS_HOPED),
        ("assessments", (300, 300, 300, 200, 200), Verdict.TOO_FEW),
        ("assessments", (), Verdict.TOO_FEW),
    ],
)
def test_which_way_a_measure_goes(measure: str, numbers: tuple[int, ...], verdict: Verdict) -> None:
    assert travel(six_measures()[measure], months(*numbers), per=100).verdict is verdict


def test_only_the_newest_six_months_count_and_empty_ones_not_at_all() -> None:
    known = [*months(900, 900), Point(0, 0), *months(300, 300, 300, 200, 200, 200)]
    found = travel(six_measures()["assessments"], known, per=100)
    assert (found.before, found.now) == (30.0, 20.0)
    assert found.change == -10.0


def test_the_interval_of_a_change_by_hand() -> None:
    # 10 and 30 of 98 become 11 and 31 of 100: 0.2, its error the root of (.11*.89 + .31*.69) / 100.
    low, high = difference(Point(10, 98), Point(30, 98), 100)
    assert low == pytest.approx(20 - 10.946, abs=0.01)
    assert high == pytest.approx(20 + 10.946, abs=0.01)


def test_few_events_in_a_population_prove_nothing() -> None:
    few = travel(six_measures()["admissions_18_64"], months(2, 3, 1, 1, 1, 2, out_of=90_000), per=100_000)
    assert few.verdict is Verdict.NO_CHANGE
    low, high = difference(Point(40, 100_000), Point(10, 100_000), 100_000)
    assert low == pytest.approx(-30 - 13.995, abs=0.01)
    assert high == pytest.approx(-30 + 13.995, abs=0.01)


def test_in_line_with_others_means_within_what_chance_explains() -> None:
    measure, known = six_measures()["admissions_65"], months(90, 110, 100, out_of=190_000)
    near = {target: travel(measure, known, target, per=100_000).verdict for target in (50.0, 55.0, 90.0)}
    assert near == {50.0: Verdict.AS_HOPED, 55.0: Verdict.AS_HOPED, 90.0: Verdict.OTHER_WAY}
    assert travel(measure, known, None, per=100_000).verdict is Verdict.NO_TARGET
    assert travel(measure, known[:2], 50.0, per=100_000).verdict is Verdict.TOO_FEW


def test_the_interval_of_a_share_is_wilsons() -> None:
    # 0 of 10: from 0 to z2 / (n + z2) = 3.8415 / 13.8415.
    low, high = interval(Point(0, 10), 100)
    assert low == pytest.approx(0, abs=1e-9)
    assert high == pytest.approx(27.753, abs=0.01)
