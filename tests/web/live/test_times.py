"""Who comes first, who counts as gone, which name is one: plain values in, plain values out."""

from datetime import UTC, datetime, timedelta

import pytest

from web.live.times import ADVISER_LOST, Waits, before, first_name, in_order, is_past, shown_name

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIRST, SECOND = Waits(1, NOON, None), Waits(2, NOON + timedelta(minutes=1), "check")
URGENT, EMERGENCY = (
    Waits(3, NOON + timedelta(minutes=2), "urgent"),
    Waits(4, NOON + timedelta(minutes=3), "emergency"),
)


def test_danger_first_then_whoever_waited_longest() -> None:
    assert [each.number for each in in_order([SECOND, FIRST, URGENT, EMERGENCY])] == [4, 3, 1, 2]


@pytest.mark.parametrize(("number", "how_many"), [(4, 0), (3, 1), (1, 2), (2, 3), (99, 0)])
def test_how_many_come_before(number: int, how_many: int) -> None:
    assert before([FIRST, SECOND, URGENT, EMERGENCY], number) == how_many


@pytest.mark.parametrize(
    ("seconds", "past"), [(0, False), (ADVISER_LOST.seconds, False), (ADVISER_LOST.seconds + 1, True)]
)
def test_gone_after_the_silence_and_not_before(seconds: int, past: bool) -> None:
    assert is_past(NOON, ADVISER_LOST, NOON + timedelta(seconds=seconds)) is past
    assert not is_past(None, ADVISER_LOST, NOON)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Grace ", "Grace"), ("Grace\n Hall", "Grace Hall"), ("", None), ("42", None), ("x" * 41, None)],
)
def test_a_name_is_one_line_with_a_letter_in_it(typed: str, kept: str | None) -> None:
    assert shown_name(typed) == kept


@pytest.mark.parametrize(("account", "name"), [("grace", "Grace"), ("grace.hall", "Grace"), ("", "")])
def test_the_box_begins_with_the_first_name_alone(account: str, name: str) -> None:
    assert first_name(account) == name
