"""The message that brings an organisation the link of an offer: nothing of the person is in it."""

from datetime import datetime

from web.messages.composing import compose
from web.messages.sender import Message
from web.models.delivery import Way
from web.models.queue import Answer, VoluntaryOffer
from web.provider.offered.signing import signed
from web.settings import WebSettings


def offer_message(
    offer: VoluntaryOffer | None, settings: WebSettings, moment: datetime, number: str
) -> Message | None:
    """The message, `number` its reference; None where the offer is gone, answered, over or taken back."""
    if offer is None or not offer.send_to or offer.answer is not Answer.WAITING or offer.expires_at <= moment:
        return None
    if offer.handoff.concern_is_apart:  # it came up since: nobody outside reads on
        return None
    facts = {
        "council_name": settings.council_name,
        "council_phone": settings.council_phone,
        "organisation": offer.organisation,
        "link": f"{settings.own_address}/offered/{signed(settings, offer.public_id)}",
    }
    subject, said = compose("offered", Way.EMAIL, facts)
    return Message(Way.EMAIL, (offer.send_to,), subject, said, number)
