"""What advisers see of those who wait: since when, what about, how urgent; no name and no word of theirs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from web.live.times import BEAT, in_order, is_past
from web.models.handoff import Kind
from web.models.live import LiveChat
from web.risk import ALERT_LEVELS
from web.store.live import as_waits
from web.words.needs import need_labels


@dataclass(frozen=True)
class Waiting:
    """One row. `apart`: a safeguarding concern, of which this reader is told no more. `seen`: None is now."""

    number: int
    since: datetime
    needs: tuple[str, ...]
    level: str | None
    apart: bool
    seen: datetime | None


def board(chats: Sequence[LiveChat], kinds: Collection[Kind], moment: datetime) -> list[Waiting]:
    """The rows in their order. `kinds`: of hand-offs that the reader may know of."""
    by_number = {each.id: each for each in chats}
    ordered = (by_number[each.number] for each in in_order(as_waits(chats)))
    return [_row(each, Kind.SAFEGUARDING in kinds, moment) for each in ordered]


def _row(chat: LiveChat, sees_concerns: bool, moment: datetime) -> Waiting:
    contact, labels = chat.contact, need_labels()
    apart = contact.safeguarding_concern and not sees_concerns
    here = not is_past(chat.resident_seen_at, 2 * BEAT, moment)
    return Waiting(
        number=chat.id,
        since=chat.asked_at,
        needs=() if apart else tuple(labels.get(need, need) for need in contact.needs),
        level=contact.risk_level if contact.risk_level in ALERT_LEVELS else None,
        apart=apart,
        seen=None if here else chat.resident_seen_at,
    )
