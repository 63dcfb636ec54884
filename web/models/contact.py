"""One conversation or call, with or without a name: the contact, its messages, what it was offered."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Enum, Float, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime


class Channel(StrEnum):
    """How somebody got in touch. Directory: a search among the services that ended in asking for a person."""

    WEB = "web"
    TELEPHONE = "telephone"
    DIRECTORY = "directory"
    FACE_TO_FACE = "face_to_face"
    PROFESSIONAL = "professional"


class Outcome(StrEnum):
    """How a contact ended, as far as the conversation itself can know."""

    OPEN = "open"
    ABANDONED = "abandoned"
    RESOLVED_CLAIMED = "resolved_claimed"
    HANDED_OFF = "handed_off"
    RISK = "risk"


class Author(StrEnum):
    """Who said a message. Notes: what somebody said, as the adviser they talked with wrote it down."""

    RESIDENT = "resident"
    NOTES = "notes"
    SIGNPOST = "signpost"
    ADVISER = "adviser"  # a person, in a chat (web/live/)


# Whose messages hold what the person said.
SAID_BY_PERSON = (Author.RESIDENT, Author.NOTES)


def in_words(values: type[StrEnum]) -> Enum:
    """An enum kept as its words, without a database type of its own."""
    return Enum(
        values, native_enum=False, length=32, values_callable=lambda kind: [item.value for item in kind]
    )


class Contact(Base):
    """One contact. `public_id_hash` is all we keep of the id the resident's browser holds.

    `left_at`: from then on that id opens nothing; `returned_at`: somebody came back by a code, which opens
    it again. `safeguarding_concern`: an alert that concerns the
    safeguarding team was heard at some time, whatever worse was heard since. `finalised_at`: since when
    nothing in it is open (web/store/settling.py). `request_at`: since when it is a request of a named person
    and no casual contact any more (web/handoffs/standing.py). `language`: the last heard that is not English.
    `before_last`: what was known before the newest message, for when that is changed.
    """

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_started_on_channel", "started_on", "channel"),
        Index("ix_contact_request_at", "request_at"),
        Index("ix_contact_finalised_at", "finalised_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id_hash: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[Channel] = mapped_column(in_words(Channel))
    site: Mapped[str] = mapped_column(String(64), default="usual")
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    started_on: Mapped[date]
    last_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    finalised_at: Mapped[datetime | None] = mapped_column(UtcTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcTime)
    request_at: Mapped[datetime | None] = mapped_column(UtcTime)
    out_of_hours: Mapped[bool] = mapped_column(default=False, server_default=false())
    language: Mapped[str | None] = mapped_column(String(16))
    resident_messages: Mapped[int] = mapped_column(default=0)
    who_for: Mapped[str | None] = mapped_column(String(64))
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    request: Mapped[str | None] = mapped_column(String(64))
    place_district: Mapped[str | None] = mapped_column(String(16))
    place_label: Mapped[str | None] = mapped_column(PrivateText)
    risk_category: Mapped[str | None] = mapped_column(String(64))
    risk_level: Mapped[str | None] = mapped_column(String(16))
    safeguarding_concern: Mapped[bool] = mapped_column(default=False, server_default=false())
    unmet: Mapped[list[str]] = mapped_column(JSON, default=list)
    outcome: Mapped[Outcome] = mapped_column(in_words(Outcome), default=Outcome.OPEN, index=True)
    before_last: Mapped[Any | None] = mapped_column(PrivateJson)
    adviser_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))

    messages: Mapped[list["Message"]] = relationship(order_by="Message.id", cascade="all, delete-orphan")
    offered: Mapped[list["OfferedService"]] = relationship(cascade="all, delete-orphan")


class Message(Base):
    """One thing said: a resident's message has `words`, Signpost's answer `replies` as pages show them.

    `replaced_at`: since when other words of the resident stand in its place (web/store/changing.py).

    What an adviser wrote has `words`, and in `replies` the name that the resident was shown: {"name"}.
    """

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("contact_id", "author", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    author: Mapped[Author] = mapped_column(in_words(Author))
    message_id: Mapped[str | None] = mapped_column(String(64))
    said_at: Mapped[datetime] = mapped_column(UtcTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UtcTime)
    words: Mapped[str | None] = mapped_column(PrivateText)
    replies: Mapped[Any | None] = mapped_column(PrivateJson)


class OfferedService(Base):
    """A service that was shown in a contact, by the id the directory gives it.

    `price`: what it cost then (directory/prices.py); None for one shown before that was kept.
    """

    __tablename__ = "offered_service"
    __table_args__ = (UniqueConstraint("contact_id", "service_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    service_id: Mapped[str] = mapped_column(String(200))
    service_name: Mapped[str] = mapped_column(String(255))
    score: Mapped[float | None] = mapped_column(Float)
    price: Mapped[str | None] = mapped_column(String(16))
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
