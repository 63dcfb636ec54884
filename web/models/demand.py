"""Of the cost and demand model: a council's figures and its scenarios, each in every version."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from web.models.base import Base, UtcTime


class DemandFigures(Base):
    """The figures as somebody saved them once; the newest count. `save_key`: the form they were sent with."""

    __tablename__ = "demand_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    save_key: Mapped[str] = mapped_column(String(64), unique=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))


class DemandScenario(Base):
    """Something a council might do differently; what it is stands in its newest version."""

    __tablename__ = "demand_scenario"

    id: Mapped[int] = mapped_column(primary_key=True)
    put_away_at: Mapped[datetime | None] = mapped_column(UtcTime)


class DemandVersion(Base):
    """One version of a scenario, never changed: its name and what would be done."""

    __tablename__ = "demand_version"
    __table_args__ = (UniqueConstraint("scenario_id", "number", name="uq_demand_version_scenario_id_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("demand_scenario.id"))
    number: Mapped[int]
    save_key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
