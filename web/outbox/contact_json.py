"""A contact as the case system gets it, by webhook or in the nightly file, as `contact.v1.schema.json` says.

Pure: a stored hand-off in, plain JSON out.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from web.models.handoff import Handoff

SCHEMA = "signpost.contact.v1"
SCHEMA_FILE = Path(__file__).with_name("contact.v1.schema.json")


def contact_json(handoff: Handoff, event: str, version: int, moment: datetime) -> dict[str, Any]:
    """The contact of a hand-off as it stands. A higher `version` is a newer one."""
    contact = handoff.contact
    return {
        "schema": SCHEMA,
        "event": event,
        "version": version,
        "announced_at": _moment(moment),
        "reference": handoff.reference,
        "kind": handoff.kind.value,
        "received_at": _moment(handoff.received_at),
        "contact": {
            "channel": contact.channel.value,
            "site": contact.site,
            "started_at": _moment(contact.started_at),
            "finalised_at": _moment(contact.finalised_at),
        },
        "about": {"who": handoff.about, "whom": handoff.about_whom},
        "why": _why(handoff),
        "words": [each.words for each in handoff.words if not each.replaced],
        "what_matters": handoff.what_matters,
        "offered": [{"id": each["id"], "name": each["name"]} for each in handoff.offered],
        "place": {"district": handoff.place_district, "label": handoff.place_label},
        "agreed_to_pass_on": handoff.agreed_to_pass_on,
        "person": _person(handoff),
        "follow_up": {
            "state": handoff.state.value,
            "outcome": handoff.outcome.value if handoff.outcome else None,
            "outcome_at": _moment(handoff.outcome_at),
        },
    }


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of version 1. Shared: do not change what comes back."""
    loaded: dict[str, Any] = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    return loaded


def _why(handoff: Handoff) -> dict[str, Any]:
    risk = {"category": handoff.risk_category, "level": handoff.risk_level} if handoff.risk_level else None
    return {
        "reason": handoff.reason.value,
        "request": handoff.request,
        "needs": list(handoff.needs),
        "risk": risk,
        "not_enough": handoff.why_not_enough,
    }


def _person(handoff: Handoff) -> dict[str, Any] | None:
    """Who it is and how to reach them: nothing where they did not agree to pass it on.

    A number or address that is not safe to use stays here, where every page says so.
    """
    if handoff.agreed_to_pass_on is False:
        return None
    safe = handoff.safe_to_contact is not False
    person = {
        "name": handoff.contact_name,
        "phone": handoff.contact_phone if safe else None,
        "email": handoff.contact_email if safe else None,
        "address": handoff.contact_address if safe else None,
        "when": handoff.contact_when,
        "how": handoff.contact_how,
        "safe_to_contact": handoff.safe_to_contact,
    }
    return person if any(value is not None for value in person.values()) else None


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
