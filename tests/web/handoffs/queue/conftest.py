"""Hand-offs in a real store: Amir writes about Rosa, and whatever a test adds."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.safeguarding.hours import OfficeHours
from tests.web.handoff_json import handoff
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff
from web.store import handoffs

REFERENCE = "SP-0000-0000"
Receive = Callable[..., int]


@pytest.fixture
def receive(store: ContactsStore) -> Receive:
    """Stores a hand-off under a reference, once more adds to it; its id."""

    def store_one(reference: str = REFERENCE, **more: object) -> int:
        body = {**handoff(**more), "idempotency_key": f"key-of-{reference}-1234", "conversation_id": None}
        with store.writing() as session:
            handoffs.receive(session, HandoffIn.model_validate(body, strict=False), reference, OfficeHours())
            return session.scalars(select(Handoff.id).where(Handoff.reference == reference)).one()

    return store_one
