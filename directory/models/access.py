"""How somebody gets to use a service: whom to call, when, what it costs, for where and in which language.

Every table here belongs to one service. Feeds repeat ids between services, so the service is part of the key.
"""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id


class OfService:
    """The key of whatever belongs to one service, and goes with it."""

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int]  # in the feed: the first number is the one to ring first


class Contact(OfService, Base):
    """A role or a published name to ask for."""

    __tablename__ = "contact"

    name: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)


class Phone(OfService, Base):
    """A published number; `contact_id` says whose, where the feed does."""

    __tablename__ = "phone"

    contact_id: Mapped[str | None] = mapped_column(Id)
    number: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)


class Schedule(OfService, Base):
    """When a service is open, by the calendar rules of RFC 5545 (`freq`, `byday` and the like)."""

    __tablename__ = "schedule"

    service_at_location_id: Mapped[str | None] = mapped_column(Id)
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    dtstart: Mapped[date | None] = mapped_column(Date)
    freq: Mapped[str | None] = mapped_column(String(20))
    interval: Mapped[int | None]
    byday: Mapped[str | None] = mapped_column(Text)
    bymonthday: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    opens_at: Mapped[str | None] = mapped_column(String(20))
    closes_at: Mapped[str | None] = mapped_column(String(20))
    schedule_link: Mapped[str | None] = mapped_column(Text)
    attending_type: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


class CostOption(OfService, Base):
    """One price. `amount` is in pounds."""

    __tablename__ = "cost_option"

    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    option: Mapped[str | None] = mapped_column(Text)
    amount: Mapped[float | None]
    amount_description: Mapped[str | None] = mapped_column(Text)


class ServiceArea(OfService, Base):
    """Where people must live to use a service."""

    __tablename__ = "service_area"

    name: Mapped[str | None] = mapped_column(Text)
    extent: Mapped[str | None] = mapped_column(Text)
    extent_type: Mapped[str | None] = mapped_column(Text)
    uri: Mapped[str | None] = mapped_column(Text)


class Language(OfService, Base):
    """A language a service is given in."""

    __tablename__ = "language"

    name: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
