"""How many services there are, and of which kind."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.models.service import Service, Source


def services_by_source_and_status(session: Session) -> dict[tuple[str, str], int]:
    """Counts by (source, status)."""
    query = select(Service.source, Service.status, func.count()).group_by(Service.source, Service.status)
    return {(source, status): count for source, status, count in session.execute(query)}


def has_local_services(session: Session) -> bool:
    """Whether there is a service of any kind but the national helplines."""
    query = select(Service.id).where(Service.source != Source.HELPLINE).limit(1)
    return session.scalars(query).first() is not None
