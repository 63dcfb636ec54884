"""A directory with one imported lunch club, and the people who edit it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.database import SessionFactory, begin_writing
from directory.editing import changing
from directory.editing.deciding import marks_of
from directory.editing.doing import Doing, NotSaved, Person, Saved
from directory.importing import import_file
from directory.queries.sheet_fields import Sheet
from directory.queries.sheets import sheet_of
from tests.directory.feeds import v3_service, write_feed

ED, GRACE = Person("ed", "6"), Person("grace", "1")


class Desk:
    """What tests do again and again: import, look, save."""

    def __init__(self, sessions: SessionFactory, folder: Path) -> None:
        self.sessions, self.folder, self.count = sessions, folder, 0

    def take_in(self, *services: dict[str, Any]) -> Any:
        path = write_feed(self.folder, list(services), name="feed.json")
        return import_file(self.sessions, path)

    def sheet(self, service_id: str = "lunch-1") -> Sheet:
        with self.sessions() as session:
            found = sheet_of(session, service_id)
        assert found is not None
        return found

    def doing(self, by: Person = ED, why: str = "rang them", key: str | None = None) -> Doing:
        self.count += 1
        return Doing.now(by, why, key or f"key-{self.count}")

    def do(self, deed: Callable[..., Any], *args: Any, **more: Any) -> Any:
        with begin_writing(self.sessions) as session:
            return deed(session, *args, **more)

    def save(
        self,
        written: dict[str, Any],
        *,
        base: Sheet | None = None,
        by: Person = ED,
        key: str | None = None,
        service_id: str = "lunch-1",
    ) -> Saved | NotSaved:
        seen = marks_of(base or self.sheet(service_id))
        done: Saved | NotSaved = self.do(changing.save, service_id, written, seen, self.doing(by=by, key=key))
        return done


@pytest.fixture
def desk(sessions: SessionFactory, tmp_path: Path) -> Desk:
    made = Desk(sessions, tmp_path)
    made.take_in(v3_service())
    return made
