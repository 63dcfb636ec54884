"""What Signpost answered to a message: kept once, and, where danger was heard, begun before it is whole."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.clock import now
from web.models.contact import Author, Contact, Message
from web.store import contacts


def replies_to(session: Session, contact: Contact, message_id: str) -> Any | None:
    """The stored answer to the message with this nonce; None when it was not answered yet."""
    return whole(contacts.by_nonce(session, contact, Author.SIGNPOST, message_id))


def whole(message: Message | None) -> Any | None:
    """What this message answers; None where there is none, or where it was only begun."""
    return None if message is None or _only_begun(message) else message.replies


def answer_begun(session: Session, contact: Contact, message_id: str) -> Any | None:
    """What was kept of an answer before it was whole; None where nothing was, or where it is whole."""
    message = contacts.by_nonce(session, contact, Author.SIGNPOST, message_id)
    return message.replies if message is not None and _only_begun(message) else None


def begin_answer(session: Session, contact: Contact, opening: Mapping[str, Any], message_id: str) -> None:
    """Keeps the beginning of an answer, which is shown before the rest is there."""
    begun = {**opening, "begun": True}
    contacts.append_message(session, contact, Author.SIGNPOST, replies=begun, message_id=message_id)


def dangers_answered(session: Session, contact: Contact, but_for: str) -> list[Mapping[str, Any]]:
    """The dangers ({"category", "level"}) that were answered before, but for the answer to this nonce."""
    answers = select(Message).where(
        Message.contact_id == contact.id, Message.author == Author.SIGNPOST, Message.replaced_at.is_(None)
    )
    others = [each for each in session.scalars(answers) if each.message_id != but_for]
    risks = (each.replies.get("risk") for each in others if isinstance(each.replies, Mapping))
    return [each for each in risks if each]


def finish_answer(session: Session, contact: Contact, whole: Mapping[str, Any], message_id: str) -> None:
    """Keeps a whole answer, in the place of its beginning if that was kept.

    IntegrityError where another whole answer stands under this nonce.
    """
    message = contacts.by_nonce(session, contact, Author.SIGNPOST, message_id)
    if message is None or not _only_begun(message):
        contacts.append_message(session, contact, Author.SIGNPOST, replies=whole, message_id=message_id)
        return
    message.replies, message.said_at = dict(whole), now()
    contact.last_at = message.said_at
    session.flush()


def _only_begun(message: Message) -> bool:
    return isinstance(message.replies, Mapping) and bool(message.replies.get("begun"))
