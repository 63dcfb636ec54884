"""Every query about background processes: when each last said that it is alive."""

from datetime import datetime

from sqlalchemy.orm import Session

from web.clock import now
from web.models.staff import Heartbeat


def beat(session: Session, process: str) -> None:
    """Says that `process` is alive now."""
    session.merge(Heartbeat(process=process, at=now()))


def last_beat(session: Session, process: str) -> datetime | None:
    """When `process` last said so."""
    found = session.get(Heartbeat, process)
    return None if found is None else found.at
