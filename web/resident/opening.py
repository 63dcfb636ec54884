"""The id of a conversation that a program opens: the same again when the opening message is sent again."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from web.clock import now
from web.parts import Parts
from web.resident.hold import has_ended
from web.store import contacts

REPEAT_MINUTES = 10
# A short nonce is one that two programs may both make up; it would lead one into the other's conversation.
SHORTEST_NONCE = 16
_ID_BYTES = 24


def opening_id(parts: Parts, key: str, message_id: str | None, text: str) -> str:
    """The conversation's id: made from nonce, words and our secret; without a good nonce a new one."""
    if message_id is None or len(message_id) < SHORTEST_NONCE:
        return contacts.new_public_id()
    made = hmac.new(key.encode(), f"opening\0{message_id}\0{text}".encode(), sha256).digest()
    public_id = urlsafe_b64encode(made[:_ID_BYTES]).decode()
    return public_id if _still_opening(parts, public_id) else contacts.new_public_id()


def _still_opening(parts: Parts, public_id: str) -> bool:
    with parts.store.reading() as session:
        contact = contacts.contact_by_id(session, public_id)
        if contact is None:
            return True
        return not has_ended(contact) and now() - contact.started_at < timedelta(minutes=REPEAT_MINUTES)
