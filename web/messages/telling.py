"""Tells residents what an organisation answered, and notes that they were told."""

from datetime import datetime

from web.database import ContactsStore
from web.models.queue import Answer
from web.outbox import announcing
from web.outbox.settings import Outbox
from web.store import offers_told

A_ROUND = 100


def tell_organisations_answers(store: ContactsStore, settings: Outbox, moment: datetime) -> int:
    """A message for each answer that has none, once; how many were put into the outbox.

    Whoever cannot be told by message stays untold: staff see on the hand-off that it is theirs to do.
    """
    put = 0
    with store.writing() as session:
        for offer, message in offers_told.untold(session, A_ROUND):
            if message is not None:
                offers_told.note_told(offer, message)
                continue
            put += announcing.tell_organisations_answer(
                session, offer.handoff, offers_told.key_of(offer), took=offer.answer is Answer.ACCEPTED,
                settings=settings, moment=moment,
            )  # fmt: skip
    return put
