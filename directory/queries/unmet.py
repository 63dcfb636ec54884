"""Counting needs that nothing was found for, each turn once."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from directory.models.unmet import UnmetNeed, UnmetTurn


def forget_turns_before(session: Session, day: date) -> None:
    """Drop the marks that no repeat can meet any more."""
    session.execute(delete(UnmetTurn).where(UnmetTurn.day < day))


def mark_turn(session: Session, mark: str, day: date) -> bool:
    """Whether this turn is new; it is marked then. The caller holds the write lock."""
    known = session.scalars(select(UnmetTurn.mark).where(UnmetTurn.mark == mark)).first()
    if known is None:
        session.execute(insert(UnmetTurn).values(mark=mark, day=day))
    return known is None


def count_once_more(session: Session, day: date, need_id: str, district: str, channel: str) -> None:
    """One more time that nothing was found."""
    key = {"day": day, "need_id": need_id, "district": district, "channel": channel}
    same = [getattr(UnmetNeed, name) == value for name, value in key.items()]
    counted = update(UnmetNeed).where(*same).values(times=UnmetNeed.times + 1)
    if session.scalars(select(UnmetNeed.times).where(*same)).first() is None:
        session.execute(insert(UnmetNeed).values(**key, times=1))
    else:
        session.execute(counted)


def sums_since(session: Session, day: date) -> Sequence[tuple[str, str, str, int]]:
    """(need, district, channel, times) from that day on, the commonest first."""
    times = func.sum(UnmetNeed.times)
    query = (
        select(UnmetNeed.need_id, UnmetNeed.district, UnmetNeed.channel, times)
        .where(UnmetNeed.day >= day)
        .group_by(UnmetNeed.need_id, UnmetNeed.district, UnmetNeed.channel)
        .order_by(times.desc(), UnmetNeed.need_id, UnmetNeed.district, UnmetNeed.channel)
    )
    rows = session.execute(query)
    return [(need, district, channel, int(count)) for need, district, channel, count in rows]
