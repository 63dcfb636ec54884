"""A site whose contacts go to a case system on loopback and into a folder, and a clock that tests set."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.web.handoff_json import handoff
from tests.web.outbox.case_system import CaseSystem, open_case_system
from web.database import ContactsStore
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.delivery import Target
from web.outbox.rounds import Rounds
from web.outbox.settings import KEY_START, Messages, NightlyFile, Outbox, Webhook, parse_webhook_keys
from web.outbox.webhook import WebhookCarrier
from web.settings import WebSettings

KEY = KEY_START + base64.b64encode(b"k" * 32).decode()
OLD_KEY = KEY_START + base64.b64encode(b"o" * 32).decode()


@dataclass
class Clock:
    """A clock that a test moves; it starts now, since what comes in is stamped by the machine's own."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **more: float) -> None:
        self.moment += timedelta(**more)


@pytest.fixture
def clock() -> Clock:
    # Ahead, so that what a busy machine takes its time over is due all the same.
    return Clock(datetime.now(UTC) + timedelta(minutes=10))


@pytest.fixture
def case() -> Iterator[CaseSystem]:
    with open_case_system() as opened:
        yield opened


@pytest.fixture
def settings(settings: WebSettings, case: CaseSystem, tmp_path: Path) -> WebSettings:
    outbox = Outbox(
        webhook=Webhook(case.url, parse_webhook_keys(KEY), seconds=1.5),
        file=NightlyFile(tmp_path / "to-case-system"),
        messages=Messages(by="off"),
        tries=5,
    )
    return replace(settings, outbox=outbox)


@pytest.fixture
def hand_on(app: Flask) -> Callable[..., str]:
    """Hands something on, as the bot does; the reference."""

    def take(key: str = "amir", **more: Any) -> str:
        body = handoff(
            idempotency_key=f"key-of-a-handoff-{key}", conversation_id=f"conversation-of-{key}", **more
        )
        return take_in(app.extensions["signpost"], HandoffIn.model_validate(body, strict=False)).reference

    return take


@pytest.fixture
def rounds(store: ContactsStore, settings: WebSettings, clock: Clock) -> Rounds:
    """What brings contacts to the case system."""
    carrier = WebhookCarrier(settings.outbox.webhook)
    return Rounds(store, Target.WEBHOOK, carrier, tries=settings.outbox.tries, clock=clock)
