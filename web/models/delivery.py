"""What has to leave the house: deliveries, nightly files, and messages that are kept on this machine."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import in_words


class Target(StrEnum):
    """Where a delivery goes."""

    WEBHOOK = "webhook"  # the council's case system, at once
    FILE = "file"  # the case system's folder, at night
    PERSON = "person"  # a resident, by text, e-mail or letter


class DeliveryState(StrEnum):
    """Where a delivery stands. `dead`: tried often enough, or refused for good; a person must look."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DROPPED = "dropped"  # it must not, or need not, be sent any more; `last_failure` says why
    DEAD = "dead"
    GIVEN_UP = "given_up"  # by a person, who says why


class Way(StrEnum):
    """How a message reaches a person."""

    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"


class Delivery(Base):
    """One thing to hand over. `number` is what the receiver knows it by, the same at every attempt.

    `key` names what it announces, so that announcing it twice makes one. `lease` is the worker that tries
    now; one that is still there after `leased_until` tells of a worker that was killed. `payload` is erased
    when nobody needs it any more. `last_failure` is a code, never an answer's words.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_state_target_next_try_at", "state", "target", "next_try_at"),
        Index("ix_delivery_handoff_id_target", "handoff_id", "target"),
        Index("ix_delivery_target_state_created_at", "target", "state", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    key: Mapped[str] = mapped_column(String(96), unique=True)
    target: Mapped[Target] = mapped_column(in_words(Target))
    kind: Mapped[str] = mapped_column(String(64))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    handoff_id: Mapped[int | None] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(default=1)
    payload: Mapped[Any | None] = mapped_column(PrivateJson)
    state: Mapped[DeliveryState] = mapped_column(in_words(DeliveryState), default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(UtcTime)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)
    last_failure: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcTime)
    file_drop_id: Mapped[int | None] = mapped_column(ForeignKey("file_drop.id"), index=True)
    way: Mapped[Way | None] = mapped_column(in_words(Way))
    receipt_id: Mapped[str | None] = mapped_column(String(64))
    receipt: Mapped[str | None] = mapped_column(String(32))
    receipt_due_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    reason: Mapped[str | None] = mapped_column(PrivateText)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))


class FileDrop(Base):
    """The file of one day. What is in it is fixed before it is written, so that a rewrite is the same."""

    __tablename__ = "file_drop"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    lines: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))
    written_at: Mapped[datetime | None] = mapped_column(UtcTime)
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcTime)


class LocalMessage(Base):
    """A message that the development sender kept here instead of sending it. `reference`: once is enough."""

    __tablename__ = "local_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    way: Mapped[Way] = mapped_column(in_words(Way))
    sent_to: Mapped[str] = mapped_column(PrivateText)
    subject: Mapped[str] = mapped_column(PrivateText)
    words: Mapped[str] = mapped_column(PrivateText)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
