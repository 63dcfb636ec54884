"""Every query about whether messages that were handed over have arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from web.models.delivery import Delivery, Target
from web.store.rows import changed


@dataclass(frozen=True)
class Asked:
    """A message whose receipt is asked for."""

    id: int
    receipt_id: str
    finished_at: datetime


def claim_due(session: Session, moment: datetime, ahead: timedelta, most: int) -> list[Asked]:
    """What is due to be looked at, for this caller alone: for others it is due `ahead` from now."""
    due = (
        select(Delivery)
        .where(Delivery.receipt_due_at <= moment)
        .order_by(Delivery.receipt_due_at)
        .limit(most)
    )
    return [
        Asked(each.id, each.receipt_id, each.finished_at)
        for each in session.scalars(due).all()
        if each.receipt_id and each.finished_at and _took(session, each, moment + ahead)
    ]


def about(session: Session, handoff_id: int) -> Sequence[Delivery]:
    """Every message to people about a hand-off, oldest first."""
    mine = (Delivery.handoff_id == handoff_id, Delivery.target == Target.PERSON)
    return session.scalars(select(Delivery).where(*mine).order_by(Delivery.id)).all()


def note(session: Session, delivery_id: int, word: str | None, following: datetime | None) -> None:
    """What was learnt, and when to look again; None: never."""
    values: dict[str, Any] = {"receipt_due_at": following}
    if word is not None:
        values["receipt"] = word
    session.execute(update(Delivery).where(Delivery.id == delivery_id).values(**values))


def _took(session: Session, seen: Delivery, until: datetime) -> bool:
    took = (
        update(Delivery)
        .where(Delivery.id == seen.id, Delivery.receipt_due_at == seen.receipt_due_at)
        .values(receipt_due_at=until)
    )
    return changed(session, took) == 1
