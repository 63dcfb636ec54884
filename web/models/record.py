"""The coded record of a contact that was handed on, its versions, and how people are known again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime


class Person(Base):
    """Somebody who got in touch, known by nothing but marks: no name, no number."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    marks: Mapped[list["PersonMark"]] = relationship(cascade="all, delete-orphan")


class PersonMark(Base):
    """The keyed hash of a telephone number or an e-mail address; `key_version` says under which key.

    Two people may share a telephone, so a mark is no key of its own: web/store/people.py tells them apart.
    """

    __tablename__ = "person_mark"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "mark"),
        Index("ix_person_mark_mark", "mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    key_version: Mapped[str] = mapped_column(String(32))
    mark: Mapped[str] = mapped_column(String(64))


class ContactRecord(Base):
    """What is known of a contact in codes (web/words/contacts.yml), and what people put right by hand.

    Filled from the conversation; `set_by_people` names the fields that somebody set, which no later message
    changes. `version` counts up with every change, so that nobody overwrites what they have not seen.
    The names and numbers here are those that staff corrected; what the resident gave stays in the hand-off.
    """

    __tablename__ = "contact_record"

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    source: Mapped[str | None] = mapped_column(String(32))
    route_of_access: Mapped[str | None] = mapped_column(String(64), index=True)
    presenting_issue: Mapped[str | None] = mapped_column(String(32))
    person_knows: Mapped[str | None] = mapped_column(String(16))
    consent: Mapped[str | None] = mapped_column(String(16))
    without_consent: Mapped[str | None] = mapped_column(PrivateText)
    unpaid_carer: Mapped[str | None] = mapped_column(String(16))
    household: Mapped[str | None] = mapped_column(String(16))
    advice: Mapped[list[str]] = mapped_column(JSON, default=list)
    prefers: Mapped[list[str]] = mapped_column(JSON, default=list)
    never: Mapped[list[str]] = mapped_column(JSON, default=list)
    times: Mapped[list[str]] = mapped_column(JSON, default=list)
    safe: Mapped[str | None] = mapped_column(String(16))
    interpreter: Mapped[str | None] = mapped_column(String(16))
    communication: Mapped[list[str]] = mapped_column(JSON, default=list)
    what_helps: Mapped[str | None] = mapped_column(PrivateText)
    contact_name: Mapped[str | None] = mapped_column(PrivateText)
    contact_phone: Mapped[str | None] = mapped_column(PrivateText)
    contact_email: Mapped[str | None] = mapped_column(PrivateText)
    contact_address: Mapped[str | None] = mapped_column(PrivateText)
    about_name: Mapped[str | None] = mapped_column(PrivateText)
    case_number: Mapped[str | None] = mapped_column(PrivateText)
    referrer: Mapped[str | None] = mapped_column(PrivateText)
    void: Mapped[str | None] = mapped_column(String(16))
    set_by_people: Mapped[list[str]] = mapped_column(JSON, default=list)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))

    changes: Mapped[list["ContactRecordChange"]] = relationship(
        order_by="ContactRecordChange.id", cascade="all, delete-orphan"
    )


class ContactRecordChange(Base):
    """One version of a record: what `changed`, as [before, after] for each field, when, and by whom."""

    __tablename__ = "contact_record_change"
    __table_args__ = (UniqueConstraint("contact_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact_record.contact_id", ondelete="CASCADE"))
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    staff_user_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    changed: Mapped[dict[str, list[Any]]] = mapped_column(PrivateJson)
