"""Monthly figures that managers bring, version by version, and what was drawn for the national return."""

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.models.base import Base, UtcTime


class FigureVersion(Base):
    """One file of figures as it came, or (`restored_from`) a return to how all stood with an earlier one.

    `checksum` is of the file's bytes, so that the same file counts once. `form_key`: the form a return to an
    earlier version was sent with. A return replaces everything before it; a file what it has figures for.
    """

    __tablename__ = "figure_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    made_by: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    checksum: Mapped[str | None] = mapped_column(String(64), unique=True)
    restored_from: Mapped[int | None] = mapped_column(ForeignKey("figure_version.id"))
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)

    figures: Mapped[list["Figure"]] = relationship(cascade="all, delete-orphan")


class Figure(Base):
    """What a version says of one measure in one month; `month` is its first day."""

    __tablename__ = "figure"

    version_id: Mapped[int] = mapped_column(
        ForeignKey("figure_version.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int | None]
    out_of: Mapped[int | None]
    target: Mapped[float | None] = mapped_column(Float)


class ReturnExtract(Base):
    """One drawing of rows for the national return: when, by whom (None: at a terminal), of which days.

    `what`: all rows, those that pass, or the list of those that fail. `checksum`: of the file's bytes, so
    that a file found later can be told.
    """

    __tablename__ = "return_extract"
    __table_args__ = (Index("ix_return_extract_made_at", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    first: Mapped[date]
    last: Mapped[date]
    release: Mapped[str] = mapped_column(String(16))
    what: Mapped[str] = mapped_column(String(16))
    rows: Mapped[int]
    failing: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64))
