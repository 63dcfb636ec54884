"""Who checked an entry last, and when: the newest word is shown, whoever it is from."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from directory.assurance import Word, assure
from directory.database import begin_writing
from directory.listings import directory_revision
from directory.models.freshness import Assurer
from tests.directory.freshness.conftest import Desk, old_service

CHECKED = date(2026, 11, 1)


def word(day: date = CHECKED, key: str = "k1", service_id: str = "lunch-1") -> Word:
    return Word(service_id, Assurer.EDITOR, "Ed", day, datetime(2026, 11, 22, tzinfo=UTC), key)


def say(desk: Desk, said: Word) -> bool:
    with begin_writing(desk.sessions) as session:
        return assure(session, said)


def shown(desk: Desk) -> tuple[date | None, str | None, str | None]:
    listing = desk.listing()
    return listing.assured_date, listing.assurer, listing.assured_by


def test_an_editors_check_is_shown_with_the_name(desk: Desk) -> None:
    desk.take_in(old_service())
    assert say(desk, word())
    assert shown(desk) == (CHECKED, "editor", "Ed")


def test_a_feeds_day_is_the_feeds(desk: Desk) -> None:
    desk.take_in(old_service())
    assert shown(desk) == (date(2026, 1, 26), "source", "feed")


def test_a_feed_that_gives_no_day_has_checked_nothing(desk: Desk) -> None:
    desk.take_in(old_service(assured_date=None))
    assert shown(desk) == (None, None, None)


def test_the_same_key_counts_once(desk: Desk) -> None:
    desk.take_in(old_service())
    assert say(desk, word())
    with desk.sessions() as session:
        before = directory_revision(session)
    assert not say(desk, word(day=date(2026, 11, 25)))
    with desk.sessions() as session:
        assert directory_revision(session) == before
    assert shown(desk)[0] == CHECKED


def test_running_programs_notice(desk: Desk) -> None:
    desk.take_in(old_service())
    with desk.sessions() as session:
        before = directory_revision(session)
    say(desk, word())
    with desk.sessions() as session:
        assert directory_revision(session) == before + 1


def test_an_older_word_is_kept_and_not_shown(desk: Desk) -> None:
    desk.take_in(old_service())
    assert say(desk, word(day=date(2025, 1, 1)))
    assert shown(desk) == (date(2026, 1, 26), "source", "feed")


def test_a_feed_taken_in_again_does_not_take_the_check_back(desk: Desk) -> None:
    desk.take_in(old_service())
    say(desk, word())
    desk.take_in(old_service(description="Something else."))
    assert desk.listing().description == "Something else."
    assert shown(desk) == (CHECKED, "editor", "Ed")


@pytest.mark.parametrize(
    ("feed_says", "expected"),
    [
        ("2026-11-01", (CHECKED, "editor", "Ed")),  # the same day: the person who looked
        ("2026-11-02", (date(2026, 11, 2), "source", "feed")),
        ("2062-12-01", (CHECKED, "editor", "Ed")),  # nobody has checked it yet
    ],
)
def test_the_newest_of_feed_and_editor_is_shown(desk: Desk, feed_says: str, expected: object) -> None:
    desk.take_in(old_service())
    say(desk, word())
    desk.take_in(old_service(assured_date=feed_says))
    assert shown(desk) == expected


def test_a_service_that_is_not_there_cannot_be_assured(desk: Desk) -> None:
    with pytest.raises(IntegrityError):
        say(desk, word(service_id="nowhere"))
