"""The pauses between attempts: they grow, differ, end, and give a receiver the time it asks for."""

from datetime import timedelta

import pytest

from web.outbox.backoff import LONGEST, LONGEST_ASKED_FOR, pause
from web.outbox.settings import Outbox


def test_they_double_up_to_six_hours() -> None:
    whole = [pause(attempt, 1.0) for attempt in range(1, 12)]
    assert whole[:4] == [timedelta(minutes=each) for each in (1, 2, 4, 8)]
    assert whole[-1] == pause(100, 1.0) == LONGEST


@pytest.mark.parametrize("chance", [0.0, 0.3, 0.999])
def test_a_random_part_is_taken_off_and_never_more_than_half(chance: float) -> None:
    assert timedelta(seconds=30) <= pause(1, chance) <= timedelta(seconds=60)


def test_no_sooner_than_the_receiver_asked_and_no_later_than_a_day() -> None:
    assert pause(1, 0.0, timedelta(minutes=10)) == timedelta(minutes=10)
    assert pause(1, 1.0, timedelta(seconds=1)) == timedelta(minutes=1)
    assert pause(1, 0.0, timedelta(days=400)) == LONGEST_ASKED_FOR


def test_all_attempts_together_outlast_a_long_weekend() -> None:
    shortest = sum((pause(attempt, 0.0) for attempt in range(1, Outbox.tries)), timedelta())
    longest = sum((pause(attempt, 1.0) for attempt in range(1, Outbox.tries)), timedelta())
    assert timedelta(days=1) < shortest and timedelta(days=2.5) < longest < timedelta(days=4)
