"""How many services there are, and of which kind."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.models.service import Service


def services_by_source_and_status(session: Session) -> dict[tuple[str, str], int]:
    """Counts by (source, status)."""
    query = select(Service.source, Service.status, func.count()).group_by(Service.source, Service.status)
    return {(source, status): count for source, status, count in session.execute(query)}


def is_empty(session: Session) -> bool:
    """Whether there is no service at all."""
    return session.scalars(select(Service.id).limit(1)).first() is None
