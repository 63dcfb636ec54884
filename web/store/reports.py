"""Every query about reports of what is wrong in the directory."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.models.report import ProblemReport, Reporter, Wrong
from web.settings import Keeping
from web.store.rows import changed


def add(
    session: Session,
    key: str,
    service_id: str,
    wrong: Wrong,
    reporter: Reporter,
    words: str | None,
    at: datetime,
    *,
    read_first: bool = False,
) -> bool:
    """Keep a report; False where the same form was sent before."""
    if session.scalar(select(ProblemReport.id).where(ProblemReport.key == key)) is not None:
        return False
    report = ProblemReport(
        key=key,
        service_id=service_id,
        wrong=wrong,
        reporter=reporter,
        words=words,
        read_first=read_first,
        at=at,
    )
    try:
        with session.begin_nested():
            session.add(report)
    except IntegrityError:
        return False  # the same form came twice in the same moment
    return True


def count_open(session: Session) -> int:
    """How many wait for an editor."""
    query = select(func.count()).select_from(ProblemReport).where(ProblemReport.settled_at.is_(None))
    return session.scalars(query).one()


def waiting(session: Session, limit: int) -> Sequence[ProblemReport]:
    """Reports that wait: those that danger was heard in, then the oldest."""
    query = select(ProblemReport).where(ProblemReport.settled_at.is_(None))
    order = (ProblemReport.read_first.desc(), ProblemReport.at, ProblemReport.id)
    return session.scalars(query.order_by(*order).limit(limit)).all()


def settled(session: Session, limit: int) -> Sequence[ProblemReport]:
    """The reports that were settled last."""
    query = select(ProblemReport).where(ProblemReport.settled_at.is_not(None))
    return session.scalars(query.order_by(ProblemReport.settled_at.desc()).limit(limit)).all()


def by_id(session: Session, report_id: int) -> ProblemReport | None:
    """One report."""
    return session.get(ProblemReport, report_id)


def settle(session: Session, ids: Iterable[int], by: int, note: str, at: datetime) -> int:
    """Close these reports with a note; how many were still open."""
    statement = (
        update(ProblemReport)
        .where(ProblemReport.id.in_(list(ids)), ProblemReport.settled_at.is_(None))
        .values(settled_at=at, settled_by=by, note=note)
    )
    return changed(session, statement)


def purge(session: Session, moment: datetime, keeping: Keeping) -> int:
    """Blank the words of reports settled a while ago; delete the old ones, settled or not."""
    old, older = moment - timedelta(days=keeping.words_days), moment - timedelta(days=keeping.contact_days)
    has_words = or_(ProblemReport.words.is_not(None), ProblemReport.note.is_not(None))
    blank = update(ProblemReport).where(ProblemReport.settled_at < old, has_words)
    changed(session, blank.values(words=None, note=None))
    return changed(session, delete(ProblemReport).where(ProblemReport.at < older))
