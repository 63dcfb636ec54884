"""Innovation sites: what is tried where and when, every change of it, and questions for its board."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateText
from web.models.base import Base, UtcTime

USUAL = "usual"  # the site of every contact that belongs to none


class Site(Base):
    """A protected place in which something is tried for some weeks, beside business as usual.

    `slug` is what contacts and sums call it, and never changes. A contact belongs when every condition that
    is set holds: `channels`, `districts` (of a postcode), `teams` (of the adviser who holds the call),
    `by_address` (it came by `?site=slug`). `version` counts changes, so that none is made over another.
    """

    __tablename__ = "innovation_site"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    tried: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date]
    last_day: Mapped[date]
    baseline_weeks: Mapped[int]
    channels: Mapped[list[str]] = mapped_column(JSON)
    districts: Mapped[list[str]] = mapped_column(JSON)
    teams: Mapped[list[str]] = mapped_column(JSON)
    by_address: Mapped[bool]
    version: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SiteEvent(Base):
    """A site as somebody made or changed it; never changed itself. `form_key`: sent twice does one thing."""

    __tablename__ = "site_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("innovation_site.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    move: Mapped[str] = mapped_column(String(16))
    became: Mapped[Any] = mapped_column(JSON)
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)


class SiteQuestion(Base):
    """Something the board of a site has still to decide or to find out; open until `settled_at`."""

    __tablename__ = "site_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("innovation_site.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    words: Mapped[str] = mapped_column(PrivateText)
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)
