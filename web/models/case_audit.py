"""The case audit: ten contacts of each week, two sheets for each, and how far the two agree."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateText
from web.models.base import Base, UtcTime


class CaseWeek(Base):
    """A week whose cases were drawn; once there, it is never drawn again.

    `population`: out of how many contacts. `key_version`: under which key the lots were cast.
    """

    __tablename__ = "case_week"

    monday: Mapped[date] = mapped_column(primary_key=True)
    drawn_at: Mapped[datetime] = mapped_column(UtcTime)
    population: Mapped[int]
    drawn: Mapped[int]
    key_version: Mapped[str] = mapped_column(String(32))


class CaseDrawn(Base):
    """One contact that was drawn. `lot`: the number by which it was, which can be worked out again."""

    __tablename__ = "case_drawn"
    __table_args__ = (UniqueConstraint("monday", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    monday: Mapped[date] = mapped_column(ForeignKey("case_week.monday"))
    place: Mapped[int]
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    lot: Mapped[str] = mapped_column(String(64))

    sheets: Mapped[list["CaseSheet"]] = relationship(order_by="CaseSheet.place", cascade="all, delete-orphan")


class CaseSheet(Base):
    """What one reviewer answered, item by item (web/words/case_audit.yml). It never changes."""

    __tablename__ = "case_sheet"
    __table_args__ = (
        UniqueConstraint("case_id", "place"),
        UniqueConstraint("case_id", "staff_user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_drawn.id", ondelete="CASCADE"))
    place: Mapped[int]
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(PrivateText)
    done_at: Mapped[datetime] = mapped_column(UtcTime)


class CaseAgreement(Base):
    """How many cases of a week got this pair of answers to an item. It stays when the cases are deleted."""

    __tablename__ = "case_agreement"

    monday: Mapped[date] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(32), primary_key=True)
    first: Mapped[str] = mapped_column(String(16), primary_key=True)
    second: Mapped[str] = mapped_column(String(16), primary_key=True)
    cases: Mapped[int]
