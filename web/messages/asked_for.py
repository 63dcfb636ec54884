"""What somebody asked to have sent to where they said: may it still go there, and now?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from web.database import Transaction
from web.messages.choosing import to_themselves
from web.models.contact import Contact
from web.models.delivery import Way
from web.outbox.carrying import Fate, Package, Result
from web.settings import WebSettings
from web.store import own_summaries


@dataclass(frozen=True)
class Asked:
    """A delivery that may go now: whose, by which way, and what was asked (the package's payload)."""

    contact: Contact
    way: Way
    payload: dict[str, Any]


def asked_for(
    session: Transaction, package: Package, settings: WebSettings, moment: datetime
) -> Asked | Result:
    """The delivery; or what becomes of it where it must not go, or not now."""
    contact, payload = session.get(Contact, package.contact_id), package.payload
    if contact is None or not payload:
        return Result(Fate.NOT_WANTED, "gone")  # erased meanwhile
    way = Way(payload["way"])
    apart, known = own_summaries.preferences_of(session, contact)
    at, why_not = to_themselves(apart, known, way, moment, ZoneInfo(settings.time_zone))
    if at is None:
        return Result(Fate.NOT_WANTED, why_not)
    if at > moment:
        return Result(Fate.NOT_DUE, wait=at - moment)
    return Asked(contact, way, payload)
