"""Needs that nothing was found for: sums by day, and no row that is about one conversation."""

from datetime import date

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id


class UnmetNeed(Base):
    """How often nothing was found for a need, on one day, in one district (empty: no place was said)."""

    __tablename__ = "unmet_need"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    need_id: Mapped[str] = mapped_column(Id, primary_key=True)
    district: Mapped[str] = mapped_column(String(80), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    times: Mapped[int]


class UnmetTurn(Base):
    """That a turn was counted: a hash of its id, kept for two days, so that the same turn counts once."""

    __tablename__ = "unmet_turn"

    mark: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)
