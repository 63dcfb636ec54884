"""A Rasa that keeps everybody waiting is left alone, and noticed again when it speaks."""

from web.rasa_pause import Pause


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def silent(clock: Clock) -> Pause:
    pause = Pause(silences=3, seconds=2.0, clock=clock)
    for _ in range(3):
        assert pause.may_ask()
        pause.kept_waiting()
    return pause


def test_after_three_silences_it_is_left_alone_and_then_tried_by_one() -> None:
    clock = Clock()
    pause = silent(clock)
    assert not pause.may_ask()
    clock.now += 2.0
    assert [pause.may_ask() for _ in range(3)] == [True, False, False]


def test_a_word_ends_it() -> None:
    clock = Clock()
    pause = silent(clock)
    clock.now += 2.0
    assert pause.may_ask()
    pause.answered()
    assert all(pause.may_ask() for _ in range(9))


def test_silences_count_only_in_a_row() -> None:
    pause = Pause(silences=3, clock=Clock())
    for _ in range(5):
        pause.kept_waiting()
        pause.kept_waiting()
        pause.answered()
    assert pause.may_ask()


def test_a_trial_in_vain_begins_the_pause_anew() -> None:
    clock = Clock()
    pause = silent(clock)
    clock.now += 2.0
    assert pause.may_ask()
    clock.now += 1.9  # the trial waits
    pause.kept_waiting()
    clock.now += 1.9
    assert not pause.may_ask()
    clock.now += 0.2
    assert pause.may_ask()
