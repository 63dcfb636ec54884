"""Every query of the cost and demand model: figures and scenarios in versions that nobody overwrites."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from web.models.demand import DemandFigures, DemandScenario, DemandVersion
from web.store import staff


class Saved(StrEnum):
    """What came of saving. BEHIND: somebody else saved since the form was opened; nothing was kept."""

    NEW = "new"
    SAME = "same"
    BEHIND = "behind"


def figures(session: Session) -> DemandFigures | None:
    """The newest figures; None before anybody saved any."""
    return session.scalar(select(DemandFigures).order_by(DemandFigures.id.desc()).limit(1))


def save_figures(
    session: Session, body: Mapping[str, Any], *, key: str, based_on: int, by: int | None, moment: datetime
) -> Saved:
    """Keeps a new version; the same form again, or with nothing changed in it, makes none.

    `based_on`: the version that the form showed, 0 for none.
    """
    newest = figures(session)
    if session.scalar(select(DemandFigures.id).where(DemandFigures.save_key == key)) is not None:
        return Saved.SAME
    if newest is not None and newest.figures == body:
        return Saved.SAME
    if (newest.id if newest else 0) != based_on:
        return Saved.BEHIND
    made = DemandFigures(save_key=key, figures=dict(body), saved_at=moment, saved_by=by)
    session.add(made)
    session.flush()
    staff.note(
        session, "saved_demand_figures", staff_user_id=by, subject="demand_figures", subject_id=made.id
    )
    return Saved.NEW


def scenarios(session: Session, *, put_away: bool = False) -> Sequence[DemandVersion]:
    """The newest version of every scenario, in the order in which they were made."""
    newest = (
        select(DemandVersion.scenario_id, func.max(DemandVersion.number).label("number"))
        .group_by(DemandVersion.scenario_id)
        .subquery()
    )
    away = DemandScenario.put_away_at
    query = (
        select(DemandVersion)
        .join(
            newest,
            (newest.c.scenario_id == DemandVersion.scenario_id) & (newest.c.number == DemandVersion.number),
        )
        .join(DemandScenario, DemandScenario.id == DemandVersion.scenario_id)
        .where(away.is_not(None) if put_away else away.is_(None))
    )
    return session.scalars(query.order_by(DemandVersion.scenario_id)).all()


def scenario(session: Session, scenario_id: int) -> DemandVersion | None:
    """The newest version of a scenario, also of one that was put away."""
    query = select(DemandVersion).where(DemandVersion.scenario_id == scenario_id)
    return session.scalar(query.order_by(DemandVersion.number.desc()).limit(1))


def save_scenario(
    session: Session,
    scenario_id: int | None,
    name: str,
    plan: Mapping[str, Any],
    *,
    key: str,
    based_on: int,
    by: int | None,
    moment: datetime,
) -> tuple[Saved, int]:
    """Keeps a new version of a scenario, or a new scenario (None); which it is. Sent twice, it makes one."""
    again = session.scalar(select(DemandVersion).where(DemandVersion.save_key == key))
    if again is not None:
        return Saved.SAME, again.scenario_id
    newest = scenario(session, scenario_id) if scenario_id else None
    if newest is not None and (newest.name, newest.plan) == (name, plan):
        return Saved.SAME, newest.scenario_id
    if newest is not None and newest.number != based_on:
        return Saved.BEHIND, newest.scenario_id
    kept = newest.scenario_id if newest else _made(session)
    session.add(
        DemandVersion(
            scenario_id=kept, number=based_on + 1, save_key=key, name=name, plan=dict(plan), saved_at=moment,
            saved_by=by,
        )
    )  # fmt: skip
    session.flush()
    staff.note(session, "saved_demand_scenario", staff_user_id=by, subject="demand_scenario", subject_id=kept)
    return Saved.NEW, kept


def put_away(session: Session, scenario_id: int, moment: datetime | None, *, by: int | None) -> bool:
    """Takes a scenario off the list, or with None puts it back. False: there is none."""
    found = session.get(DemandScenario, scenario_id)
    if found is None:
        return False
    if (found.put_away_at is None) != (moment is None):
        found.put_away_at = moment
        deed = "put_away_demand_scenario" if moment else "brought_back_demand_scenario"
        staff.note(session, deed, staff_user_id=by, subject="demand_scenario", subject_id=scenario_id)
    return True


def is_put_away(session: Session, scenario_id: int) -> bool:
    """Was it taken off the list?"""
    found = session.get(DemandScenario, scenario_id)
    return found is not None and found.put_away_at is not None


def _made(session: Session) -> int:
    new = DemandScenario()
    session.add(new)
    session.flush()
    return new.id
