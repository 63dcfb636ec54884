"""How long a browser, or a program, may open a conversation again: until it was left, or went quiet.

The contact itself stays: what was asked for still comes, and a hand-off may still be added to.
"""

from datetime import timedelta

from sqlalchemy.orm import Session

from web.clock import now
from web.models.contact import Channel, Contact
from web.parts import Parts
from web.store import contacts

RESIDENT_IDLE_MINUTES = 60


def held(session: Session, conversation_id: str) -> Contact | None:
    """The contact of this conversation while its holder may open it."""
    contact = contacts.contact_by_id(session, conversation_id)
    return contact if contact is not None and not has_ended(contact) else None


def has_ended(contact: Contact) -> bool:
    """Was it left, or quiet for too long? A call ends when the adviser says so."""
    if contact.left_at is not None:
        return True
    quiet = now() - max(contact.last_at, contact.returned_at or contact.last_at)
    return contact.channel is Channel.WEB and quiet > timedelta(minutes=RESIDENT_IDLE_MINUTES)


def usable(parts: Parts, conversation_id: str | None) -> str:
    """The id to go on with: this one if it was not ended (also before its first message), else a new one."""
    if conversation_id is None:
        return contacts.new_public_id()
    with parts.store.reading() as session:
        contact = contacts.contact_by_id(session, conversation_id)
        ended = contact is not None and has_ended(contact)
    return contacts.new_public_id() if ended else conversation_id


def let_go(parts: Parts, conversation_id: str | None) -> None:
    """Ends every hold on this conversation, also that of a copied cookie."""
    if conversation_id is None:
        return
    with parts.store.writing() as session:
        contacts.leave(session, conversation_id)
