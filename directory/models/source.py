"""Where feeds come from, and what each taking-in of one did."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id

FULL_TRUST = 1.0


class Outcome(StrEnum):
    """How a run ended. `running` for ever: its program was killed."""

    RUNNING = "running"
    DONE = "done"
    NOT_CHANGED = "not changed"  # the source itself said so: nothing was fetched
    REFUSED = "refused"  # what came is no feed, or has no good entry
    FAILED = "failed"
    STOPPED = "stopped"


class FeedSource(Base):
    """One feed. `trust` is from 0 to 1; without `refresh_hours` it is read only when somebody asks."""

    __tablename__ = "feed_source"

    id: Mapped[str] = mapped_column(Id, primary_key=True)  # a slug: it stands in ids and on command lines
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    shape: Mapped[str | None] = mapped_column(String(20))
    trust: Mapped[float] = mapped_column(default=FULL_TRUST)
    refresh_hours: Mapped[float | None]
    partial: Mapped[bool] = mapped_column(default=False)
    enabled: Mapped[bool] = mapped_column(default=True)
    last_good_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    etag: Mapped[str | None] = mapped_column(Text)
    http_last_modified: Mapped[str | None] = mapped_column(Text)


class ImportRun(Base):
    """One taking-in of a feed. `details` has what was rejected, repaired and renamed, with the reasons."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("feed_source.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str | None] = mapped_column(Text)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    vanished: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
