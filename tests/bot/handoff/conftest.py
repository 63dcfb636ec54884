"""Rosa's hand-off, a spool on disk and a real receiver."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.handoff.courier import Courier
from bot.handoff.deliver import Deliverer
from bot.handoff.request import HandoffRequest
from bot.handoff.spool import Spool
from tests.bot.handoff.receiver import Receiver

KEY = Fernet.generate_key()


@pytest.fixture
def rosas() -> HandoffRequest:
    return HandoffRequest(
        idempotency_key="k" * 64,
        reference="SP-0000-0000",
        conversation_id="rosa-1",
        kind="support",
        reason="not_enough",
        words=("my knees have gone", "not for me"),
        needs=("equipment_aids",),
    )


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", KEY)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture
def courier_to() -> Iterator[Callable[[Spool, str], Courier]]:
    """Makes couriers, and stops them at the end."""
    made: list[Courier] = []

    def make(spool: Spool, url: str) -> Courier:
        made.append(Courier(spool, Deliverer(url, "token", timeout=0.3), first_pause=0.05))
        return made[-1]

    yield make
    for courier in made:
        courier.stop()
