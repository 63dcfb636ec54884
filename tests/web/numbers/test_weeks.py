"""Week by week: only weeks that are over, and whose window is over, are held against others."""

from collections import Counter
from datetime import date, timedelta

from web.numbers.chosen import Chosen
from web.numbers.measures import MEASURES
from web.numbers.totals import Totals
from web.staff.dashboard.tables import weeks_of, whole_weeks_of

MONDAY = date(2026, 6, 1)
WEEK = timedelta(days=7)
TEN = Chosen(MONDAY, MONDAY + 10 * WEEK - timedelta(days=1))


def totals(today: date) -> Totals:
    """Ten contacts on each day of ten weeks, as far as they are over, half of them verified."""
    days = [TEN.first + timedelta(days=each) for each in range(TEN.days)]
    one = {"contacts": 10, "stated_need": 10, "verified_28": 5}
    return Totals({day: Counter(one) for day in days if day <= today}, today)


def test_weeks_to_come_are_no_weeks_without_contacts() -> None:
    thursday = MONDAY + 8 * WEEK + timedelta(days=3)
    found = whole_weeks_of(TEN, totals(thursday))
    assert list(found) == [MONDAY + week * WEEK for week in range(8)]
    weeks = weeks_of(MEASURES["contacts"], TEN, found)
    assert weeks.within is not None and (weeks.within.low, weeks.unusual) == (70, [])


def test_a_week_is_shown_once_the_window_of_its_sunday_is_over() -> None:
    sunday = TEN.last
    for days, weeks in ((28, 9), (29, 10)):
        whole = totals(sunday + timedelta(days=days))
        found = weeks_of(MEASURES["verified_28"], TEN, whole_weeks_of(TEN, whole))
        assert len(found.weeks) == weeks and found.values == [50.0] * weeks
