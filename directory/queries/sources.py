"""Feeds and their runs: kept side by side, each run with what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.models.service import Service, Status
from directory.models.source import FULL_TRUST, FeedSource, ImportRun, Outcome

KEPT_RUNS = 200  # of one source: half a year of daily runs


@dataclass(frozen=True)
class SourceSpec:
    """A feed as somebody asks for it. None leaves what is known of it already."""

    id: str
    address: str
    trust: float | None = None
    refresh_hours: float | None = None
    partial: bool | None = None


def get_source(session: Session, source_id: str) -> FeedSource | None:
    """One feed."""
    return session.get(FeedSource, source_id)


def all_sources(session: Session) -> Sequence[tuple[FeedSource, int, int]]:
    """Every feed by id, with how many services it has in the directory and how many of those vanished."""
    shown = Service.status != Status.WITHDRAWN
    query = (
        select(FeedSource, func.count(Service.id), func.count(Service.vanished_at))
        .outerjoin(Service, (Service.source_id == FeedSource.id) & shown)
        .group_by(FeedSource.id)
        .order_by(FeedSource.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def put_source(session: Session, spec: SourceSpec) -> FeedSource:
    """The feed, made or brought up to date with what is asked for."""
    found = session.get(FeedSource, spec.id)
    if found is None:
        found = FeedSource(id=spec.id, name=spec.id, address=spec.address, trust=FULL_TRUST, partial=False)
        found.enabled = True
        session.add(found)
    found.address = spec.address
    found.trust = found.trust if spec.trust is None else spec.trust
    found.refresh_hours = found.refresh_hours if spec.refresh_hours is None else spec.refresh_hours
    found.partial = found.partial if spec.partial is None else spec.partial
    session.flush()
    return found


def set_source(session: Session, source_id: str, values: Mapping[str, Any]) -> bool:
    """Change columns of a feed; whether there is one of that id."""
    done = session.execute(update(FeedSource).where(FeedSource.id == source_id).values(**values))
    return bool(getattr(done, "rowcount", 0))


def due_sources(session: Session, now: datetime) -> list[FeedSource]:
    """Enabled feeds whose last good run is as long ago as they say, or that never had one."""
    query = select(FeedSource).where(FeedSource.enabled, FeedSource.refresh_hours.is_not(None))
    return [each for each in session.scalars(query.order_by(FeedSource.id)) if _is_due(each, now)]


def start_run(session: Session, source_id: str, now: datetime) -> tuple[int, frozenset[int]]:
    """A new run's number, and the numbers of runs that did not come to a good end since the last that did."""
    session.execute(
        update(ImportRun)
        .where(ImportRun.source_id == source_id, ImportRun.outcome == Outcome.RUNNING)
        .values(outcome=Outcome.STOPPED.value, finished_at=now, sentence="Its program ended before it did.")
    )
    run = ImportRun(
        source_id=source_id,
        started_at=now,
        outcome=Outcome.RUNNING.value,
        added=0,
        changed=0,
        unchanged=0,
        vanished=0,
        returned=0,
        rejected=0,
        details={},
    )
    session.add(run)
    session.flush()
    good = (Outcome.DONE.value, Outcome.NOT_CHANGED.value)
    last_good = select(func.coalesce(func.max(ImportRun.id), 0)).where(
        ImportRun.source_id == source_id, ImportRun.outcome.in_(good)
    )
    query = select(ImportRun.id).where(
        ImportRun.source_id == source_id, ImportRun.id > last_good.scalar_subquery()
    )
    return run.id, frozenset(session.scalars(query))


def finish_run(session: Session, run_id: int, values: Mapping[str, Any]) -> None:
    """How a run ended. The oldest runs of the source make room."""
    session.execute(update(ImportRun).where(ImportRun.id == run_id).values(**values))
    run = session.get(ImportRun, run_id)
    source_id = run.source_id if run else ""
    numbers = session.scalars(
        select(ImportRun.id).where(ImportRun.source_id == source_id).order_by(ImportRun.id.desc())
    ).all()
    for old in numbers[KEPT_RUNS:]:
        session.delete(session.get_one(ImportRun, old))


def runs(session: Session, source_id: str | None, limit: int) -> list[ImportRun]:
    """The newest runs first."""
    query = select(ImportRun).order_by(ImportRun.id.desc()).limit(limit)
    return list(session.scalars(query.where(ImportRun.source_id == source_id) if source_id else query))


def get_run(session: Session, run_id: int) -> ImportRun | None:
    """One run."""
    return session.get(ImportRun, run_id)


def _is_due(source: FeedSource, now: datetime) -> bool:
    if source.last_good_at is None or source.refresh_hours is None:
        return source.refresh_hours is not None
    return now - in_utc(source.last_good_at) >= timedelta(hours=source.refresh_hours)
