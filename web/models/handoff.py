"""What a conversation could not resolve, handed to people: the hand-off, its words, what changed later."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import Channel, Contact, in_words


class Kind(StrEnum):
    """Safeguarding hand-offs are kept apart from the rest."""

    SUPPORT = "support"
    SAFEGUARDING = "safeguarding"


class Reason(StrEnum):
    """Why the conversation handed on."""

    RISK = "risk"
    REQUEST = "request"
    NOT_ENOUGH = "not_enough"
    NO_MATCH = "no_match"
    OTHER = "other"


class State(StrEnum):
    """Where a hand-off stands."""

    RECEIVED = "received"
    CLOSED = "closed"


class HandoffOutcome(StrEnum):
    """What came of a hand-off, as a worker recorded it."""

    RESOLVED_BY_CALL = "resolved_by_call"
    ASSESSMENT = "assessment"
    OTHER = "other"


class Handoff(Base):
    """One hand-off. `key_hash` makes a retry find the first; the key itself is not kept."""

    __tablename__ = "handoff"
    __table_args__ = (Index("ix_handoff_received_on_channel", "received_on", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    conversation_hash: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[Kind] = mapped_column(in_words(Kind))
    reason: Mapped[Reason] = mapped_column(in_words(Reason))
    request: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[Channel] = mapped_column(in_words(Channel))
    received_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    received_on: Mapped[date]
    amended_at: Mapped[datetime | None] = mapped_column(UtcTime)

    about: Mapped[str] = mapped_column(String(16))
    about_whom: Mapped[str | None] = mapped_column(PrivateText)
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    offered: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    why_not_enough: Mapped[str | None] = mapped_column(PrivateText)
    what_matters: Mapped[str | None] = mapped_column(PrivateText)
    place_district: Mapped[str | None] = mapped_column(String(16))
    place_label: Mapped[str | None] = mapped_column(PrivateText)
    risk_category: Mapped[str | None] = mapped_column(String(64))
    risk_level: Mapped[str | None] = mapped_column(String(16))
    risk_rule: Mapped[str | None] = mapped_column(String(128))

    contact_name: Mapped[str | None] = mapped_column(PrivateText)
    contact_phone: Mapped[str | None] = mapped_column(PrivateText)
    contact_email: Mapped[str | None] = mapped_column(PrivateText)
    contact_when: Mapped[str | None] = mapped_column(PrivateText)
    contact_how: Mapped[str | None] = mapped_column(PrivateText)
    safe_to_contact: Mapped[bool | None]
    agreed_to_pass_on: Mapped[bool | None]

    state: Mapped[State] = mapped_column(in_words(State), default=State.RECEIVED, index=True)
    outcome: Mapped[HandoffOutcome | None] = mapped_column(in_words(HandoffOutcome))
    outcome_note: Mapped[str | None] = mapped_column(PrivateText)
    outcome_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))

    contact: Mapped[Contact] = relationship()

    @property
    def concern_is_apart(self) -> bool:
        """Is there a safeguarding concern in the same contact that this hand-off does not show?"""
        return self.kind is Kind.SUPPORT and self.contact.safeguarding_concern

    words: Mapped[list["HandoffWord"]] = relationship(
        order_by="HandoffWord.position", cascade="all, delete-orphan"
    )
    amendments: Mapped[list["HandoffAmendment"]] = relationship(
        order_by="HandoffAmendment.id", cascade="all, delete-orphan"
    )


class HandoffWord(Base):
    """One message in the resident's own words, in the order it was said."""

    __tablename__ = "handoff_word"
    __table_args__ = (UniqueConstraint("handoff_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(PrivateText)


class HandoffAmendment(Base):
    """What a field said before something newer was given; nothing that was told us is lost."""

    __tablename__ = "handoff_amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    field: Mapped[str] = mapped_column(String(32))
    earlier: Mapped[str | None] = mapped_column(PrivateText)
