"""A hand-off made by the web itself, under the bot's own reference: whoever comes second only adds to it."""

from datetime import datetime
from typing import Any

from bot.handoff.kind import SAFEGUARDING, SUPPORT
from bot.handoff.reference import mint
from bot.secrets import read_or_create
from bot.understand import SURE_NEED, Understanding
from web.clock import now
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.contact import Contact
from web.models.handoff import State
from web.parts import Parts
from web.resident.details_form import Details
from web.resident.said import NotTaken, Said
from web.risk import is_concern
from web.store import contacts, handoffs, queue
from web.store.handoffs import by_known_reference

MOST_WORDS = 50


def hand_on(parts: Parts, said: Said, understanding: Understanding, details: Details | None = None) -> str:
    """Hand on the conversation that `said` belongs to; the reference. Safe to repeat."""
    known, concern = _so_far(parts, said)
    told = _told(understanding, details)
    kind = SAFEGUARDING if concern or is_concern(told["risk"], told["request"]) else SUPPORT
    key = read_or_create(parts.settings.secrets_dir / "reference_key")
    dialogue_id = contacts.hash_public_id(said.conversation_id)  # as the dialogue knows it
    reference, idempotency_key = mint(dialogue_id, kind, key)
    ours = {"kind": kind, "reference": reference, "idempotency_key": idempotency_key}
    whole = {**known, **told, **ours, "conversation_id": dialogue_id, "channel": said.channel}
    return take_in(parts, HandoffIn.model_validate(whole, strict=False)).reference


def promise(parts: Parts, reference: str) -> None:
    """The page with the reference says by when they hear from us: that is a promise, and is kept as one."""
    with parts.store.writing() as session:
        queue.note_told(session, by_known_reference(session, reference), now())


def promised(parts: Parts, reference: str) -> datetime | None:
    """By when they were promised to hear from us; None where nothing was, or it is over."""
    with parts.store.reading() as session:
        by = by_known_reference(session, reference).promised_by
    return by if by and by > now() else None


def is_handed_on(parts: Parts, conversation_id: str) -> bool:
    """Have people at the council this conversation, and are not done with it?"""
    with parts.store.reading() as session:
        contact = contacts.contact_by_id(session, conversation_id)
        found = handoffs.of_contact(session, contact.id) if contact else []
        return any(each.state is not State.CLOSED for each in found)


def reachable(parts: Parts, reference: str) -> bool:
    """Did they leave a way to reach them, and say that it is safe?"""
    with parts.store.reading() as session:
        handoff = by_known_reference(session, reference)
        return handoff.safe_to_contact is True and handoff.has_way


def _so_far(parts: Parts, said: Said) -> tuple[dict[str, Any], bool]:
    """What the contact knows (words, what was offered, where), and is there a safeguarding concern?"""
    with parts.store.reading() as session:
        contact = contacts.contact_by_id(session, said.conversation_id)
        if contact is None:
            raise NotTaken("unknown_conversation")
        known = {
            "words": contacts.resident_words(session, contact)[-MOST_WORDS:],
            "offered": [{"id": each.service_id, "name": each.service_name} for each in contact.offered],
            "place": _place(contact),
        }
        return known, contact.safeguarding_concern


def _place(contact: Contact) -> dict[str, str | None] | None:
    if not (contact.place_district or contact.place_label):
        return None
    return {"district": contact.place_district, "label": contact.place_label}


def _told(understanding: Understanding, details: Details | None) -> dict[str, Any]:
    """What this message says: needs, risk, request, and the details if somebody left them."""
    risk, request = understanding.risk, understanding.request
    told: dict[str, Any] = {
        "reason": "risk" if risk is not None and risk.level.is_alert else "request",
        "request": request or ("talk_to_person" if details else None),
        "needs": [need.id for need in understanding.needs if need.score >= SURE_NEED],
        "risk": risk.as_json() if risk is not None else None,
    }
    if details is not None:
        told |= {"about": details.about, "about_whom": details.about_whom}
        told |= {"contact": details.contact, "agreed_to_pass_on": details.agreed}
    return told
