"""The daily review: yesterday's contacts as a reviewer reads them, redacted, and what the reviewer said."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import in_words


class Verdict(StrEnum):
    """Should this have gone to conversation two?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class DailyReview(Base):
    """One contact laid out for review by the worker; without a `verdict` nobody has signed it off.

    `words`: what was said, redacted: who and what, for each message; None stands for one in another
    language, in which names are not found. They cover the first `messages` of the person; `looked_messages`
    of them were there when somebody signed. `version` counts up with each change, so that nobody overwrites
    the unseen. `told_at`: when the follow-up team was told of a "yes".
    """

    __tablename__ = "daily_review"

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(default=1)
    words: Mapped[list[list[str | None]] | None] = mapped_column(PrivateJson)
    messages: Mapped[int] = mapped_column(default=0)
    prepared_at: Mapped[datetime] = mapped_column(UtcTime)
    verdict: Mapped[Verdict | None] = mapped_column(in_words(Verdict))
    note: Mapped[str | None] = mapped_column(PrivateText)
    looked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    looked_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    looked_messages: Mapped[int | None]
    told_at: Mapped[datetime | None] = mapped_column(UtcTime)

    @property
    def more_since(self) -> bool:
        """Was more said since somebody signed it off?"""
        return self.looked_messages is not None and self.messages > self.looked_messages
