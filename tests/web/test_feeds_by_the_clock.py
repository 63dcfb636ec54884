"""The worker imports a feed again when it is due, and not before."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from directory.database import migrate, open_engine, session_factory
from directory.freshness.escalation import Rhythm
from directory.freshness.keeper import Keeper
from directory.import_command import Importer, Wishes
from directory.models.source import FeedSource
from directory.queries import sources
from directory.settings import DirectorySettings
from web.settings import WebSettings
from web.worker import Worker

FEED = [
    {
        "id": "s1",
        "name": "Lunch club",
        "description": "Hot dinners.",
        "organization": {"id": "o", "name": "Hall"},
    }
]


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BUILD_DIR", str(tmp_path / "build"))
    monkeypatch.delenv("DIRECTORY_DATABASE_URL", raising=False)
    return DirectorySettings.from_env()


@pytest.fixture
def feed(settings, tmp_path):
    """A feed that was imported just now and is to come again every hour."""
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(FEED))
    Importer.open(settings).take(str(path), Wishes(source="hall", every=1))
    return path


@pytest.mark.slow
def test_a_feed_comes_again_when_it_is_due(settings, feed):
    engine = open_engine(settings.database_url)
    migrate(engine)
    sessions = session_factory(engine)
    keeper = Keeper.open(settings, Rhythm(), sends_mail=False)
    worker = Worker(store=None, settings=WebSettings.from_env(), keeper=keeper)

    worker.refresh_sources()
    with sessions() as session:
        assert len(sources.runs(session, "hall", 9)) == 1

    with sessions.begin() as session:
        session.get(FeedSource, "hall").last_good_at = datetime.now(timezone.utc) - timedelta(hours=2)
    feed.write_text(json.dumps([*FEED, {**FEED[0], "id": "s2", "name": "Tea"}]))
    worker.refresh_sources()
    with sessions() as session:
        newest = sources.runs(session, "hall", 9)[0]
        assert (newest.added, newest.unchanged) == (1, 1)
    engine.dispose()
