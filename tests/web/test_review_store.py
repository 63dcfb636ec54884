"""From what was noticed to an entry: redacted, counted, kept no longer than it may be, and exported once."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from web.clock import now
from web.database import ContactsStore
from web.models.review import Found, Label, Noticed, ReviewEntry, ReviewState
from web.settings import Keeping, WebSettings
from web.staff.sifting import Sifter
from web.store import retention, review
from web.worker import Worker

KEEPING = Keeping()
TODAY = now().date()


class Shouts:
    """Takes nothing out: what comes of words is in capitals, so that it can be told apart."""

    def redact(self, text: str) -> str:
        return text.upper()


def sifter(store: ContactsStore) -> Sifter:
    return Sifter(store, open_names=Shouts)


def notice(store: ContactsStore, words: str = "the whatsit", *, on: date = TODAY, **heard: Any) -> None:
    with store.writing() as session:
        assert review.notice(session, Found.NOT_UNDERSTOOD, words, {"act": "unclear", **heard}, on)


def entries(store: ContactsStore) -> list[ReviewEntry]:
    with store.reading() as session:
        return list(session.scalars(select(ReviewEntry).order_by(ReviewEntry.id)))


def raw(store: ContactsStore) -> int:
    with store.reading() as session:
        return review.count_noticed(session)


def labelled(store: ContactsStore, staff_id: int, entry_id: int = 1) -> bool:
    with store.writing() as session:
        return review.label(session, entry_id, Label.NEEDS, ["falls"], "I fell", staff_id, now())


def test_what_was_noticed_becomes_a_redacted_entry_and_is_forgotten(store: ContactsStore) -> None:
    notice(store)
    assert sifter(store).sift() == 1
    (entry,) = entries(store)
    assert (entry.words, entry.times, entry.state) == ("THE WHATSIT", 1, ReviewState.WAITING)
    assert raw(store) == 0
    assert sifter(store).sift() == 0


def test_the_worker_takes_out_names_places_and_numbers(store: ContactsStore, settings: WebSettings) -> None:
    notice(store, "ring my friend Amir Patel in Scunthorpe on 07700 900123 about the whatsit")
    Worker(store, settings).sift()
    assert [each.words for each in entries(store)] == [
        "ring my friend [name] in [place] on [phone] about the whatsit"
    ]


def test_words_that_cannot_be_redacted_are_forgotten_and_stop_nobody_elses(
    store: ContactsStore, caplog: pytest.LogCaptureFixture
) -> None:
    class Stumbles(Shouts):
        def redact(self, text: str) -> str:
            if "\U0001f9e8" in text:
                raise ValueError(text)
            return super().redact(text)

    for words in ("a firework \U0001f9e8 in here", "the whatsit"):
        notice(store, words)
    assert Sifter(store, open_names=Stumbles).sift() == 1
    assert raw(store) == 0
    assert [each.words for each in entries(store)] == ["THE WHATSIT"]
    assert "firework" not in caplog.text


def test_the_same_words_are_counted_and_not_doubled(store: ContactsStore) -> None:
    notice(store)
    sifter(store).sift()
    notice(store, should_be=["danger:fall_now"])
    notice(store, should_be=["danger:fall_now", "danger:domestic_abuse"])
    sifter(store).sift()
    (entry,) = entries(store)
    assert entry.times == 3
    assert entry.heard == {"act": "unclear", "should_be": ["danger:fall_now", "danger:domestic_abuse"]}


def test_no_turn_waits_for_a_whole_round_of_redacting(store: ContactsStore, monkeypatch: Any) -> None:
    for words in ("one thing", "another thing", "a third"):
        notice(store, words)
    entered: list[int] = []

    def writes_meanwhile(session: Any, found: Noticed, words: str, before: str | None) -> bool:
        entered.append(len(entries(store)))  # as every other process sees it
        return enter(session, found, words, before)

    enter = review.enter
    monkeypatch.setattr(review, "enter", writes_meanwhile)
    assert sifter(store).sift() == 3
    assert entered == [0, 1, 2]


def test_two_workers_make_one_entry_of_it(store: ContactsStore) -> None:
    notice(store)
    with store.reading() as session:
        (found,) = review.noticed(session, 10)
    for came_first in (True, False):
        with store.writing() as session:
            assert review.enter(session, found, "THE WHATSIT", None) is came_first
    assert [each.times for each in entries(store)] == [1]


def test_nobody_fills_the_queue(store: ContactsStore, monkeypatch: Any) -> None:
    monkeypatch.setattr(review, "MOST_NOTICED", 3)
    monkeypatch.setattr(review, "MOST_WAITING", 2)
    for words in ("one", "two", "three"):
        notice(store, words)
    with store.writing() as session:
        assert not review.notice(session, Found.NOT_UNDERSTOOD, "four", {}, TODAY)
        assert review.notice(session, Found.LATE, "he hits me", {}, TODAY), "danger that a worker marks"
    sifter(store).sift()
    assert [each.words for each in entries(store)] == ["ONE", "TWO", "HE HITS ME"]
    assert raw(store) == 0


def test_what_nobody_looked_at_goes_with_the_words_of_conversations(store: ContactsStore) -> None:
    notice(store)
    sifter(store).sift()
    notice(store, "another")
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=KEEPING.words_days - 1), KEEPING)
    assert (len(entries(store)), raw(store)) == (1, 1)
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=KEEPING.words_days + 2), KEEPING)
    assert (len(entries(store)), raw(store)) == (0, 0)


def test_of_a_labelled_entry_the_first_words_go_and_in_the_end_all(
    store: ContactsStore, cast: dict[str, int]
) -> None:
    notice(store)
    sifter(store).sift()
    assert labelled(store, cast["leo"])
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=KEEPING.words_days + 2), KEEPING)
    (entry,) = entries(store)
    assert (entry.words, entry.heard, entry.kept, entry.label_of) == (None, None, "I fell", ["falls"])
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=KEEPING.contact_days + 2), KEEPING)
    assert entries(store) == []


def test_what_cannot_be_used_is_forgotten_at_once(store: ContactsStore, cast: dict[str, int]) -> None:
    notice(store)
    sifter(store).sift()
    with store.writing() as session:
        assert review.set_unusable(session, 1, cast["leo"], now())
    (entry,) = entries(store)
    assert (entry.state, entry.words, entry.before, entry.heard) == (ReviewState.UNUSABLE, None, None, None)
    assert not labelled(store, cast["leo"])


def test_a_label_is_given_once_and_can_be_taken_back_until_it_is_exported(
    store: ContactsStore, cast: dict[str, int]
) -> None:
    notice(store)
    sifter(store).sift()
    assert labelled(store, cast["leo"])
    assert not labelled(store, cast["leo"])
    with store.writing() as session:
        assert review.reopen(session, 1)
    assert labelled(store, cast["leo"])
    with store.writing() as session:
        assert [each.id for each in review.to_export(session, everything=False)] == [1]
        review.note_exported(session, [1], now())
    with store.writing() as session:
        assert review.to_export(session, everything=False) == []
        assert [each.id for each in review.to_export(session, everything=True)] == [1]
        assert not review.reopen(session, 1)


def test_words_rest_encrypted_only(store: ContactsStore) -> None:
    notice(store, "the whatsit on the thingy")
    with store.engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT words, heard FROM review_noticed").all()
    assert not any("whatsit" in column or "unclear" in column for column in row)
    sifter(store).sift()
    with store.engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT words, heard FROM review_entry").all()
    assert not any("WHATSIT" in column or "unclear" in column for column in row)


def test_neither_table_knows_a_conversation() -> None:
    for table in (Noticed.__table__, ReviewEntry.__table__):
        assert {key.target_fullname for key in table.foreign_keys} <= {"staff_user.id"}
        assert not any("contact" in column.name or "message" in column.name for column in table.columns)
