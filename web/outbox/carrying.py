"""What one attempt is about and what came of it: the words that the outbox and its carriers share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from web.models.delivery import Way


class Fate(StrEnum):
    """What became of one attempt."""

    DELIVERED = "delivered"
    LATER = "later"  # to be tried again
    NEVER = "never"  # trying again would fail again: a person must look
    NOT_DUE = "not_due"  # nothing was tried: not now, and that counts as no attempt
    NOT_WANTED = "not_wanted"  # it must not or need not be sent any more


@dataclass(frozen=True)
class Package:
    """A delivery that this worker alone holds for now.

    `interrupted`: the attempt before was never settled, so what it sent may have arrived.
    """

    id: int
    number: str
    kind: str
    contact_id: int
    handoff_id: int | None
    version: int
    payload: Any
    attempts: int
    interrupted: bool
    created_at: datetime
    lease: str


@dataclass(frozen=True)
class Result:
    """The fate; `code`: why, in a word that holds nothing of a person; `down`: everybody else would fail too.

    `wait`: what the receiver asked for. `way`, `receipt_id`: how a message went and where to ask about it.
    """

    fate: Fate
    code: str | None = None
    wait: timedelta | None = None
    down: bool = False
    way: Way | None = None
    receipt_id: str | None = None


class Carrier(Protocol):
    """Takes one package where it belongs. Never raises for what the other side does."""

    def carry(self, package: Package) -> Result: ...
