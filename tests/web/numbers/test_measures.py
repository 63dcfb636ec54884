"""Every measure, counted by hand on a written-out week; and what no measure may ever do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.numbers.a_week import (
    ABANDONED,
    ASSESSMENT,
    CLAIMED,
    MONDAY,
    NO_HELP,
    OPEN,
    SETTLED_THEN_HARM,
    VERIFIED,
    WEEK,
    totals,
)  # fmt: skip
from web.models.contact import Outcome
from web.models.numbers import COUNTERS, WINDOWS
from web.numbers.counting import counts_of
from web.numbers.measures import MEASURES, Rate
from web.words.book import words

BY_HAND = {
    # 11 contacts: all but the test and the silent call. 5 requests: 6, 7, 8, 9, 10.
    "contacts": Rate(11, 0),
    "requests": Rate(5, 0),
    "people": Rate(2, 0),
    "per_person": Rate(3, 2),
    # A need was told in 1, 2, 3, 4, 6, 7, 8 and (without a match) 10.
    "claimed": Rate(3, 8),
    "verified_28": Rate(2, 8),  # 2 came back with the same kind of need after 28 days only
    "verified_91": Rate(1, 8),
    "claimed_unknown": Rate(1, 3),
    "settled": Rate(2, 5),  # 7 and 8
    "settled_28": Rate(1, 5),  # 8 was no help
    "settled_91": Rate(0, 5),  # 7 came back after 50 days
    "harmed_91": Rate(1, 4),  # of 2, 3, 7, 8; 7 came to harm
    "missed": Rate(1, 3),  # of 1, 4 and 5, which were not handed on, 4
    "reviewed": Rate(4, 11),  # 6 too, which was
    "closed_back_91": Rate(2, 4),  # 2 and 7
    # Known: 2, 3, 6, 7, 8.
    "repeat_7": Rate(0, 5),
    "repeat_14": Rate(0, 5),
    "repeat_28": Rate(1, 5),
    "repeat_91": Rate(2, 5),
    "repeat_274": Rate(2, 5),
    "repeat_365": Rate(2, 5),
    "repeat_same_7": Rate(0, 5),
    "repeat_same_14": Rate(0, 5),
    "repeat_same_28": Rate(0, 5),
    "repeat_same_91": Rate(1, 5),
    "repeat_same_274": Rate(1, 5),
    "repeat_same_365": Rate(1, 5),
    "to_request": Rate(5, 11),
    "conversion": Rate(1, 5),
    "to_reablement": Rate(0, 5),
    "to_safeguarding": Rate(1, 5),
    "conversation_two": Rate(6, 11),  # the five that were handed on, and the emergency
    "over_referral": Rate(1, 4),  # safeguarding is not among them
    "honoured": Rate(1, 1),
    "in_time": Rate(2, 5),  # 6 and 10; 7 was late, and two are overdue
    "promise_kept": Rate(1, 2),
    "accepted": Rate(1, 3),  # the one taken back is no offer
    "enough": Rate(2, 4),  # shown in 1, 2, 4, 7
    "not_enough": Rate(1, 4),
    "no_match": Rate(1, 11),
    "unmet": Rate(1, 11),
    "cheap": Rate(5, 8),  # shown: 1 free, low, paid; 2 not known; 4 free, free; 7 paid, low
    "price_known": Rate(7, 8),
    "enough_cheap": Rate(2, 4),  # in 1 and 2
    "help_asked": Rate(2, 3),
    "help_answered": Rate(2, 2),
    "helped": Rate(1, 2),
    "alerts": Rate(2, 11),
    "alerts_handed_off": Rate(1, 2),
    "concerns": Rate(1, 11),
    "handed_off": Rate(5, 11),
    "abandoned": Rate(1, 11),
    "still_open": Rate(1, 11),
    "out_of_hours": Rate(1, 11),
    "handoffs_each": Rate(5, 11),
}


@pytest.mark.parametrize("name", MEASURES)
def test_by_hand(name: str) -> None:
    week = totals(people=2, requests_known=3, overdue=2)
    assert MEASURES[name].rate(week) == BY_HAND[name]


def test_every_measure_was_worked_out_and_has_its_words() -> None:
    assert set(BY_HAND) == set(MEASURES)
    for measure in MEASURES.values():
        said = measure.words
        assert {"label", "counted", "without"} <= set(said)
        assert ("out_of" in said) is (measure.unit != "number")
        assert str(said.get("window", "")) == str(measure.window or "")
    assert set(words("measures")["measures"]) <= set(MEASURES) | {"repeat_DAYS", "repeat_same_DAYS"}


def test_what_is_counted_is_what_the_store_has_room_for() -> None:
    counted = {name for contact in WEEK for name in counts_of(contact)}
    assert counted <= set(COUNTERS)
    unused = set(COUNTERS) - counted
    rare = ("waited_", "in_time_", "late_", "back_", "same_", "to_", "settled_91", "alert_priority", "checks",
            "help_a_little", "claimed_no_help", "claimed_back_28")  # fmt: skip
    assert all(name.startswith(rare) for name in unused)


def test_going_quiet_is_never_a_success_and_always_counts() -> None:
    quiet = [replace(each, outcome=Outcome.ABANDONED, handed_on=()) for each in WEEK]
    assert MEASURES["claimed"].rate(totals(quiet)).numerator == 0
    assert MEASURES["enough"].rate(totals([ABANDONED])) == Rate(0, 1)
    assert MEASURES["claimed"].rate(totals([CLAIMED, ABANDONED])) == Rate(1, 2)


def test_a_window_that_is_not_over_is_not_counted_at_all() -> None:
    for days in WINDOWS:
        measure = MEASURES[f"repeat_{days}"]
        assert measure.rate(totals([VERIFIED], MONDAY + timedelta(days=days))) == Rate(0, 0)
        assert measure.rate(totals([VERIFIED], MONDAY + timedelta(days=days + 1))) == Rate(0, 1)


def test_who_came_back_on_the_last_day_of_a_window_came_back() -> None:
    for days in WINDOWS:
        on, after = (replace(VERIFIED, returns=replace(VERIFIED.returns, again=d)) for d in (days, days + 1))
        assert MEASURES[f"repeat_{days}"].rate(totals([on])) == Rate(1, 1)
        assert MEASURES[f"repeat_{days}"].rate(totals([after])) == Rate(0, 1)


def test_an_assessment_that_was_not_passed_on_breaks_the_hundred() -> None:
    lost = replace(ASSESSMENT, handed_on=())
    assert MEASURES["honoured"].value(totals([ASSESSMENT, lost])) == 50


def test_no_help_takes_back_what_was_claimed() -> None:
    claimed = replace(VERIFIED, asked=NO_HELP.asked)
    assert counts_of(claimed)["claimed_no_help"] == 1
    assert MEASURES["verified_28"].rate(totals([claimed])) == Rate(0, 1)
    assert MEASURES["settled_28"].rate(totals([SETTLED_THEN_HARM, NO_HELP])) == Rate(1, 2)


def test_how_long_people_waited() -> None:
    week = totals()
    assert week.wait(0.5) == 4  # within the hour, within four hours, within 72
    assert week.wait(0.9) == 72
    assert totals([OPEN]).wait(0.5) is None
    late = ASSESSMENT.handed_on[0].received_at + timedelta(days=40)
    never = replace(SETTLED_THEN_HARM.handed_on[0], contacted_at=late)
    assert totals([replace(SETTLED_THEN_HARM, handed_on=(never,))]).wait(0.5) == -1


def test_a_share_of_nothing_is_no_number() -> None:
    nothing = totals([])
    assert all(measure.value(nothing) in (None, 0) for measure in MEASURES.values())
    assert MEASURES["claimed"].value(nothing) is None
