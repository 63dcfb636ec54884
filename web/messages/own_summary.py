"""What somebody asked to have sent to themselves: no more than they agreed to, and only where it may go."""

from datetime import datetime
from zoneinfo import ZoneInfo

from web.database import Transaction
from web.messages.choosing import to_themselves
from web.messages.composing import compose
from web.messages.sender import Message
from web.models.contact import Contact
from web.models.delivery import Way
from web.outbox.carrying import Fate, Package, Result
from web.resident.page import entry_of
from web.resident.steps import steps_of
from web.resident.summary import service_lines, summary_of
from web.settings import WebSettings
from web.store import contacts, own_summaries
from web.store.handoffs import by_known_reference
from web.store.return_codes import DAYS

COME_BACK = "/come-back"


def own_summary(
    session: Transaction, package: Package, settings: WebSettings, moment: datetime
) -> Message | Result:
    """The message; or what becomes of the delivery where it must not go, or not now."""
    contact, asked = session.get(Contact, package.contact_id), package.payload
    if contact is None or not asked:
        return Result(Fate.NOT_WANTED, "gone")  # erased meanwhile
    way = Way(asked["way"])
    apart, known = own_summaries.preferences_of(session, contact)
    at, why_not = to_themselves(apart, known, way, moment, ZoneInfo(settings.time_zone))
    if at is None:
        return Result(Fate.NOT_WANTED, why_not)
    if at > moment:
        return Result(Fate.NOT_DUE, wait=at - moment)
    facts: dict[str, object] = {
        "council_name": settings.council_name,
        "council_phone": settings.council_phone,
        "link": f"{settings.own_address}{COME_BACK}",
        "days": DAYS, "said": (), "services": (), "steps": (),
    }  # fmt: skip
    if way is Way.EMAIL and asked["all"]:
        facts |= _all_of_it(session, contact, int(asked["until"]), settings, moment)
    subject, said = compose("own_summary", way, facts)
    return Message(way, (asked["to"],), subject, said, package.number)


def _all_of_it(
    session: Transaction, contact: Contact, until: int, settings: WebSettings, moment: datetime
) -> dict[str, object]:
    """What had been said when they agreed; nothing of what came later."""
    told = [each for each in contacts.transcript(session, contact) if each.id <= until]
    found = summary_of(map(entry_of, told))
    by = by_known_reference(session, found.reference).promised_by if found.reference else None
    return {
        "said": found.said,
        "services": ["\n".join(service_lines(each)) for each in found.services],
        "steps": steps_of(found, by if by and by > moment else None, settings),
    }
