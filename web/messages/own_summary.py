"""What somebody asked to have sent to themselves: no more than they agreed to, and only where it may go."""

import re
from datetime import datetime

from web.database import Transaction
from web.messages.asked_for import asked_for
from web.messages.composing import compose
from web.messages.sender import Message
from web.models.contact import Contact
from web.models.delivery import Way
from web.outbox.carrying import Package, Result
from web.resident.easy_words import easier
from web.resident.page import entry_of
from web.resident.steps import steps_of
from web.resident.summary import service_lines, summary_of
from web.settings import WebSettings
from web.store import contacts
from web.store.handoffs import by_known_reference
from web.store.return_codes import DAYS

COME_BACK = "/come-back"
# Where a mail program would make a link of what somebody typed: after "://", and a dot between letters.
_LINKING = re.compile(r"(?<=:)(?=//)|(?<=[^\W_]\.)(?=[^\W\d_])")


def without_links(words: str) -> str:
    """The same words, with a space where something would become a link. Nothing is left out.

    Anybody may have typed them, and have them sent to whom they like: a mail in the council's name that leads
    elsewhere is what those who deceive people look for.
    """
    return _LINKING.sub(" ", words)


def own_summary(
    session: Transaction, package: Package, settings: WebSettings, moment: datetime
) -> Message | Result:
    """The message; or what becomes of the delivery where it must not go, or not now."""
    found = asked_for(session, package, settings, moment)
    if isinstance(found, Result):
        return found
    contact, way, asked = found.contact, found.way, found.payload
    facts: dict[str, object] = {
        "council_name": settings.council_name,
        "council_phone": settings.council_phone,
        "link": f"{settings.own_address}{COME_BACK}",
        "days": DAYS, "said": (), "told": (), "services": (), "steps": (),
    }  # fmt: skip
    if way is Way.EMAIL and asked["all"]:
        facts |= _all_of_it(session, contact, int(asked["until"]), settings, moment)
    subject, said = compose("own_summary", way, facts)
    # One that was asked for before easy words could be chosen says nothing of them.
    said = easier(said) if asked.get("easy") else said
    return Message(way, (asked["to"],), subject, said, package.number)


def _all_of_it(
    session: Transaction, contact: Contact, until: int, settings: WebSettings, moment: datetime
) -> dict[str, object]:
    """What had been said when they agreed; nothing of what came later."""
    told = [each for each in contacts.transcript(session, contact) if each.id <= until]
    found = summary_of(map(entry_of, told))
    by = by_known_reference(session, found.reference).promised_by if found.reference else None
    return {
        "said": [without_links(each) for each in found.said],
        "told": [f"{name}: {words}" for name, words in found.told],
        "services": ["\n".join(service_lines(each)) for each in found.services],
        "steps": steps_of(found, by if by and by > moment else None, settings),
    }
