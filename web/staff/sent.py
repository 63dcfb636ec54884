"""What was sent about a hand-off, and what became of it, in words. Pure: rows in, lines out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from web.models.delivery import Delivery, DeliveryState
from web.words.book import words

ARRIVED = frozenset({"delivered", "received"})
LOST = frozenset(
    {"permanent-failure", "temporary-failure", "technical-failure", "cancelled", "validation-failed",
     "virus-scan-failed"}
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One message. `stands`: a code of web/words/deliveries.yml; `failed`: it has not reached them."""

    what: str
    at: datetime
    way: str | None
    stands: str
    why: str | None

    @property
    def failed(self) -> bool:
        """Must somebody find another way?"""
        return self.stands in ("lost", "stuck", "not_sent", "given_up")


def sent(delivery: Delivery) -> Sent:
    """A delivery as a worker reads it; no word of the message itself is kept."""
    say = words("deliveries")
    stands = _stands(delivery)
    why = delivery.last_failure if stands in ("retrying", "stuck", "not_sent") else None
    return Sent(
        say["kinds"].get(delivery.kind, delivery.kind),
        delivery.finished_at or delivery.created_at,
        say["ways"][delivery.way] if delivery.way else None,
        stands,
        why and (say["failures"].get(why) or say["other_failure"].format(code=why)),
    )


def by_key(deliveries: Iterable[Delivery]) -> Mapping[str, Sent]:
    """Each by the key that names what it announces."""
    return {each.key: sent(each) for each in deliveries}


def _stands(delivery: Delivery) -> str:
    match delivery.state:
        case DeliveryState.WAITING:
            return "retrying" if delivery.last_failure else "waiting"
        case DeliveryState.DEAD:
            return "stuck"
        case DeliveryState.DROPPED:
            return "not_sent"
        case DeliveryState.GIVEN_UP:
            return "given_up"
    if delivery.receipt in LOST:
        return "lost"
    return "arrived" if delivery.receipt in ARRIVED else "handed_over"
