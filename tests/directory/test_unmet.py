"""Needs that nothing was found for: counted once a turn, by day, district and need, and by nothing else."""

import re
from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, inspect, select, text

from directory.listings import directory_revision
from directory.models.unmet import UnmetNeed, UnmetTurn
from directory.places import Place, PlaceKind
from directory.unmet import (
    NOT_UNDERSTOOD,
    Channel,
    UnmetNeeds,
    UnmetSum,
    coarse,
    district_to_count,
    unmet_since,
)

DAY = date(2026, 11, 22)


@pytest.fixture
def unmet(sessions):
    return UnmetNeeds(sessions, today=lambda: DAY)


def sums(sessions, since=DAY):
    with sessions() as session:
        return list(unmet_since(session, since))


def test_it_works(unmet, sessions):
    assert unmet.note("turn 1", ["pets", "meals"], "DN15", Channel.CHAT)
    assert unmet.note("turn 2", ["pets"], "DN15", Channel.CHAT)
    assert unmet.note("turn 3", ["pets"], None, Channel.SEARCH)
    assert sums(sessions) == [
        UnmetSum("pets", "DN15", "chat", 2),
        UnmetSum("meals", "DN15", "chat", 1),
        UnmetSum("pets", "", "search", 1),
    ]


def test_the_same_turn_counts_once_however_often_it_comes(unmet, sessions):
    assert [unmet.note("turn 1", ["pets"], "DN15", Channel.CHAT) for _ in range(3)] == [True, False, False]
    assert sums(sessions) == [UnmetSum("pets", "DN15", "chat", 1)]


def test_the_same_turn_from_many_threads_counts_once(unmet, sessions):
    threads = [Thread(target=unmet.note, args=("one", ["pets"], "DN15", Channel.CHAT)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.times for one in sums(sessions)] == [1]


def test_words_in_which_no_need_was_heard_count_as_not_understood(unmet, sessions):
    unmet.note("turn 1", [], "DN15", Channel.CHAT)
    assert sums(sessions)[0].need_id == NOT_UNDERSTOOD


def test_marks_of_turns_are_dropped_and_sums_stay(sessions):
    UnmetNeeds(sessions, today=lambda: DAY).note("turn 1", ["pets"], None, Channel.CHAT)
    later = DAY + timedelta(days=3)
    UnmetNeeds(sessions, today=lambda: later).note("turn 2", ["pets"], None, Channel.CHAT)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(UnmetTurn)) == 1
        assert session.scalar(select(func.sum(UnmetNeed.times))) == 2
    assert sums(sessions, since=later) == [UnmetSum("pets", "", "chat", 1)]


def test_nothing_of_anybody_is_kept(unmet, sessions, engine):
    unmet.note("conversation of Rosa, 07700 900123", ["pets"], "dn15 6nl", Channel.CHAT)
    with engine.connect() as connection:
        tables = (select(UnmetNeed.__table__), select(UnmetTurn.__table__))
        rows = [connection.execute(table).all() for table in tables]
    written = repr(rows)
    assert "DN15" in written and "6nl" not in written.lower()
    assert "Rosa" not in written and "07700" not in written
    columns = {column["name"] for column in inspect(engine).get_columns("unmet_need")}
    assert columns == {"day", "need_id", "district", "channel", "times"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("DN15 6NL", "DN15"),
        ("dn156nl", "DN15"),
        ("dn15", "DN15"),
        ("Epwell", "Epwell"),
        (None, ""),
        ("  DN15 ", "DN15"),
    ],
)
def test_a_place_is_kept_no_more_exactly_than_half_a_postcode(given, kept):
    assert coarse(given) == kept


def test_the_district_of_a_place():
    assert district_to_count(Place(PlaceKind.POSTCODE, "DN15 6NL", 53.6, -0.6)) == "DN15"
    assert district_to_count(Place(PlaceKind.TOWN, "Epwell", 53.6, -0.6)) == "Epwell"
    assert district_to_count(None) is None


def test_a_store_that_cannot_be_written_costs_the_count_alone(unmet, engine, caplog):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE unmet_turn"))
    assert unmet.note("turn 1", ["pets"], "DN15", Channel.CHAT) is False
    assert re.search("not counted: (Operational|Programming)Error", caplog.text)
    assert "pets" not in caplog.text


def test_counting_is_no_change_that_running_programs_must_read_again(unmet, sessions):
    with sessions() as session:
        before = directory_revision(session)
    unmet.note("turn 1", ["pets"], None, Channel.CHAT)
    with sessions() as session:
        assert directory_revision(session) == before
