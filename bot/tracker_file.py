"""Rasa's conversations in one SQLite file, read and written through one connection that stays open.

The table is that of Rasa's own SQL store, so that its tools can read the file. Rasa's store opens and closes
the file twice a turn, and with the last connection SQLite brings everything to the disk each time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

_TABLE = """
    CREATE TABLE IF NOT EXISTS events (
        id INTEGER NOT NULL PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL,
        timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id)"
_ALL = "SELECT data FROM events WHERE sender_id = :sender ORDER BY id"
# The last session's events: those not older than its start, or all where none was started.
_SESSION = """
    FROM events WHERE sender_id = :sender AND timestamp >= coalesce(
        (SELECT max(timestamp) FROM events WHERE sender_id = :sender AND type_name = :start), timestamp)
"""
_LATEST = f"SELECT data {_SESSION} ORDER BY id"
_COUNT = f"SELECT count(*) {_SESSION}"
_ADD = """
    INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)
    VALUES (?, ?, ?, ?, ?, ?)
"""


_SINCE = """
    FROM events WHERE sender_id = :sender AND id >= (
        SELECT min(id) FROM events WHERE sender_id = :sender AND type_name = 'user'
        AND json_extract(data, '$.metadata.message_id') IN (SELECT value FROM json_each(:forgotten)))
"""
_MADE = f"SELECT * {_SINCE} AND type_name = 'slot' AND action_name = 'handoff' ORDER BY id DESC LIMIT 1"


class TrackerFile(TrackerStore, SerializedTrackerAsText):  # type: ignore[misc]  # Rasa publishes no types
    """Keeps every event of every conversation. For the one thread of the server."""

    def __init__(self, file: Path) -> None:
        """Open the file, which is there already, and make its table if it is not."""
        super().__init__(domain=None)
        remember_event_types()
        self._store = sqlite3.connect(file, timeout=5, isolation_level=None)
        # A process that dies loses nothing. A machine that dies may lose the last turns of a dialogue, not
        # of the council's record, which the web keeps and brings to the disk with every message.
        self._store.execute("PRAGMA synchronous=NORMAL")
        self._store.execute(_TABLE)
        self._store.execute(_INDEX)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return [row[0] for row in self._store.execute("SELECT DISTINCT sender_id FROM events")]

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation since its last session began, or None."""
        return self._tracker(sender_id, _LATEST)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The whole conversation, or None."""
        return self._tracker(conversation_id, _ALL)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that are not kept yet: all of them or none."""
        await self.stream_events(tracker)
        asked = {"sender": tracker.sender_id, "start": SessionStarted.type_name}
        (known,) = self._store.execute(_COUNT, asked).fetchone()
        rows = [_row(tracker.sender_id, event) for event in islice(tracker.events, known, None)]
        self._store.execute("BEGIN IMMEDIATE")
        try:
            self._store.executemany(_ADD, rows)
        except BaseException:
            self._store.execute("ROLLBACK")
            raise
        self._store.execute("COMMIT")

    def forget(self, sender_id: str, message_ids: Iterable[str]) -> None:
        """Go back to before the first of these messages: all that followed from them is deleted.

        A hand-off that was made stays known, for it was made. Messages that are not there change nothing.
        """
        asked = {"sender": sender_id, "forgotten": json.dumps(list(message_ids))}
        self._store.execute("PRAGMA secure_delete=ON")
        self._store.execute("BEGIN IMMEDIATE")
        try:
            made = self._store.execute(_MADE, asked).fetchone()
            self._store.execute(f"DELETE {_SINCE}", asked)
            if made is not None and json.loads(made[-1]).get("value"):
                self._store.execute(_ADD, made[1:])
        except BaseException:
            self._store.execute("ROLLBACK")
            raise
        self._store.execute("COMMIT")

    def _tracker(self, sender_id: str, query: str) -> DialogueStateTracker | None:
        asked = {"sender": sender_id, "start": SessionStarted.type_name}
        events = [json.loads(row[0]) for row in self._store.execute(query, asked)]
        if not events or self.domain is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)


def _row(sender_id: str, event: Event) -> tuple[Any, ...]:
    data = event.as_dict()
    intent = data.get("parse_data", {}).get("intent", {}).get("name")
    return (sender_id, event.type_name, data.get("timestamp"), intent, data.get("name"), json.dumps(data))


def remember_event_types() -> None:
    """Let Rasa look up an event's class once: it walks all classes for every event that it reads."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
