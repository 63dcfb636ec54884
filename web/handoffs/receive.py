"""Taking in one hand-off, whole and once, also when the same one arrives twice at the same moment."""

from sqlalchemy.exc import IntegrityError

from bot.handoff.reference import mint
from bot.secrets import read_or_create
from web.clock import now
from web.database import Transaction
from web.handoffs.schema import HandoffIn
from web.logging import log
from web.models.handoff import Kind, Reason
from web.outbox import announcing
from web.parts import Parts
from web.risk import concern_in
from web.store.handoffs import Received, by_known_reference, receive

_TRIES = 3


def take_in(parts: Parts, incoming: HandoffIn) -> Received:
    """Stores `incoming` (or adds to the one its key names) and says under which reference."""
    # Before any transaction is open: whoever sent it may have missed what its words say.
    concern = concern_in(parts.understander, incoming.words)
    for attempt in range(1, _TRIES + 1):
        try:
            received = _store(parts, incoming, concern)
            break
        except IntegrityError:
            # The same hand-off (or its contact) was stored between our look and our insert: look again.
            if attempt == _TRIES:
                raise
    log("handoff", reference=received.reference, created=received.created, kind=incoming.kind.value)
    return received


def _store(parts: Parts, incoming: HandoffIn, concern: bool) -> Received:
    reference = incoming.reference or _minted(parts, incoming, incoming.kind)[0]
    hours = parts.settings.hours
    with parts.store.writing() as session:
        received = receive(session, incoming, reference, hours, concern=concern)
        if received.held_back:
            apart = _for_safeguarding(parts, incoming)
            told = receive(session, apart, str(apart.reference), hours, concern=True)
            _tell(session, parts, told)
        _tell(session, parts, received)
    return received


def _tell(session: Transaction, parts: Parts, received: Received) -> None:
    """Whoever is to know of it is told, later: that is in the outbox when the hand-off is in the store."""
    if received.created or received.changed:
        event = announcing.HANDED_ON if received.created else announcing.CHANGED
        announcing.announce(
            session, by_known_reference(session, received.reference), event, parts.settings.outbox, now()
        )


def _for_safeguarding(parts: Parts, incoming: HandoffIn) -> HandoffIn:
    """The same words as the hand-off that the safeguarding team alone sees, under that one's own key."""
    reference, key = _minted(parts, incoming, Kind.SAFEGUARDING)
    changed = {"kind": Kind.SAFEGUARDING, "reason": Reason.RISK}
    return incoming.model_copy(update={**changed, "reference": reference, "idempotency_key": key})


def _minted(parts: Parts, incoming: HandoffIn, kind: Kind) -> tuple[str, str]:
    # From the conversation or else the key, so that a retry gets the same reference again.
    key = read_or_create(parts.settings.secrets_dir / "reference_key")
    return mint(incoming.conversation_id or incoming.idempotency_key, kind.value, key)
