"""Every query about messages that stay on this machine."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from web.models.delivery import LocalMessage, Way
from web.settings import Keeping


def keep(
    session: Session, reference: str, way: Way, sent_to: str, subject: str, words: str, moment: datetime
) -> None:
    """Keeps a message; one of the same reference is there already and stays."""
    if session.scalar(select(LocalMessage.id).where(LocalMessage.reference == reference)) is None:
        session.add(
            LocalMessage(
                reference=reference, way=way, sent_to=sent_to, subject=subject, words=words, at=moment
            )
        )
        session.flush()


def newest(session: Session, limit: int) -> Sequence[LocalMessage]:
    """The messages kept last, newest first."""
    return session.scalars(
        select(LocalMessage).order_by(LocalMessage.at.desc(), LocalMessage.id.desc()).limit(limit)
    ).all()


def purge(session: Session, moment: datetime, keeping: Keeping) -> int:
    """Deletes those that were kept long enough; how many."""
    old = delete(LocalMessage).where(LocalMessage.at < moment - timedelta(days=keeping.words_days))
    return cast(CursorResult[Any], session.execute(old.execution_options(synchronize_session=False))).rowcount
