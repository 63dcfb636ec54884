"""Every query about messages that stay on this machine."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.models.delivery import LocalMessage, Way
from web.settings import Keeping
from web.store.rows import changed


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
    old = moment - timedelta(days=keeping.words_days)
    return changed(session, delete(LocalMessage).where(LocalMessage.at < old))
