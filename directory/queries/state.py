"""How often the directory has changed."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.clock import utc_now
from directory.models.signpost import STATE_ROW, DirectoryState


def revision(session: Session) -> int:
    """The number that grows with every change."""
    return session.scalars(select(DirectoryState.revision)).one()


def edition(session: Session) -> tuple[int, datetime]:
    """That number, and when it last grew."""
    row = session.execute(select(DirectoryState.revision, DirectoryState.changed_at)).one()
    return row.revision, row.changed_at


def note_change(session: Session) -> None:
    """One more change: running programs look at this to know that they should read again."""
    session.execute(
        update(DirectoryState)
        .where(DirectoryState.id == STATE_ROW)
        .values(revision=DirectoryState.revision + 1, changed_at=utc_now())
    )
