"""Every query about telling residents what an organisation answered."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from web.models.delivery import Delivery, DeliveryState
from web.models.handoff import Handoff
from web.models.queue import Answer, VoluntaryOffer


def key_of(offer: VoluntaryOffer) -> str:
    """The key of the message about an offer's answer."""
    return f"organisation:{offer.id}"


def untold(session: Session, most: int) -> Sequence[tuple[VoluntaryOffer, Delivery | None]]:
    """Answers that the resident does not know of, oldest first, each with its message if there is one."""
    offers = session.scalars(
        select(VoluntaryOffer)
        .where(
            VoluntaryOffer.answer.in_((Answer.ACCEPTED, Answer.DECLINED)), VoluntaryOffer.told_at.is_(None)
        )
        .options(selectinload(VoluntaryOffer.handoff).selectinload(Handoff.contact))
        .order_by(VoluntaryOffer.answered_at.desc(), VoluntaryOffer.id.desc())
        .limit(most)
    ).all()
    keys = [key_of(each) for each in offers]
    known = {each.key: each for each in session.scalars(select(Delivery).where(Delivery.key.in_(keys)))}
    return [(each, known.get(key_of(each))) for each in reversed(offers)]


def note_told(offer: VoluntaryOffer, message: Delivery) -> bool:
    """A message that went out has told them; False where it did not go out."""
    if message.state is DeliveryState.DELIVERED:
        offer.told_at = message.finished_at
    return offer.told_at is not None
