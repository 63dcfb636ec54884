"""By when somebody hears, in words: over weekends, bank holidays and the council's own hours."""

from datetime import UTC, date, datetime, time

import pytest

from bot.actions.office import Office
from bot.actions.promise import promise
from bot.office_times import OfficeTimes
from bot.safeguarding.hours import OfficeHours

FRIDAY_BEFORE_MAY = datetime(2026, 5, 1, 13, 0, tzinfo=UTC)  # two in the afternoon; Monday is a bank holiday
CHRISTMAS_EVE = datetime(2026, 12, 24, 18, 0, tzinfo=UTC)  # a Thursday; the 25th and the 28th are days off


def at(moment: datetime, hours: OfficeHours | None = None) -> Office:
    return Office(hours or OfficeHours(), now=lambda: moment)


@pytest.mark.parametrize(
    ("moment", "priority", "words"),
    [
        (FRIDAY_BEFORE_MAY, "urgent", "by 4:30pm on Friday 1 May"),
        (FRIDAY_BEFORE_MAY, "priority", "by 5pm on Tuesday 5 May"),
        (FRIDAY_BEFORE_MAY, "routine", "by 5pm on Monday 11 May"),
        (datetime(2026, 5, 2, 9, 0, tzinfo=UTC), "priority", "by 5pm on Wednesday 6 May"),
        (CHRISTMAS_EVE, "urgent", "by 5pm on Tuesday 29 December"),
        (CHRISTMAS_EVE, "priority", "by 5pm on Wednesday 30 December"),
        (datetime(2026, 4, 2, 12, 0, tzinfo=UTC), "priority", "by 5pm on Tuesday 7 April"),
    ],
    ids=["same day", "over may day", "five days", "saturday", "christmas", "next day", "easter"],
)
def test_the_day_and_the_hour(moment: datetime, priority: str, words: str) -> None:
    said = promise(at(moment), priority, moment)
    assert said.words == words
    assert said.by and said.by > moment


def test_a_council_with_hours_and_days_off_of_its_own() -> None:
    times = OfficeTimes(closes=time(20), closed_days=frozenset({date(2026, 5, 5)}))
    office = at(FRIDAY_BEFORE_MAY, OfficeHours.of(times, "Europe/London"))
    assert promise(office, "priority", FRIDAY_BEFORE_MAY).words == "by 8pm on Wednesday 6 May"


def test_it_counts_from_when_it_was_passed_on_and_not_from_the_last_words() -> None:
    before_closing = datetime(2026, 11, 23, 16, 58, tzinfo=UTC)
    after = at(datetime(2026, 11, 23, 17, 3, tzinfo=UTC))
    assert promise(after, "priority", before_closing).words == "by 5pm on Tuesday 24 November"


@pytest.mark.parametrize("since", [FRIDAY_BEFORE_MAY, datetime(2026, 4, 1, 9, 0, tzinfo=UTC)])
def test_what_is_due_at_once_or_over_has_no_hour(since: datetime) -> None:
    said = promise(at(FRIDAY_BEFORE_MAY), "emergency", since)
    assert (said.by, said.words) == (None, "as soon as we can")
