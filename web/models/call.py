"""A call that an adviser holds: what was written down beside the caller's words, and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import Contact


class Call(Base):
    """One adviser's part in a contact. The words are a message of the contact, by `Author.NOTES`.

    `conversation_id`: what opens the contact, sealed, for the code a caller may take away. `notes_version`
    and `details_version` count up, so that no window overwrites another. `details`: whom it is about and how
    to reach them (web/adviser/details.py). `ticked`: prompts the adviser says are covered.
    `wrap_up_at`: when the wrap-up was opened; from there to `ended_at` is how long it took. `outcome`,
    `follow_up`: codes of web/adviser/outcomes.yml; `suggested` is what the machine would have said.
    """

    __tablename__ = "call"
    __table_args__ = (Index("ix_call_staff_user_id_ended_at", "staff_user_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    conversation_id: Mapped[str | None] = mapped_column(PrivateText)
    picked_up: Mapped[bool] = mapped_column(default=False)
    script_version: Mapped[str] = mapped_column(String(32))
    notes_version: Mapped[int] = mapped_column(default=0)
    details_version: Mapped[int] = mapped_column(default=0)
    details: Mapped[dict[str, Any] | None] = mapped_column(PrivateJson)
    ticked: Mapped[list[str]] = mapped_column(JSON, default=list)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    wrap_up_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None] = mapped_column(String(32))
    suggested: Mapped[str | None] = mapped_column(String(32))
    follow_up: Mapped[str | None] = mapped_column(String(32))

    contact: Mapped[Contact] = relationship()
    overrides: Mapped[list["CallOverride"]] = relationship(
        order_by="CallOverride.id", cascade="all, delete-orphan"
    )


class CallOverride(Base):
    """Where an adviser decided otherwise: `kind` says what of, `subject` which need, risk or service.

    `subject` and `reason` are forgotten with the words. Once for a kind and subject: whoever writes holds the
    call (web/store/calls.py).
    """

    __tablename__ = "call_override"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str | None] = mapped_column(PrivateText)
    reason: Mapped[str | None] = mapped_column(PrivateText)
