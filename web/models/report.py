"""What residents and advisers say is wrong with an entry of the directory, until an editor has settled it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import in_words


class Wrong(StrEnum):
    """What is wrong, as the form offers it."""

    CLOSED = "closed"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    TIMES = "times"
    NOT_FOR_ME = "not_for_me"
    OTHER = "other"


class Reporter(StrEnum):
    """From which side it came."""

    RESIDENT = "resident"
    ADVISER = "adviser"


class ProblemReport(Base):
    """One report. `key` makes a form that is sent twice one report; `read_first`: danger was heard in it."""

    __tablename__ = "problem_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    service_id: Mapped[str] = mapped_column(String(200), index=True)
    wrong: Mapped[Wrong] = mapped_column(in_words(Wrong))
    reporter: Mapped[Reporter] = mapped_column(in_words(Reporter))
    words: Mapped[str | None] = mapped_column(PrivateText)
    read_first: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    note: Mapped[str | None] = mapped_column(PrivateText)
