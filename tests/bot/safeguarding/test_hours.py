"""When the office is open, on the council's own clock."""

from datetime import date, datetime, timezone

import pytest

from bot.safeguarding.hours import OfficeHours

CHRISTMAS = date(2026, 12, 25)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc), True),
        (datetime(2026, 11, 23, 8, 59, tzinfo=timezone.utc), False),
        (datetime(2026, 11, 23, 17, 0, tzinfo=timezone.utc), False),
        (datetime(2026, 11, 27, 16, 45, tzinfo=timezone.utc), False),
        (datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc), False),
        (datetime(2026, 7, 6, 8, 30, tzinfo=timezone.utc), True),
        (datetime(2026, 12, 25, 12, 0, tzinfo=timezone.utc), False),
    ],
    ids=["opening", "too early", "closing", "friday afternoon", "saturday", "summer time", "bank holiday"],
)
def test_is_open(moment: datetime, is_open: bool) -> None:
    assert OfficeHours(closed={CHRISTMAS}).is_open(moment) is is_open


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OfficeHours().is_open(datetime(2026, 11, 23, 9, 0))
