"""Taking in one hand-off, whole and once, also when the same one arrives twice at the same moment."""

from sqlalchemy.exc import IntegrityError

from bot.handoff.reference import mint
from bot.secrets import read_or_create
from web.handoffs.schema import HandoffIn
from web.logging import log
from web.parts import Parts
from web.store.handoffs import Received, receive

_TRIES = 3


def take_in(parts: Parts, incoming: HandoffIn) -> Received:
    """Stores `incoming` (or adds to the one its key names) and says under which reference."""
    reference = incoming.reference or _minted(parts, incoming)
    for attempt in range(1, _TRIES + 1):
        try:
            with parts.store.writing() as session:
                received = receive(session, incoming, reference, parts.settings.time_zone)
            break
        except IntegrityError:
            # The same hand-off (or its contact) was stored between our look and our insert: look again.
            if attempt == _TRIES:
                raise
    log("handoff", reference=received.reference, created=received.created, kind=incoming.kind.value)
    return received


def _minted(parts: Parts, incoming: HandoffIn) -> str:
    # From the conversation or else the key, so that a retry gets the same reference again.
    key = read_or_create(parts.settings.secrets_dir / "reference_key")
    reference, _key = mint(incoming.conversation_id or incoming.idempotency_key, incoming.kind.value, key)
    return reference
