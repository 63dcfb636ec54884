"""Where Rasa keeps the conversations of the last hours, and how they are forgotten.

A SQLite file in VAR_DIR: survives a kill at any moment. Rasa's SQL store never forgets by itself,
so a thread does.
"""

import logging
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

PURGE_EVERY_SECONDS = 600.0
OLD_CONVERSATIONS = """
    DELETE FROM events WHERE sender_id IN (
        SELECT sender_id FROM events GROUP BY sender_id HAVING MAX(timestamp) < ?)
"""
# One that came to its end is in the council's record: its words need not rest here as long.
ENDED_HOURS = 24.0
ENDED_CONVERSATIONS = """
    DELETE FROM events WHERE sender_id IN (
        SELECT sender_id FROM events GROUP BY sender_id HAVING MAX(timestamp) < ?)
    AND sender_id IN (
        SELECT sender_id FROM events AS said WHERE action_name = 'closed' AND data LIKE '%"value": true%'
        AND id = (SELECT MAX(id) FROM events WHERE sender_id = said.sender_id AND action_name = 'closed'))
"""


def open_tracker_store(file: Path) -> Any:
    """The tracker store over that file, which is made, readable by its owner alone, if absent."""
    from bot.tracker_file import TrackerFile

    prepare(file)
    return TrackerFile(file)


def prepare(file: Path) -> None:
    """Make the file if absent; readers and the writer do not block each other in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=True)
    with closing(sqlite3.connect(file, timeout=5)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def purge(file: Path, hours: float, now: float) -> int:
    """Forget conversations silent for that many hours, and ended ones after a day; how many events went."""
    with closing(sqlite3.connect(file, timeout=5)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        with connection:
            gone = connection.execute(OLD_CONVERSATIONS, (now - hours * 3600,)).rowcount
            ended = (now - min(hours, ENDED_HOURS) * 3600,)
            gone += connection.execute(ENDED_CONVERSATIONS, ended).rowcount
        if gone:
            # What was written stays readable in the log beside the file until that is cut off.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone


def start_purging(file: Path, hours: float) -> threading.Thread:
    """A daemon thread that purges now and every ten minutes for as long as the process lives."""
    thread = threading.Thread(target=_purge_forever, args=(file, hours), name="tracker-purge", daemon=True)
    thread.start()
    return thread


def _purge_forever(file: Path, hours: float) -> None:
    while True:
        try:
            if gone := purge(file, hours, time.time()):
                log.info("purged %d events of conversations that ended", gone)
        except sqlite3.Error as error:
            log.error("old conversations could not be purged: %s", type(error).__name__)
        time.sleep(PURGE_EVERY_SECONDS)
