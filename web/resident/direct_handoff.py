"""A hand-off made by the web itself, under the bot's own reference: whoever comes second only adds to it."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bot.handoff.reference import mint
from bot.secrets import read_or_create
from bot.understand import SURE_NEED, Understanding
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.contact import Contact
from web.parts import Parts
from web.resident.details_form import Details
from web.resident.said import NotTaken, Said
from web.store import contacts

MOST_WORDS = 50


def hand_on(parts: Parts, said: Said, understanding: Understanding, details: Details | None = None) -> str:
    """Hand on the conversation that `said` belongs to; the reference. Safe to repeat."""
    known, earlier_risk = _so_far(parts, said)
    told = _told(understanding, details)
    risks = {earlier_risk, told["risk"]["category"] if told["reason"] == "risk" else None}
    kind = _kind(told["request"], risks)
    key = read_or_create(parts.settings.secrets_dir / "reference_key")
    reference, idempotency_key = mint(said.conversation_id, kind, key)
    where = {"conversation_id": said.conversation_id, "channel": said.channel}
    whole = {
        **known,
        **told,
        **where,
        "kind": kind,
        "reference": reference,
        "idempotency_key": idempotency_key,
    }
    return take_in(parts, HandoffIn.model_validate(whole, strict=False)).reference


def _so_far(parts: Parts, said: Said) -> tuple[dict[str, Any], str | None]:
    """What the contact knows already (words, what was offered, where), and the alert there was, if any."""
    with parts.store.reading() as session:
        contact = contacts.contact_by_id(session, said.conversation_id)
        if contact is None:
            raise NotTaken("unknown_conversation")
        known = {
            "words": contacts.resident_words(session, contact)[-MOST_WORDS:],
            "offered": [{"id": each.service_id, "name": each.service_name} for each in contact.offered],
            "place": _place(contact),
        }
        return known, contact.risk_category if contact.risk_level in contacts.ALERT_LEVELS else None


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


def _kind(request: str | None, risks: set[str | None]) -> str:
    """ "safeguarding" goes to the safeguarding team, by the bot's own table; everything else is "support"."""
    kinds = _kinds()
    return "safeguarding" if request in kinds["requests"] or risks & set(kinds["risks"]) else "support"


@cache
def _kinds() -> dict[str, list[str]]:
    table = yaml.safe_load((files("bot.handoff") / "kinds.yml").read_text(encoding="utf-8"))
    return dict(table["safeguarding"])
