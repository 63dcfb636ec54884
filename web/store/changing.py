"""A resident's newest message is changed: what was known goes back to before it, new words take its place.

What must stay stays: a danger that was heard, hand-offs, services that were shown. Each function takes an
open session and never commits.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.clock import now
from web.models.contact import Author, Contact, Message, Outcome
from web.models.handoff import Handoff, HandoffWord
from web.store import contacts

# What a message adds to; a danger and the outcomes that people see to are not among it.
_TAKEN_BACK = (
    "who_for", "needs", "request", "place_district", "place_label", "unmet", "language", "site"
)  # fmt: skip


def remember(session: Session, contact: Contact, message_id: str) -> None:
    """Keeps what is known before this message; only ever for the newest one."""
    known = {name: getattr(contact, name) for name in _TAKEN_BACK}
    contact.before_last = {**known, "message_id": message_id, "outcome": contact.outcome.value}


def changeable(session: Session, contact: Contact) -> Message | None:
    """The message that can be changed: the resident's newest, if nobody but Signpost has answered it."""
    for each in contacts.newest(session, contact):
        if each.author is Author.RESIDENT:
            return each if each.replaced_at is None else None
        if each.author is not Author.SIGNPOST:
            return None
    return None


def replace(session: Session, contact: Contact, message: Message) -> None:
    """Marks a message and its answer, and takes back what it added to the contact."""
    message.replaced_at = now()
    answer = contacts.by_nonce(session, contact, Author.SIGNPOST, message.message_id or "")
    if answer is not None:
        answer.replaced_at = message.replaced_at
    # The words that come instead count for the two of them.
    contact.resident_messages = Contact.resident_messages - 1
    before = contact.before_last
    if isinstance(before, dict) and before["message_id"] == message.message_id:
        for name in _TAKEN_BACK:
            setattr(contact, name, before[name])
        if contact.outcome is Outcome.RESOLVED_CLAIMED:
            contact.outcome, contact.finalised_at = Outcome(before["outcome"]), None
    session.flush()


def replaced_since_heard(latest: Sequence[Message]) -> tuple[str, ...]:
    """Nonces of changed messages that the dialogue may remember: since it last heard one that stands.

    `latest`: what was said in a contact, the newest first.
    """
    answers = {}
    for each in latest:
        if each.author is Author.SIGNPOST and isinstance(each.replies, dict):
            answers[each.message_id] = each.replies
    found: list[str] = []
    for each in latest:
        if each.author is not Author.RESIDENT or each.message_id is None:
            continue
        if each.replaced_at is not None:
            found.append(each.message_id)
        elif (answer := answers.get(each.message_id)) and not answer.get("alone") and not answer.get("begun"):
            break
    return tuple(found)


def replaced_words(session: Session, contact: Contact) -> set[str]:
    """Words that stand nowhere else in the contact but where they were changed."""
    said = [each for each in contacts.transcript(session, contact) if each.author is Author.RESIDENT]
    stand = {each.words for each in said if each.replaced_at is None}
    return {each.words for each in said if each.words and each.replaced_at is not None} - stand


def tell_handoffs(session: Session, contact: Contact, earlier: str, words: str) -> list[Handoff]:
    """Puts the new words beside the old, which are marked, in every hand-off; those that changed.

    Not where a concern is apart: nobody else comes to see what is new.
    """
    gone, changed = replaced_words(session, contact), []
    for handoff in session.scalars(select(Handoff).where(Handoff.contact_id == contact.id)):
        said = [each.words for each in handoff.words]
        if handoff.concern_is_apart or (words in said and earlier not in said):
            continue
        for each in handoff.words:
            each.replaced = each.words in gone
        if words not in said:
            handoff.words.append(HandoffWord(position=len(said), words=words))
        handoff.amended_at = now()
        changed.append(handoff)
    session.flush()
    return changed


def said_under(session: Session, contact: Contact, message_id: str) -> Any:
    """The words of the resident's message with this nonce; empty where there are none."""
    message = contacts.message_by_nonce(session, contact, message_id)
    return (message.words if message else None) or ""
