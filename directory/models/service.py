"""A service and who runs it, after Open Referral UK 3; the last group of columns is Signpost's own."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import DateTime, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, FromSource, Id


class Source(StrEnum):
    """Where a service came from."""

    DEMONSTRATION = "demonstration"
    HELPLINE = "helpline"
    IMPORT = "import"
    EDITOR = "editor"


class Status(StrEnum):
    """Open Referral UK's four, and `withdrawn`: kept, but shown to nobody."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"
    WITHDRAWN = "withdrawn"


class Organization(FromSource, Base):
    """Who runs services."""

    __tablename__ = "organization"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str | None] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    logo: Mapped[str | None] = mapped_column(Text)
    uri: Mapped[str | None] = mapped_column(Text)


class Service(FromSource, Base):
    """One service. `assured_date`: somebody last said it is right; `last_modified`: its text last changed."""

    __tablename__ = "service"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), index=True)
    fees: Mapped[str | None] = mapped_column(Text)
    application_process: Mapped[str | None] = mapped_column(Text)
    accreditations: Mapped[str | None] = mapped_column(Text)
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    eligibility_description: Mapped[str | None] = mapped_column(Text)
    assured_date: Mapped[date | None]
    assured_by: Mapped[str | None] = mapped_column(Text)  # a name, for `assurer` editor and source
    assurer: Mapped[str | None] = mapped_column(String(20))
    alert: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    attending_type: Mapped[str | None] = mapped_column(Text)  # these three: Open Referral UK 1 and 2
    attending_access: Mapped[str | None] = mapped_column(Text)
    deliverable_type: Mapped[str | None] = mapped_column(Text)

    source: Mapped[str] = mapped_column(String(20), index=True)
    national: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str] = mapped_column(
        String(64)
    )  # of the feed's entry: "unchanged" costs no comparing
    vanished_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True)
    )  # its feed stopped listing it
    version: Mapped[int] = mapped_column(default=0, server_default="0")  # grows when an editor changes it
