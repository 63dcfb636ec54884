"""The measures, against values worked out by hand."""

import math

import pytest

from directory.evaluation.measures import hit, interval, mean_interval, ndcg, share


def test_a_hit_counts_within_its_places():
    assert hit(["a", "b", "c"], {"c"}, 3)
    assert not hit(["a", "b", "c"], {"c"}, 2)


def test_the_interval_of_a_share_is_wilsons():
    low, high = interval([True] * 8 + [False] * 2)
    assert (low, high) == (pytest.approx(0.4902, abs=1e-3), pytest.approx(0.9433, abs=1e-3))
    assert share([]) == 0.0


def test_a_perfect_ranking_has_ndcg_one_and_a_reversed_one_less():
    gains = {"a": 2.0, "b": 1.0}
    assert ndcg(["a", "b", "x"], gains) == pytest.approx(1.0)
    by_hand = (1 / math.log2(2) + 2 / math.log2(3)) / (2 / math.log2(2) + 1 / math.log2(3))
    assert ndcg(["b", "a"], gains) == pytest.approx(by_hand)
    assert ndcg(["x"], gains) == 0.0


def test_a_mean_comes_with_its_interval():
    mean, low, high = mean_interval([0.25, 0.75] * 2)
    assert mean == 0.5
    assert high - mean == pytest.approx(1.96 * math.sqrt(1 / 12 / 4))
    assert mean - low == pytest.approx(high - mean)
