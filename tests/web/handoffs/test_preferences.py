"""What somebody wants is kept to: what they refused first, then safety, then the hour."""

from datetime import UTC, datetime

import pytest

from web.handoffs.preferences import (
    Preferences,
    Safe,
    Way,
    Why,
    may_contact,
    preferences_of,
    when_may_contact,
)
from web.words.book import words

TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TUESDAY_NIGHT = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
SATURDAY_TEN = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)


def told(**coded: object) -> Preferences:
    careful = bool(coded.pop("careful", False))
    return preferences_of(coded, careful=careful)


@pytest.mark.parametrize("way", list(Way))
def test_whoever_said_nothing_may_be_reached_by_day(way: Way) -> None:
    assert may_contact(Preferences(), way, TUESDAY_TEN)


@pytest.mark.parametrize(
    ("preferences", "way", "why"),
    [
        (told(never=["phone"]), "phone", Why.NEVER),
        (told(never=["phone"], prefers=["phone"], safe="yes"), "phone", Why.NEVER),
        (told(communication=["no_telephone"]), "phone", Why.CANNOT),
        (told(communication=["no_telephone"]), "text", None),
        (told(safe="no"), "email", Why.NOT_SAFE),
        (told(safe="no"), "phone", Why.NOT_SAFE),
        (told(safe="no", prefers=["email"]), "email", None),
        (told(safe="no", prefers=["email"]), "text", Why.NOT_SAFE),
        (told(careful=True), "text", Why.NOT_SURE),
        (told(careful=True), "letter", Why.NOT_SURE),
        (told(careful=True), "phone", None),
        (told(careful=True, safe="yes"), "text", None),
        (told(careful=True, prefers=["text"]), "text", None),
        (told(never=["phone"]), "email", None),
    ],
)
def test_refusal_and_safety(preferences: Preferences, way: str, why: Why | None) -> None:
    verdict = may_contact(preferences, way, TUESDAY_TEN)
    assert verdict.why_not is why
    assert bool(verdict) is (why is None)


@pytest.mark.parametrize(
    ("times", "when", "allowed"),
    [
        ([], TUESDAY_TEN, True),
        ([], TUESDAY_NIGHT, False),
        (["mornings"], TUESDAY_TEN, True),
        (["afternoons"], TUESDAY_TEN, False),
        (["afternoons", "mornings"], TUESDAY_TEN, True),
        (["mornings", "weekdays"], SATURDAY_TEN, False),
        (["mornings", "weekends"], SATURDAY_TEN, True),
        (["weekdays"], TUESDAY_NIGHT, False),
        (["weekdays", "weekends"], SATURDAY_TEN, True),
        (["school_hours"], SATURDAY_TEN, False),
        (["a code that was taken away"], TUESDAY_TEN, True),
    ],
)
def test_hours_bind_what_disturbs(times: list[str], when: datetime, allowed: bool) -> None:
    preferences = told(times=times)
    assert bool(may_contact(preferences, "phone", when)) is allowed
    assert bool(may_contact(preferences, "text", when)) is allowed
    assert may_contact(preferences, "email", when)


def test_the_hour_is_that_of_the_councils_clock() -> None:
    # 11.30 in July is 12.30 in Britain: no morning any more.
    july = datetime(2026, 7, 21, 11, 30, tzinfo=UTC)
    assert may_contact(told(times=["mornings"]), "phone", july).why_not is Why.NOT_NOW
    with pytest.raises(ValueError, match="zone"):
        may_contact(Preferences(), "phone", datetime(2026, 7, 21, 11, 30))


def test_when_they_may_be_reached_next() -> None:
    tomorrow_at_eight = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
    assert when_may_contact(Preferences(), "phone", TUESDAY_NIGHT) == tomorrow_at_eight
    assert when_may_contact(told(never=["phone"]), "phone", TUESDAY_NIGHT) is None
    assert when_may_contact(told(times=["weekends"]), "phone", TUESDAY_TEN) == SATURDAY_TEN.replace(hour=8)
    assert when_may_contact(Preferences(), "letter", TUESDAY_NIGHT) == TUESDAY_NIGHT


def test_a_record_without_a_word_says_nothing() -> None:
    empty = {"prefers": None, "never": [], "times": None, "safe": None, "communication": None}
    assert preferences_of(empty) == Preferences(safe=Safe.NOT_ASKED)


def test_every_code_that_the_program_knows_is_in_the_words() -> None:
    book = words("contacts")
    assert set(book["ways"]) == {way.value for way in Way}
    assert set(book["safe"]) == {safe.value for safe in Safe}
    assert set(book["may_not"]) == {why.value for why in Why}
    assert "no_telephone" in book["communication"]
