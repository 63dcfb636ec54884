"""A contact or a request, open or over: worked out by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from web.handoffs.standing import Standing, finalised, is_request

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)


@pytest.mark.parametrize(
    ("contact", "counts"),
    [
        (Standing(handed_on=True, named=True), True),
        (Standing(handed_on=True, named=False), False),
        (Standing(handed_on=False, named=True), False),
        (Standing(True, True, request="request_assessment"), True),
        (Standing(True, True, request="not_in_area"), True),
        (Standing(True, True, request="complaint"), False),
        (Standing(True, True, request="data_request"), False),
        (Standing(True, True, request="child"), False),
        (Standing(True, True, void=True), False),
    ],
)
def test_contact_or_request(contact: Standing, counts: bool) -> None:
    assert is_request(contact) is counts


@pytest.mark.parametrize(
    ("ended_at", "closings", "over"),
    [
        (None, [], None),
        (NOON, [], NOON),
        (None, [None], None),
        (NOON, [None], None),
        (None, [LATER], LATER),
        (NOON, [LATER, None], None),
        (None, [LATER, NOON], LATER),
    ],
)
def test_over_when_nothing_is_open(
    ended_at: datetime | None, closings: list[datetime | None], over: datetime | None
) -> None:
    assert finalised(ended_at, closings) == over
