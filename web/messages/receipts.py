"""Asks the sender, ever more seldom, whether what it took has arrived."""

from collections.abc import Callable
from datetime import datetime, timedelta

from web.clock import now
from web.database import ContactsStore
from web.logging import log
from web.messages.sender import Sender
from web.store import receipts

FINAL = frozenset(
    {"delivered", "sent", "received", "permanent-failure", "temporary-failure", "technical-failure",
     "cancelled", "validation-failed", "virus-scan-failed"}
)  # fmt: skip
# Hours after it was handed over. Notify forgets after a week.
LOOKS = (timedelta(minutes=2), timedelta(minutes=30), *(timedelta(hours=each) for each in (2, 6, 24, 48, 72)))
NEVER_LEARNT = "unknown"
A_ROUND = 50


def look_after(store: ContactsStore, sender: Sender, clock: Callable[[], datetime] = now) -> int:
    """Looks at what is due; how many receipts are final now. Two workers at once ask for each once."""
    with store.writing() as session:
        due = receipts.claim_due(session, clock(), timedelta(minutes=10), A_ROUND)
    final = 0
    for each in due:
        word = sender.receipt(each.receipt_id)
        following = _next_look(each.finished_at, clock(), word)
        if following is None and word not in FINAL:
            word = NEVER_LEARNT
        with store.writing() as session:
            receipts.note(session, each.id, word, following)
        final += following is None
    if final:
        log("receipts", final=final)
    return final


def _next_look(handed_over: datetime, moment: datetime, word: str | None) -> datetime | None:
    if word in FINAL:
        return None
    return next((handed_over + each for each in LOOKS if handed_over + each > moment), None)
