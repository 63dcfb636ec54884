"""A chat between a resident and an adviser, and which advisers are on duty for one."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import Contact, in_words


class ChatState(StrEnum):
    """Where a chat stands."""

    WAITING = "waiting"
    JOINED = "joined"
    ENDED = "ended"


class HowEnded(StrEnum):
    """What ended a chat."""

    BY_ADVISER = "by_adviser"
    BY_RESIDENT = "by_resident"
    NOBODY_LEFT = "nobody_left"  # nobody is on duty any more, or the office closed
    AWAY = "away"  # the resident was not heard of for too long while waiting


class LiveChat(Base):
    """One chat of a contact; of those that are not over there is one at the most.

    `asked_at`: when it was asked for, by which it keeps its place when an adviser is lost. `shown_name`: what
    the resident reads of the adviser. `..._seen_at`: the last sign of life of each side. `slow_told_at`: when
    the resident was told that it takes longer. `outcome`: what the adviser said came of it: a code of
    web/handoffs/queue/outcomes.yml, or `goes_on`.
    """

    __tablename__ = "live_chat"
    __table_args__ = (
        Index(
            "uq_live_chat_contact_id_open",
            "contact_id",
            unique=True,
            sqlite_where=text("state <> 'ended'"),
            postgresql_where=text("state <> 'ended'"),
        ),
        Index("ix_live_chat_state_asked_at", "state", "asked_at"),
        Index("ix_live_chat_adviser_id_state", "adviser_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    state: Mapped[ChatState] = mapped_column(in_words(ChatState))
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    resident_seen_at: Mapped[datetime] = mapped_column(UtcTime)
    slow_told_at: Mapped[datetime | None] = mapped_column(UtcTime)
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    shown_name: Mapped[str | None] = mapped_column(PrivateText)
    joined_at: Mapped[datetime | None] = mapped_column(UtcTime)
    adviser_seen_at: Mapped[datetime | None] = mapped_column(UtcTime)
    times_joined: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    how_ended: Mapped[HowEnded | None] = mapped_column(in_words(HowEnded))
    outcome: Mapped[str | None] = mapped_column(String(64))
    outcome_at: Mapped[datetime | None] = mapped_column(UtcTime)

    contact: Mapped[Contact] = relationship()


class LiveDuty(Base):
    """An adviser who is there for chats, from `since` until told otherwise, or not `seen_at` for too long."""

    __tablename__ = "live_duty"

    staff_user_id: Mapped[int] = mapped_column(
        ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True
    )
    shown_name: Mapped[str] = mapped_column(PrivateText)
    since: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
