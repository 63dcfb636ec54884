"""The store under two programs at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from directory.database import SessionFactory, begin_writing, open_engine, session_factory
from directory.queries import state
from tests.stores import Addresses

PROJECT = Path(__file__).parents[2]


@pytest.mark.stores("sqlite")
def test_sqlite_is_opened_as_two_programs_need_it(engine: Engine) -> None:
    with engine.connect() as connection:
        pragmas = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")]
        waits = connection.scalar(text("PRAGMA busy_timeout"))
    assert (pragmas, waits) == (["wal", 1], 5000)


def test_foreign_keys_hold(sessions: SessionFactory) -> None:
    orphan = "INSERT INTO phone (service_id, id, position, number) VALUES ('nobody', 'p', 0, '999')"
    with pytest.raises(IntegrityError), begin_writing(sessions) as session:
        session.execute(text(orphan))


def test_a_reader_sees_the_old_directory_until_the_new_one_is_whole(sessions: SessionFactory) -> None:
    with begin_writing(sessions) as writer:
        state.note_change(writer)
        with sessions() as reader:
            assert state.revision(reader) == 0
    with sessions() as reader:
        assert state.revision(reader) == 1


def test_a_session_that_is_asked_after_its_end_opens_no_other_connection(sessions: SessionFactory) -> None:
    with sessions() as session:
        assert state.revision(session) == 0
    with pytest.raises(InvalidRequestError):
        state.revision(session)


def test_what_fails_half_way_was_never_written(sessions: SessionFactory) -> None:
    with pytest.raises(ZeroDivisionError), begin_writing(sessions) as session:
        state.note_change(session)
        raise ZeroDivisionError
    with sessions() as session:
        assert state.revision(session) == 0


@pytest.mark.slow
@pytest.mark.stores("sqlite", "postgresql")
def test_two_programs_may_migrate_at_the_same_moment(addresses: Addresses) -> None:
    url = addresses.without_tables()
    code = f"from directory.database import migrate, open_engine; migrate(open_engine({url!r}))"
    programs = [subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT) for _ in range(2)]
    assert [program.wait(60) for program in programs] == [0, 0]
    engine = open_engine(url)
    with session_factory(engine)() as session:
        assert state.revision(session) == 0
    engine.dispose()
