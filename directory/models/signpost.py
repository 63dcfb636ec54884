"""What Signpost adds to the public facts: needs a service answers, and how often all of it changed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id

STATE_ROW = 1


class NeedSource(StrEnum):
    """Who said that a service answers a need; an editor's word is never overwritten by the recogniser."""

    RECOGNISER = "recogniser"
    EDITOR = "editor"


class ServiceNeed(Base):
    """That a service answers one of the needs of the vocabulary, and how sure that is (0 to 1)."""

    __tablename__ = "service_need"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    need_id: Mapped[str] = mapped_column(Id, primary_key=True)
    confidence: Mapped[float]
    source: Mapped[str] = mapped_column(String(20))


class DirectoryState(Base):
    """One row. `revision` grows with every change, so that running programs notice."""

    __tablename__ = "directory_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
