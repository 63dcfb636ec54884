"""The development sender: messages stay on this machine, where staff look at them; nobody is written to."""

from collections.abc import Callable
from datetime import datetime

from web.clock import now
from web.database import ContactsStore
from web.messages.sender import Message
from web.models.delivery import Way
from web.outbox.carrying import Fate, Result
from web.store import local_messages

ARRIVED = "delivered"


class LocalSender:
    """Keeps every message in the contacts store."""

    def __init__(self, store: ContactsStore, clock: Callable[[], datetime] = now) -> None:
        self._store, self._clock = store, clock

    @property
    def ways(self) -> frozenset[Way]:
        """All of them."""
        return frozenset(Way)

    def send(self, message: Message, *, again: bool) -> Result:
        """Once for a reference, however often."""
        with self._store.writing() as session:
            local_messages.keep(
                session, message.reference, message.way, "\n".join(message.to), message.subject,
                message.words, self._clock(),
            )  # fmt: skip
        return Result(Fate.DELIVERED, way=message.way, receipt_id=message.reference)

    def receipt(self, receipt_id: str) -> str | None:
        """What is kept here has arrived."""
        return ARRIVED
