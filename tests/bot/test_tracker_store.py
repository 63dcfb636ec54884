"""Old conversations are forgotten whole; those that go on are left alone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.tracker_store import prepare, purge

HOUR = 3600.0
TABLE = "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, timestamp REAL, action_name, data)"
CLOSED, OPEN = '{"name": "closed", "value": true}', '{"name": "closed", "value": false}'


def test_only_conversations_that_ended_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "tracker.sqlite3"
    prepare(file)
    with closing(sqlite3.connect(file)) as store, store:
        store.execute(TABLE)
        store.executemany(
            "INSERT INTO events (sender_id, timestamp) VALUES (?, ?)",
            [("old", 0.0), ("old", 1 * HOUR), ("going on", 0.0), ("going on", 80 * HOUR)],
        )
    assert purge(file, 72, now=100 * HOUR) == 2
    with closing(sqlite3.connect(file)) as store:
        assert store.execute("SELECT DISTINCT sender_id FROM events").fetchall() == [("going on",)]


def test_one_that_came_to_its_end_is_forgotten_after_a_day(tmp_path: Path) -> None:
    file = tmp_path / "tracker.sqlite3"
    prepare(file)
    with closing(sqlite3.connect(file)) as store, store:
        store.execute(TABLE)
        store.executemany(
            "INSERT INTO events (sender_id, timestamp, action_name, data) VALUES (?, ?, 'closed', ?)",
            [
                ("ended", 0.0, CLOSED), ("taken up", 0.0, CLOSED), ("taken up", 1.0, OPEN),
                ("ended today", 20 * HOUR, CLOSED),
            ],
        )  # fmt: skip
    assert purge(file, 72, now=30 * HOUR) == 1
    with closing(sqlite3.connect(file)) as store:
        left = store.execute("SELECT DISTINCT sender_id FROM events ORDER BY sender_id").fetchall()
    assert left == [("ended today",), ("taken up",)]


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "tracker.sqlite3")
    assert (tmp_path / "tracker.sqlite3").stat().st_mode & 0o077 == 0
