"""Every query about messages that people look at again: noticed in a turn, redacted, labelled, exported."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from web.models.review import Found, Label, Noticed, ReviewEntry, ReviewState
from web.settings import Keeping
from web.store.rows import changed

# Somebody who types nonsense all day fills no disk, and no reviewer's week.
MOST_NOTICED = 2000  # of a kind
MOST_WAITING = 500  # of a kind


def notice(
    session: Session, kind: Found, words: str, heard: Mapping[str, Any], on: date, before: str | None = None
) -> bool:
    """Put a message aside for the worker to redact; False where too many of its kind lie there already."""
    # Of its kind: nonsense typed all day must not shut out danger that a worker marks.
    lying = select(func.count()).select_from(Noticed).where(Noticed.kind == kind)
    if session.scalars(lying).one() >= MOST_NOTICED:
        return False
    session.add(Noticed(kind=kind, words=words, before=before, heard=dict(heard), noticed_on=on))
    session.flush()
    return True


def noticed(session: Session, limit: int) -> Sequence[Noticed]:
    """What waits to be redacted, the oldest first."""
    return session.scalars(select(Noticed).order_by(Noticed.id).limit(limit)).all()


def count_noticed(session: Session) -> int:
    """How many wait to be redacted."""
    return session.scalars(select(func.count()).select_from(Noticed)).one()


def forget(session: Session, found: Noticed) -> None:
    """Let go of a row that cannot be made an entry."""
    session.execute(delete(Noticed).where(Noticed.id == found.id))


def enter(session: Session, found: Noticed, words: str, before: str | None) -> bool:
    """Turn what was noticed into an entry with these redacted words; False where somebody else has.

    Words that are there already are counted, not doubled. What is more than MOST_WAITING is forgotten.
    """
    if changed(session, delete(Noticed).where(Noticed.id == found.id)) == 0:
        return False
    same = _same(session, found.kind, words, before)
    if same is not None:
        same.times += 1
        same.heard = _both(same.heard, found.heard)
    elif count_waiting(session).get(found.kind, 0) < MOST_WAITING:
        session.add(
            ReviewEntry(
                kind=found.kind, words=words, before=before, heard=found.heard, noticed_on=found.noticed_on,
                times=1, state=ReviewState.WAITING, label_of=[],
            )
        )  # fmt: skip
    session.flush()
    return True


def count_waiting(session: Session) -> dict[Found, int]:
    """How many entries of each kind wait for a person."""
    query = (
        select(ReviewEntry.kind, func.count())
        .where(ReviewEntry.state == ReviewState.WAITING)
        .group_by(ReviewEntry.kind)
    )
    return {kind: count for kind, count in session.execute(query)}


def listed(
    session: Session, kind: Found | None, state: ReviewState, *, offset: int, limit: int
) -> Sequence[ReviewEntry]:
    """Entries of a state, of one kind or of all: the oldest that wait, the newest that are done."""
    query = select(ReviewEntry).where(ReviewEntry.state == state)
    if kind is not None:
        query = query.where(ReviewEntry.kind == kind)
    waiting = state is ReviewState.WAITING
    order = (ReviewEntry.noticed_on, ReviewEntry.id) if waiting else (ReviewEntry.labelled_at.desc(),)
    return session.scalars(query.order_by(*order).offset(offset).limit(limit)).all()


def count(session: Session, kind: Found | None, state: ReviewState) -> int:
    """How many `listed` would list in all."""
    query = select(func.count()).select_from(ReviewEntry).where(ReviewEntry.state == state)
    return session.scalars(query if kind is None else query.where(ReviewEntry.kind == kind)).one()


def by_id(session: Session, entry_id: int) -> ReviewEntry | None:
    """One entry."""
    return session.get(ReviewEntry, entry_id, populate_existing=True)


def next_waiting(session: Session, after: ReviewEntry) -> int | None:
    """The entry of the same kind to look at next; the first again after the last."""
    waiting = listed(session, after.kind, ReviewState.WAITING, offset=0, limit=2)
    return next((each.id for each in waiting if each.id != after.id), None)


def label(
    session: Session, entry_id: int, label: Label, of: Sequence[str], kept: str, by: int, at: datetime
) -> bool:
    """Say what a waiting entry is, and in which words it is kept; False where it does not wait any more."""
    values = {"label": label, "label_of": list(of), "kept": kept, "labelled_at": at, "labelled_by": by}
    return _settle(session, entry_id, ReviewState.LABELLED, values)


def set_unusable(session: Session, entry_id: int, by: int, at: datetime) -> bool:
    """It still tells somebody, or nothing: its words are forgotten at once. False where it waits no more."""
    gone = {"words": None, "before": None, "heard": None}
    return _settle(session, entry_id, ReviewState.UNUSABLE, {**gone, "labelled_at": at, "labelled_by": by})


def reopen(session: Session, entry_id: int) -> bool:
    """Take a label back; False where it was exported, where its words are gone, or where it has none."""
    statement = (
        update(ReviewEntry)
        .where(
            ReviewEntry.id == entry_id,
            ReviewEntry.state == ReviewState.LABELLED,
            ReviewEntry.exported_at.is_(None),
            ReviewEntry.words.is_not(None),
        )
        .values(
            state=ReviewState.WAITING, label=None, label_of=[], kept=None, labelled_at=None, labelled_by=None
        )
    )
    return changed(session, statement) == 1


def to_export(session: Session, *, everything: bool) -> Sequence[ReviewEntry]:
    """Labelled entries that were not exported yet, or all there are, in the order they were labelled."""
    query = select(ReviewEntry).where(ReviewEntry.state == ReviewState.LABELLED)
    if not everything:
        query = query.where(ReviewEntry.exported_at.is_(None))
    return session.scalars(query.order_by(ReviewEntry.labelled_at, ReviewEntry.id)).all()


def note_exported(session: Session, ids: Sequence[int], at: datetime) -> None:
    """From now on these are not exported again unless all are asked for."""
    for start in range(0, len(ids), 500):
        some = list(ids[start : start + 500])
        changed(session, update(ReviewEntry).where(ReviewEntry.id.in_(some)).values(exported_at=at))


def purge(session: Session, moment: datetime, keeping: Keeping) -> None:
    """Forget what nobody has labelled, and the first words of what somebody has; later the entry itself."""
    old = (moment - timedelta(days=keeping.words_days)).date()
    older = (moment - timedelta(days=keeping.contact_days)).date()
    changed(session, delete(Noticed).where(Noticed.noticed_on < old))
    aged = ReviewEntry.noticed_on < old
    changed(session, delete(ReviewEntry).where(aged, ReviewEntry.state == ReviewState.WAITING))
    changed(session, update(ReviewEntry).where(aged).values(words=None, before=None, heard=None))
    changed(session, delete(ReviewEntry).where(ReviewEntry.noticed_on < older))


def _same(session: Session, kind: Found, words: str, before: str | None) -> ReviewEntry | None:
    """The entry of a kind with these very words: sealed words differ each time, so each is opened."""
    query = select(ReviewEntry.id, ReviewEntry.words, ReviewEntry.before)
    known = session.execute(query.where(ReviewEntry.kind == kind, ReviewEntry.words.is_not(None)))
    found = (id_ for id_, *said in known.yield_per(100) if said == [words, before])
    same = next(found, None)
    known.close()
    return None if same is None else session.get(ReviewEntry, same)


def _both(known: Mapping[str, Any] | None, more: Mapping[str, Any]) -> dict[str, Any]:
    """What was heard, with what another worker says it should have been beside it."""
    before = known or {}
    marks = [*before.get("should_be", ()), *more.get("should_be", ())]
    return {**before, **({"should_be": list(dict.fromkeys(marks))} if marks else {})}


def _settle(session: Session, entry_id: int, state: ReviewState, values: Mapping[str, Any]) -> bool:
    waits = (ReviewEntry.id == entry_id, ReviewEntry.state == ReviewState.WAITING)
    return changed(session, update(ReviewEntry).where(*waits).values(state=state, **values)) == 1
