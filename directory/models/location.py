"""Where services are: locations, their addresses and how accessible they are."""

from sqlalchemy import ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, FromSource, Id


class Location(FromSource, Base):
    """A building, a postal address or a virtual place; several services may share one."""

    __tablename__ = "location"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    location_type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    external_identifier: Mapped[str | None] = mapped_column(Text)
    external_identifier_type: Mapped[str | None] = mapped_column(Text)


class Address(Base):
    """One address of a location. Feeds repeat ids between locations, so the location is part of the key."""

    __tablename__ = "address"

    location_id: Mapped[str] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int]
    attention: Mapped[str | None] = mapped_column(Text)
    address_1: Mapped[str | None] = mapped_column(Text)
    address_2: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(Text)
    state_province: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    address_type: Mapped[str] = mapped_column(String(20))
    masked: Mapped[bool] = mapped_column(default=False, server_default=false())  # see directory/masking.py


class Accessibility(Base):
    """One thing that helps people get into or around a location."""

    __tablename__ = "accessibility"

    location_id: Mapped[str] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int]
    description: Mapped[str | None] = mapped_column(Text)
    details: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)


class ServiceAtLocation(Base):
    """That a service is given at a location."""

    __tablename__ = "service_at_location"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int]
    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)
    description: Mapped[str | None] = mapped_column(Text)
