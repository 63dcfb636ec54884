"""Did it help? Asked once for a contact, some time after; the answer is kept for the numbers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from web.models.base import Base, UtcTime
from web.models.contact import in_words


class AskedBy(StrEnum):
    """How somebody is asked. `nobody`: there is no way, or none that is safe; counted, never asked."""

    TEXT = "text"
    EMAIL = "email"
    CALL = "call"
    NOBODY = "nobody"


class Helped(StrEnum):
    """The three answers."""

    YES = "yes"
    A_LITTLE = "a_little"
    NO = "no"


class HelpCheck(Base):
    """One question and what came of it.

    `why_not`: a code, where nobody is asked. `raised`: the reference of the hand-off that a "no", or a wish
    for a person, made. `ended_at`: somebody rang as often as is kind, and reached nobody.
    """

    __tablename__ = "help_check"
    __table_args__ = (Index("ix_help_check_asked_by_answered_at", "asked_by", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    planned_at: Mapped[datetime] = mapped_column(UtcTime)
    asked_by: Mapped[AskedBy] = mapped_column(in_words(AskedBy))
    why_not: Mapped[str | None] = mapped_column(String(32))
    asked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    answer: Mapped[Helped | None] = mapped_column(in_words(Helped))
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    answered_by: Mapped[AskedBy | None] = mapped_column(in_words(AskedBy))
    wants_person: Mapped[bool] = mapped_column(default=False)
    raised: Mapped[str | None] = mapped_column(String(16))
    tries: Mapped[int] = mapped_column(default=0)
    last_try_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
