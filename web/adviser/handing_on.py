"""Passes a call on with what is noted: nothing is typed twice. Again only adds to its hand-off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.handoff.kind import SAFEGUARDING, SUPPORT
from bot.handoff.reference import mint
from bot.secrets import read_or_create
from web.adviser.calls import CallOver
from web.adviser.details import as_handoff
from web.adviser.pieces import pieces
from web.database import Transaction
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.call import Call
from web.models.handoff import Handoff
from web.parts import Parts
from web.resident.direct_handoff import promise
from web.risk import ALERT_LEVELS, is_concern
from web.store import calls, contacts
from web.words.book import words

MOST_WORDS = 50
_LONGEST = 4000


@dataclass(frozen=True)
class PassedOn:
    """A hand-off of a call, as its adviser may know it."""

    reference: str
    apart: bool  # to the safeguarding team, which alone reads it
    respond_by: datetime | None


def hand_on(parts: Parts, call_id: int, adviser_id: int, request: str | None = None) -> str:
    """Passes the call on; the reference. `request`: what the adviser chose, where the notes ask for nothing.

    CallOver when it is not theirs. What is added to the notes afterwards goes along when it is called again.
    """
    with parts.store.reading() as session:
        call = calls.mine(session, call_id, adviser_id)
        if call is None:
            raise CallOver
        whole = _whole(session, call, request)
    key = read_or_create(parts.settings.secrets_dir / "reference_key")
    reference, idempotency_key = mint(whole["conversation_id"], whole["kind"], key)
    named = {**whole, "reference": reference, "idempotency_key": idempotency_key}
    received = take_in(parts, HandoffIn.model_validate(named, strict=False))
    promise(parts, received.reference)  # the page tells the adviser to say by when
    return received.reference


def passed_on(handoffs: Sequence[Handoff]) -> tuple[PassedOn, ...]:
    """What a call's page shows of its hand-offs."""
    return tuple(
        PassedOn(each.reference, each.kind.value == SAFEGUARDING, each.respond_by) for each in handoffs
    )


def _whole(session: Transaction, call: Call, request: str | None) -> dict[str, Any]:
    contact, details = call.contact, call.details or {}
    asked = contact.request or request
    risk = _risk(contact.risk_category, contact.risk_level)
    apart = contact.safeguarding_concern or is_concern(risk, asked)
    about = details.get("about") or contact.who_for or "unknown"
    place = {"district": contact.place_district, "label": contact.place_label}
    return {
        **as_handoff(details),
        "about": about if about in ("self", "someone_else") else "unknown",
        "conversation_id": contact.public_id_hash,  # as the dialogue knows it
        "kind": SAFEGUARDING if apart else SUPPORT,
        "reason": _reason(risk, asked, bool(contact.offered)),
        "request": asked,
        "words": _words(session, call),
        "needs": list(contact.needs),
        "offered": [{"id": each.service_id, "name": each.service_name} for each in contact.offered],
        "place": place if any(place.values()) else None,
        "risk": risk,
        "channel": contact.channel,
    }


def _risk(category: str | None, level: str | None) -> dict[str, str] | None:
    return {"category": category, "level": level} if category and level else None


def _reason(risk: Mapping[str, str] | None, request: str | None, offered: bool) -> str:
    if risk is not None and risk["level"] in ALERT_LEVELS:
        return "risk"
    return "request" if request else "not_enough" if offered else "other"


def _words(session: Transaction, call: Call) -> list[str]:
    """What they said, line by line; too long a middle gives way. Why the person does not know comes last."""
    told = [line for passage in contacts.resident_words(session, call.contact) for line in _lines(passage)]
    if why := (call.details or {}).get("why_unaware"):
        told.append(words("adviser")["details"]["why_unaware_told"].format(why=why))
    told = told or [words("adviser")["hand_on"]["no_words"]]
    return told if len(told) <= MOST_WORDS else [*told[: MOST_WORDS - 10], *told[-10:]]


def _lines(passage: str) -> list[str]:
    lines = [line.strip() for line in passage.splitlines() if line.strip()]
    # A line that no hand-off takes is cut where sentences end.
    return [
        part[:_LONGEST] for line in lines for part in ((line,) if len(line) <= _LONGEST else pieces(line))
    ]
