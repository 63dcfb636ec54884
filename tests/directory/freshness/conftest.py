"""A directory with one imported lunch club whose entry is old, and a clock that the tests set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from directory.database import SessionFactory
from directory.freshness.keeper import Keeper
from directory.importing import import_file
from directory.listings import Listing, get_listing
from tests.directory.feeds import v3_service, write_feed

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Time stands still until a test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


class Desk:
    """What tests do again and again: import, look."""

    def __init__(self, sessions: SessionFactory, folder: Path, clock: Clock) -> None:
        self.sessions, self.folder, self.clock = sessions, folder, clock
        self.keeper = Keeper(sessions, sends_mail=True, now=clock)

    def take_in(self, *services: dict[str, Any], name: str = "feed") -> None:
        import_file(self.sessions, write_feed(self.folder, list(services), name=f"{name}.json"))

    def listing(self, service_id: str = "lunch-1") -> Listing:
        with self.sessions() as session:
            found = get_listing(session, service_id)
        assert found is not None
        return found


def old_service(service_id: str = "lunch-1", **changes: Any) -> dict[str, Any]:
    """Checked 300 days before the clock's start; the organisation has an address."""
    organization = {"id": "org-1", "name": "Brigholm Friends", "email": "office@friends.example.org"}
    return v3_service(service_id, **{"assured_date": "2026-01-26", "organization": organization, **changes})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(sessions: SessionFactory, tmp_path: Path, clock: Clock) -> Desk:
    return Desk(sessions, tmp_path, clock)


@pytest.fixture
def letters(desk: Desk) -> Callable[..., list[Any]]:
    """All mails that are due now, claimed."""
    return lambda most=100: list(desk.keeper.letters(most))
