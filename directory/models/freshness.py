"""What keeps the directory true: who assured what and when, reminders, their mails, links that were tried.

No address of anybody is kept here: a mail remembers only a mark of the address it went to.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, DateTime, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base

MARK = String(64)  # a hash, in hexadecimal digits
KEY = String(300)


class Assurer(StrEnum):
    """Who says that an entry is right."""

    EDITOR = "editor"
    ORGANISATION = "organisation"
    SOURCE = "source"


class MailState(StrEnum):
    """Where a reminder's mail stands. Long `claimed`: its program was killed, it may have gone out."""

    CLAIMED = "claimed"
    SENT = "sent"
    NOT_SENT = "not sent"  # for now: the server could not be reached, or asked to wait
    REFUSED = "refused"  # for good: there is no such address
    BY_HAND = "by hand"  # an editor passed the link on


class LinkState(StrEnum):
    """What a look at an address gave."""

    WORKS = "works"
    BROKEN = "broken"
    NOT_ASKED = "not asked"  # its owner asks robots to keep away, or it leads into a private network


class Assurance(Base):
    """Somebody said that an entry was right on a day. `key` makes saying it twice the same as once."""

    __tablename__ = "assurance"

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    day: Mapped[date] = mapped_column(Date)
    assurer: Mapped[str] = mapped_column(String(20))
    by: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ReminderMail(Base):
    """One mail to one organisation, about all its entries that need a look. Its id is in the signed link."""

    __tablename__ = "reminder_mail"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    address_mark: Mapped[str] = mapped_column(MARK, index=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    claimed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    attempts: Mapped[int] = mapped_column(default=0)
    answer_code: Mapped[int | None]  # what the mail server said


class Reminder(Base):
    """That a mail asks about a service. The key is the claim: no step of a cycle is asked twice.

    `cycle` is the day the entry was last assured when the asking began; an answer begins a new one.
    """

    __tablename__ = "reminder"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    cycle: Mapped[str] = mapped_column(String(10), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mail_id: Mapped[str] = mapped_column(ForeignKey("reminder_mail.id"), index=True)
    link_version: Mapped[int]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class LinkVersion(Base):
    """Which links to a service's entry still open: those of this number. A service without a row has 0."""

    __tablename__ = "link_version"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    changed_by: Mapped[str] = mapped_column(Text)


class LinkCheck(Base):
    """What is known of one address of the web, whichever services give it. `failures` are those in a row."""

    __tablename__ = "link_check"

    url_mark: Mapped[str] = mapped_column(MARK, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[int | None]  # of HTTP
    failures: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    first_failed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_worked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    moved_to: Mapped[str | None] = mapped_column(Text)
