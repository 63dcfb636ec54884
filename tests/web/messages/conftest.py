"""GOV.UK Notify on loopback, a site whose messages go there, and a clock that tests set."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.web.handoff_json import handoff
from tests.web.messages.notify_service import Notify, open_notify
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.messages.carrier import PersonCarrier
from web.messages.notify import NotifySender
from web.models.delivery import Target
from web.outbox.rounds import Rounds
from web.outbox.settings import Outbox
from web.settings import WebSettings

AMIR = {"name": "Amir", "phone": "07700 900123", "email": "amir@example.org", "safe_to_contact": True}


@pytest.fixture
def notify() -> Iterator[Notify]:
    with open_notify() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """Eleven in the morning of tomorrow: later than whatever comes in, and a decent hour."""
    return Clock((datetime.now(UTC) + timedelta(days=1)).replace(hour=11, minute=0))


@pytest.fixture
def settings(settings: WebSettings, notify: Notify) -> WebSettings:
    outbox = Outbox(messages=notify.messages, tries=5)
    return replace(settings, outbox=outbox, public_url="https://signpost.example.org")


@pytest.fixture
def hand_on(app: Flask) -> Callable[..., str]:
    """Hands something on, as the bot does, with a way to reach Amir; the reference."""

    def take(key: str = "amir", **more: Any) -> str:
        body = handoff(
            **{"contact": AMIR, "agreed_to_pass_on": True, **more},
            idempotency_key=f"key-of-a-handoff-{key}",
            conversation_id=f"conversation-of-{key}",
        )
        return take_in(app.extensions["signpost"], HandoffIn.model_validate(body, strict=False)).reference

    return take


@pytest.fixture
def rounds(store: ContactsStore, settings: WebSettings, clock: Clock) -> Rounds:
    """What brings messages to people."""
    carrier = PersonCarrier(store, settings, NotifySender(settings.outbox.messages), clock)
    return Rounds(store, Target.PERSON, carrier, tries=5, clock=clock)
