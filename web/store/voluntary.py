"""Every query about offers to voluntary organisations: made, taken back, answered once.

The resident is told of an answer by offers_told.py.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move
from web.models.handoff import Handoff
from web.models.queue import Answer, VoluntaryOffer
from web.models.record import ContactRecord
from web.store.queue import note_event
from web.store.records import preferences, reach
from web.store.rows import changed


@dataclass(frozen=True)
class Offering:
    """An offer as a worker wrote it. `shared`: what the person agreed to share, by name (voluntary.yml)."""

    organisation: str
    shared: Sequence[str]
    message: str | None
    send_to: str | None
    service_id: str | None = None


def make(
    session: Session, handoff: Handoff, offering: Offering, *, by: int, moment: datetime, until: datetime
) -> VoluntaryOffer:
    """A new offer; the move itself is recorded by the caller (queue.perform)."""
    offer = VoluntaryOffer(
        public_id=secrets.token_urlsafe(18), handoff_id=handoff.id, service_id=offering.service_id,
        organisation=offering.organisation, shared=list(offering.shared), message=offering.message,
        send_to=offering.send_to, offered_at=moment, offered_by=by, expires_at=until, answer=Answer.WAITING,
    )  # fmt: skip
    session.add(offer)
    session.flush()
    return offer


def offers_of(session: Session, handoff_id: int) -> Sequence[VoluntaryOffer]:
    """Every offer of a hand-off, oldest first."""
    query = select(VoluntaryOffer).where(VoluntaryOffer.handoff_id == handoff_id)
    return session.scalars(query.order_by(VoluntaryOffer.id)).all()


def reach_of(session: Session, handoff: Handoff) -> Mapping[str, str | None]:
    """How to reach the person, as staff put it right; `never`: the ways that must not be used, as codes."""
    never = ",".join(sorted(preferences(session, handoff).never))
    return {**reach(handoff, session.get(ContactRecord, handoff.contact_id)), "never": never or None}


def by_public_id(session: Session, public_id: str) -> VoluntaryOffer | None:
    """The offer a link names, with its hand-off."""
    return session.scalar(
        select(VoluntaryOffer)
        .where(VoluntaryOffer.public_id == public_id)
        .options(selectinload(VoluntaryOffer.handoff))
    )


def by_id(session: Session, offer_id: int) -> VoluntaryOffer | None:
    """The offer of this number, with its hand-off and contact."""
    handoff = selectinload(VoluntaryOffer.handoff).selectinload(Handoff.contact)
    return session.scalar(select(VoluntaryOffer).where(VoluntaryOffer.id == offer_id).options(handoff))


def answer(
    session: Session,
    offer: VoluntaryOffer,
    said: Answer,
    moment: datetime,
    *,
    reason: str | None = None,
    note: str | None = None,
) -> bool:
    """Takes an answer once; False when there was one, or the offer is over or taken back."""
    answered = (
        update(VoluntaryOffer)
        .where(
            VoluntaryOffer.id == offer.id,
            VoluntaryOffer.answer == Answer.WAITING,
            VoluntaryOffer.expires_at > moment,
        )
        .values(answer=said, answered_at=moment, reason=reason, answer_note=note)
    )
    if changed(session, answered) != 1:
        return False
    session.refresh(offer)
    handoff = offer.handoff
    handoff.version, handoff.news = cast(int, Handoff.version + 1), said.value
    session.flush()
    note_event(session, handoff, Deed(Move.ANSWERED, None, code=said.value, note=note), moment)
    return True


def take_back(session: Session, offer_id: int, handoff_id: int, moment: datetime) -> bool:
    """Shuts an offer that nobody answered yet; False when there is nothing to shut."""
    shut = (
        update(VoluntaryOffer)
        .where(
            VoluntaryOffer.id == offer_id,
            VoluntaryOffer.handoff_id == handoff_id,
            VoluntaryOffer.answer == Answer.WAITING,
        )
        .values(answer=Answer.TAKEN_BACK, answered_at=moment)
    )
    return changed(session, shut) == 1
