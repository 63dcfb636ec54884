"""A search that found nothing is counted once a day, without its words."""

from datetime import date

import pytest
from sqlalchemy import text

from directory.database import open_engine, session_factory
from directory.finder import Finder
from directory.unmet import UnmetNeeds, UnmetSum, unmet_since
from tests.directory.matching.listings import make_listing
from tests.directory.recogniser import trained_recogniser
from tests.directory.test_finder import Shelves
from web.public_directory.asked import Asked
from web.public_directory.finding import Found
from web.public_directory.unmet import note_unmet

pytestmark = pytest.mark.slow  # the first of them may have to train
DAY = date(2026, 11, 22)


@pytest.fixture
def sessions(directory_url):
    engine = open_engine(directory_url)
    yield session_factory(engine)
    engine.dispose()


@pytest.fixture
def finder(sessions):
    unmet = UnmetNeeds(sessions, today=lambda: DAY)
    return Finder(trained_recogniser(), Shelves([make_listing("one")]), None, "E06000013", unmet=unmet)


def found(finder, asked):
    """What the page would have found: the matches alone count here."""
    matches = {one.id: one for one in finder.search_words(asked.q, need=asked.need or None)}
    return Found(index=None, narrowed=None, matches=matches, place=finder.place(asked.place), order=None)


def sums(sessions):
    with sessions() as session:
        return list(unmet_since(session, DAY))


@pytest.mark.parametrize(
    ("asked", "counted"),
    [
        (Asked(q="who can mind my dog", place="Eastmere"), UnmetSum("pets", "Eastmere", "search", 1)),
        (Asked(need="pets"), UnmetSum("pets", "", "search", 1)),
        (Asked(q="zzgrblx qqpw"), UnmetSum("not_understood", "", "search", 1)),
    ],
)
def test_nothing_found_is_counted_once_however_often_it_is_reloaded(finder, sessions, asked, counted):
    nothing = found(finder, asked)
    assert not nothing.matches
    assert [note_unmet(finder, asked, nothing) for _ in range(3)] == [True, False, False]
    assert sums(sessions) == [counted]


@pytest.mark.parametrize("asked", [Asked(), Asked(place="Eastmere"), Asked(q="my mum keeps falling")])
def test_something_found_or_nothing_asked_is_not_counted(finder, sessions, asked):
    assert note_unmet(finder, asked, found(finder, asked)) is False
    assert sums(sessions) == []


def test_no_word_that_was_typed_is_kept(finder, sessions):
    asked = Asked(q="who minds the dog of Rosa Marsh")
    note_unmet(finder, asked, found(finder, asked))
    with sessions() as session:
        kept = [
            session.execute(text(query)).all()
            for query in ("SELECT * FROM unmet_need", "SELECT * FROM unmet_turn")
        ]
    assert "osa" not in repr(kept) and "dog" not in repr(kept)
