"""Every query about whether things run: the store itself, and when each background process last said so."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from web.clock import now
from web.models.staff import Heartbeat


def beat(session: Session, process: str) -> None:
    """Says that `process` is alive now."""
    session.merge(Heartbeat(process=process, at=now()))


def last_beat(session: Session, process: str) -> datetime | None:
    """When `process` last said so; None when it never did, or the store cannot be asked."""
    try:
        found = session.get(Heartbeat, process)
    except SQLAlchemyError:
        return None
    return None if found is None else found.at


def answers(session: Session) -> bool:
    """Does the store answer, with its tables in it?"""
    try:
        session.scalar(select(func.count()).select_from(Heartbeat))
    except SQLAlchemyError:
        return False
    return True
