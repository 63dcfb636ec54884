"""When the office is open, on the council's own clock, and how working time goes by."""

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.exceptions import SettingsError
from bot.office_times import OfficeTimes
from bot.safeguarding.holidays import bank_holidays
from bot.safeguarding.hours import OfficeHours
from bot.settings import BotSettings, office_times

UTC = timezone.utc
HOURS = OfficeHours()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 27, 16, 45, tzinfo=UTC), False),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 6, 8, 30, tzinfo=UTC), True),
        (datetime(2026, 12, 25, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 28, 12, 0, tzinfo=UTC), False),
        (datetime(2026, 5, 25, 12, 0, tzinfo=UTC), False),
    ],
    ids=[
        "opening", "too early", "closing", "friday afternoon", "saturday", "summer time", "christmas",
        "boxing day in lieu", "spring bank holiday",
    ],
)  # fmt: skip
def test_is_open(moment: datetime, is_open: bool) -> None:
    assert HOURS.is_open(moment) is is_open


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        HOURS.is_open(datetime(2026, 11, 23, 9, 0))


def test_bank_holidays_are_those_of_england_and_not_of_scotland() -> None:
    assert {date(2026, 4, 6), date(2026, 8, 31), date(2027, 12, 27)} <= bank_holidays()
    assert date(2026, 1, 2) not in bank_holidays()
    assert date(2026, 11, 30) not in bank_holidays()


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), datetime(2026, 11, 23, 10, 0, tzinfo=UTC)),
        (datetime(2026, 11, 27, 16, 30, tzinfo=UTC), datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
        (datetime(2026, 12, 24, 17, 0, tzinfo=UTC), datetime(2026, 12, 29, 9, 0, tzinfo=UTC)),
        (datetime(2026, 3, 27, 20, 0, tzinfo=UTC), datetime(2026, 3, 30, 8, 0, tzinfo=UTC)),
    ],
    ids=["open now", "over the weekend", "over christmas", "into summer time"],
)
def test_when_it_opens_next(moment: datetime, opens: datetime) -> None:
    assert HOURS.opening(moment) == opens


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        (datetime(2026, 11, 23, 10, 0, tzinfo=UTC), 4, datetime(2026, 11, 23, 14, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 13, 0, tzinfo=UTC), 4, datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), 4, datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
        (datetime(2026, 11, 27, 16, 0, tzinfo=UTC), 1, datetime(2026, 11, 30, 9, 30, tzinfo=UTC)),
        (datetime(2026, 12, 24, 16, 0, tzinfo=UTC), 2, datetime(2026, 12, 29, 10, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 15, 0, tzinfo=UTC), 1, datetime(2026, 10, 26, 9, 30, tzinfo=UTC)),
        (datetime(2026, 11, 21, 3, 0, tzinfo=UTC), 8, datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
    ],
    ids=[
        "one day",
        "to the minute",
        "over night",
        "friday",
        "christmas",
        "clocks go back",
        "from a saturday",
    ],
)
def test_working_time_goes_by(moment: datetime, hours: int, then: datetime) -> None:
    assert HOURS.after_working(moment, timedelta(hours=hours)) == then


@pytest.mark.parametrize(
    ("moment", "days", "then"),
    [
        (datetime(2026, 11, 23, 16, 59, tzinfo=UTC), 0, datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), 0, datetime(2026, 11, 24, 17, 0, tzinfo=UTC)),
        (datetime(2026, 11, 26, 10, 0, tzinfo=UTC), 1, datetime(2026, 11, 27, 16, 30, tzinfo=UTC)),
        (datetime(2026, 11, 27, 20, 0, tzinfo=UTC), 1, datetime(2026, 12, 1, 17, 0, tzinfo=UTC)),
        (datetime(2026, 12, 23, 10, 0, tzinfo=UTC), 5, datetime(2027, 1, 4, 17, 0, tzinfo=UTC)),
    ],
)
def test_the_end_of_a_working_day(moment: datetime, days: int, then: datetime) -> None:
    assert HOURS.close_of(moment, days) == then


def test_an_office_that_never_opens_is_said_and_not_looked_for_forever() -> None:
    class EveryDay:
        def __contains__(self, _day: object) -> bool:
            return True

    never = OfficeHours(closed=EveryDay())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="never opens"):
        never.opening(datetime(2026, 11, 23, tzinfo=UTC))


def test_hours_are_the_councils_own_to_set() -> None:
    given = {
        "OFFICE_OPENS": "08:30",
        "OFFICE_CLOSES_FRIDAY": "16:00",
        "OFFICE_CLOSED_DAYS": "2026-11-24, 2026-11-25",
    }
    hours = OfficeHours.of(BotSettings.from_env(given).office, "Europe/London")
    assert hours.is_open(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))
    assert not hours.is_open(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    assert not hours.is_open(datetime(2026, 12, 25, 12, 0, tzinfo=UTC))
    assert hours.opening(datetime(2026, 11, 23, 17, 0, tzinfo=UTC)) == datetime(
        2026, 11, 26, 8, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OFFICE_OPENS": "nine"}, "OFFICE_OPENS must be a time such as 09:00"),
        ({"OFFICE_CLOSED_DAYS": "Christmas"}, "OFFICE_CLOSED_DAYS must be days such as"),
        ({"OFFICE_OPENS": "17:00"}, "OFFICE_CLOSES must be later than the office opens"),
        ({"OFFICE_CLOSES_FRIDAY": "08:00"}, "OFFICE_CLOSES_FRIDAY must be later"),
    ],
)
def test_hours_that_are_none_stop_the_start(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        office_times(given)


def test_without_settings_the_hours_are_the_usual_ones() -> None:
    assert office_times({}) == OfficeTimes()
