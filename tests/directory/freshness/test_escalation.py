"""Asked three times at the most, never twice in a few days, then an editor: the rules as a table."""

from datetime import date, timedelta

import pytest

from directory.freshness.ages import Age, age_of, days_since, oldest_first
from directory.freshness.escalation import Asked, Move, Next, Rhythm, cycle_of, next_move

TODAY = date(2026, 11, 22)
RHYTHM = Rhythm(after=180, again=14, gap=7, together=30)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("assured", "asked", "expected"),
    [
        (ago(0), None, Next(Move.NOTHING)),
        (ago(149), None, Next(Move.NOTHING)),
        (ago(150), None, Next(Move.RIDE_ALONG, 1)),
        (ago(180), None, Next(Move.REMIND, 1)),
        (None, None, Next(Move.REMIND, 1)),
        # An answer began a new cycle; what was asked before it counts only for the rest between two mails.
        (ago(180), (ago(400), 3, ago(200)), Next(Move.REMIND, 1)),
        (ago(180), (ago(400), 1, ago(6)), Next(Move.WAIT)),
        (ago(150), (ago(400), 1, ago(6)), Next(Move.NOTHING)),
        # One step after another, with a pause between.
        (ago(200), (ago(200), 1, ago(13)), Next(Move.WAIT)),
        (ago(200), (ago(200), 1, ago(14)), Next(Move.REMIND, 2)),
        (ago(200), (ago(200), 2, ago(14)), Next(Move.REMIND, 3)),
        (ago(200), (ago(200), 3, ago(13)), Next(Move.WAIT)),
        (ago(200), (ago(200), 3, ago(14)), Next(Move.TELL_EDITOR)),
        (None, (None, 3, ago(400)), Next(Move.TELL_EDITOR)),
        # A feed's day to come is no check.
        (ago(-400), None, Next(Move.REMIND, 1)),
        # Asked early, in company: not asked again before the time.
        (ago(160), (ago(160), 1, ago(10)), Next(Move.NOTHING)),
    ],
)
def test_what_to_do_today(
    assured: date | None, asked: tuple[date | None, int, date] | None, expected: Next
) -> None:
    last = Asked(cycle_of(asked[0]), asked[1], asked[2]) if asked else None
    assert next_move(assured, last, TODAY, RHYTHM) == expected


def test_an_asking_over_two_years_is_three_mails_and_a_pause_before_each() -> None:
    mails, asked = [], None
    for number in range(730):
        day = TODAY + timedelta(days=number)
        move = next_move(TODAY, asked, day, RHYTHM)
        if move.move is Move.REMIND:
            asked = Asked(cycle_of(TODAY), move.step, day)
            mails.append(number)
    assert mails == [180, 194, 208]


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (0, Age.RECENT),
        (90, Age.RECENT),
        (91, Age.THIS_YEAR),
        (365, Age.THIS_YEAR),
        (366, Age.OVER_A_YEAR),
        (-1, Age.NEVER),
    ],
)
def test_ages(days: int, age: Age) -> None:
    assert age_of(ago(days), TODAY) is age


def test_never_checked_comes_first_and_is_no_number_of_days() -> None:
    assert days_since(None, TODAY) is None
    found = sorted([ago(10), None, ago(4000)], key=lambda day: oldest_first(day, TODAY))
    assert found == [None, ago(4000), ago(10)]
