"""That a number or address was written to: a keyed hash of it, for as long as it counts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from web.models.base import Base, UtcTime


class MessageMark(Base):
    """A message to one place that anybody could have caused. `mark` is all we keep of the place."""

    __tablename__ = "message_mark"
    __table_args__ = (Index("ix_message_mark_mark_at", "mark", "at"),)

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
