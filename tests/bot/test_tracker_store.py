"""Old conversations are forgotten whole; those that go on are left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.tracker_store import prepare, purge

HOUR = 3600.0


def test_only_conversations_that_ended_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "tracker.sqlite3"
    prepare(file)
    with closing(sqlite3.connect(file)) as store, store:
        store.execute("CREATE TABLE events (sender_id TEXT, timestamp REAL)")
        store.executemany(
            "INSERT INTO events VALUES (?, ?)",
            [("old", 0.0), ("old", 1 * HOUR), ("going on", 0.0), ("going on", 80 * HOUR)],
        )
    assert purge(file, 72, now=100 * HOUR) == 2
    with closing(sqlite3.connect(file)) as store:
        assert store.execute("SELECT DISTINCT sender_id FROM events").fetchall() == [("going on",)]


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "tracker.sqlite3")
    assert (tmp_path / "tracker.sqlite3").stat().st_mode & 0o077 == 0
