"""What a chat does to the hand-off of its contact, by the queue's own moves.

Nothing here is needed for the chat itself: a move that cannot be made now is left, and the hand-off stays
where it is, for the people who follow up.
"""

from collections.abc import Collection
from datetime import datetime

from web.database import Transaction
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move, NotNow
from web.models.handoff import Handoff, HandoffOutcome, Kind, State
from web.models.live import LiveChat
from web.store import handoffs, queue
from web.store.queue import Overtaken


def handoff_of(session: Transaction, chat: LiveChat, kinds: Collection[Kind]) -> Handoff | None:
    """The hand-off that somebody who sees these kinds works on in this chat."""
    open_now = [
        each for each in handoffs.of_contact(session, chat.contact_id)
        if each.kind in kinds and each.state is not State.CLOSED
    ]  # fmt: skip
    return open_now[0] if open_now else None


def take(session: Transaction, chat: LiveChat, by: int, kinds: Collection[Kind], moment: datetime) -> None:
    """Whoever joins takes the hand-off, so that nobody rings meanwhile. What was due stays due."""
    found = handoff_of(session, chat, kinds)
    if found is not None:
        _make(session, found, Deed(Move.CLAIM, by), moment)


def give_back(session: Transaction, chat: LiveChat, by: int, moment: datetime) -> None:
    """A hand-off that was taken for this chat, and not touched since, waits for anybody again."""
    for each in handoffs.of_contact(session, chat.contact_id):
        since = (
            chat.joined_at is not None and each.claimed_at is not None and each.claimed_at >= chat.joined_at
        )
        if each.state is State.ACKNOWLEDGED and each.claimed_by == by and since:
            _make(session, each, Deed(Move.GIVE_BACK, by), moment)


def close(
    session: Transaction, found: Handoff, outcome: HandoffOutcome, note: str | None, by: int, moment: datetime
) -> bool:
    """Closes the hand-off with what came of the chat; they were reached. False where it cannot be closed."""
    reached = _make(session, found, Deed(Move.REACHED, by), moment)
    return reached and _make(session, found, Deed(Move.CLOSE, by, outcome=outcome, note=note), moment)


def _make(session: Transaction, found: Handoff, deed: Deed, moment: datetime) -> bool:
    try:
        return queue.perform(session, found, deed, moment)
    except (NotNow, Overtaken):
        return False
