"""The numbers of docs/evaluating.md about Harrow's 15% and 88%: each is computed again."""

import re
from pathlib import Path

import pytest

from web.numbers.differences import difference
from web.numbers.measures import Rate

PAGE = (Path(__file__).parents[3] / "docs" / "evaluating.md").read_text(encoding="utf-8")
PAIR = r"(\d+) of (\d+)"
BESIDE = re.findall(rf"\| (\d+) \| {PAIR} \| {PAIR} \| (\S+) \| (\S+) to (\S+) \|", PAGE)
LEFT_OUT = re.findall(rf"\| (\d+) \| {PAIR} \| ([\d.]+)% \|", PAGE)
OLD_WEEK, SITE_WEEK = 41 / 0.85, 4 / 0.12  # contacts a week that the shares and those who went on imply


def test_both_tables_are_there() -> None:
    assert ([each[0] for each in BESIDE], [each[0] for each in LEFT_OUT]) == (
        ["1", "4", "12"],
        ["0", "5", "10", "20"],
    )


@pytest.mark.parametrize("row", BESIDE)
def test_the_differences(row: tuple[str, ...]) -> None:
    weeks, old, old_of, new, new_of = map(int, row[:5])
    assert (old_of, new_of) == (round(OLD_WEEK * weeks), round(SITE_WEEK * weeks))
    assert (old, new) == (round(0.15 * OLD_WEEK * weeks), round(0.88 * SITE_WEEK * weeks))
    found = difference(Rate(new, new_of), Rate(old, old_of))
    assert found is not None
    ends = (found.points, found.within.low, found.within.high)
    assert tuple(f"{each:+.1f}" for each in ends) == row[5:]


@pytest.mark.parametrize("row", LEFT_OUT)
def test_what_a_denominator_does(row: tuple[str, ...]) -> None:
    left_out, resolved, out_of = map(int, row[:3])
    assert out_of == 33 + left_out and row[3] == f"{100 * resolved / out_of:.1f}"


def test_what_is_said_of_the_four_figures() -> None:
    assert f"about {OLD_WEEK:.0f} contacts a week, and 4 at 12% about {SITE_WEEK:.0f}" in PAGE
    fewer = OLD_WEEK - SITE_WEEK
    assert (
        f"about {fewer * 0.85:.0f} would have gone missing" in PAGE and f"({fewer:.0f} fewer contacts" in PAGE
    )
    assert f"about {SITE_WEEK * (0.88 - 0.15):.0f} belong to the larger share" in PAGE
    assert f"at {100 * 29 / 48:.1f}%" in PAGE
