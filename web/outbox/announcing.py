"""Says in the outbox what happened to a hand-off, in the transaction in which it happens."""

from datetime import datetime, timedelta

from web.database import Transaction
from web.models.delivery import Target
from web.models.handoff import Handoff, Kind
from web.outbox.contact_json import contact_json
from web.outbox.settings import Outbox
from web.store import outbox
from web.store.outbox import Announcement

HANDED_ON, CHANGED, CLOSED = "contact.handed_on", "contact.changed", "contact.closed"
# Details come one after the other while somebody still writes; the message waits for the last of them.
BEFORE_FIRST_MESSAGE = timedelta(minutes=10)
ACKNOWLEDGED = "message.acknowledged"
TOOK, DECLINED = "message.organisation_took", "message.organisation_declined"
HELP_CHECK = "message.help_check"
OFFERED = "message.offered"
OWN_SUMMARY = "message.own_summary"
SERVICE_LIST = "message.service_list"


def announce(session: Transaction, handoff: Handoff, event: str, settings: Outbox, moment: datetime) -> None:
    """A hand-off came, changed or was closed: whoever is to know, as the settings have it, will be told.

    `event`: HANDED_ON, CHANGED or CLOSED.
    """
    session.flush()
    apart = handoff.kind is Kind.SAFEGUARDING
    if settings.webhook.url and (settings.webhook.safeguarding or not apart):
        _put(session, handoff, event, Target.WEBHOOK, moment)
    if settings.file.folder and (settings.file.safeguarding or not apart):
        _for_file(session, handoff, event, moment)
    if settings.messages.by != "off" and not apart and may_be_reached(handoff):
        acknowledge(session, handoff, moment)


def acknowledge(session: Transaction, handoff: Handoff, moment: datetime) -> None:
    """Lets the person know that it arrived, once for a hand-off."""
    _message(session, handoff, ACKNOWLEDGED, f"acknowledged:{handoff.id}", moment, BEFORE_FIRST_MESSAGE)


def tell_organisations_answer(
    session: Transaction, handoff: Handoff, key: str, *, took: bool, settings: Outbox, moment: datetime
) -> bool:
    """Lets the person know that an organisation took or declined; once for a `key`.

    False where nobody can be told by message: messages are off, it is apart, or there is no safe way.
    """
    if settings.messages.by == "off" or handoff.kind is Kind.SAFEGUARDING or not may_be_reached(handoff):
        return False
    _message(session, handoff, TOOK if took else DECLINED, key, moment)
    return True


def send_offer(
    session: Transaction, handoff: Handoff, offer_id: int, settings: Outbox, moment: datetime
) -> bool:
    """Sends an organisation the link of an offer, once; False where messages are off."""
    if settings.messages.by == "off":
        return False
    _message(session, handoff, OFFERED, offer_key(offer_id), moment, payload={"offer": offer_id})
    return True


def offer_key(offer_id: int) -> str:
    """The key of the message that brings an organisation the link of this offer."""
    return f"offer:{offer_id}"


def ask_whether_it_helped(session: Transaction, handoff: Handoff, check_id: int, moment: datetime) -> None:
    """Asks, once for a help check."""
    _message(session, handoff, HELP_CHECK, f"help:{check_id}", moment, payload={"check": check_id})


def may_be_reached(handoff: Handoff) -> bool:
    """Is there a way that they called safe, and nothing against it? Looked at again when it is sent."""
    return handoff.has_way and handoff.safe_to_contact is True and handoff.agreed_to_pass_on is not False


def _put(session: Transaction, handoff: Handoff, event: str, target: Target, moment: datetime) -> None:
    version = outbox.version_before(session, handoff.id, target) + 1
    outbox.put(
        session,
        Announcement(
            key=f"{target}:{handoff.id}:{version}", target=target, kind=event, contact_id=handoff.contact_id,
            handoff_id=handoff.id, version=version, payload=contact_json(handoff, event, version, moment),
        ),
        moment,
    )  # fmt: skip


def _for_file(session: Transaction, handoff: Handoff, event: str, moment: datetime) -> None:
    """A line that is in no file yet is brought up to date; after that, a change is a line of a later day."""
    waiting = outbox.waiting_for_file(session, handoff.id)
    if waiting is None:
        _put(session, handoff, event, Target.FILE, moment)
        return
    waiting.kind = CLOSED if event == CLOSED and waiting.version > 1 else waiting.kind
    waiting.payload = contact_json(handoff, waiting.kind, waiting.version, moment)


def _message(
    session: Transaction, handoff: Handoff, kind: str, key: str, moment: datetime,
    pause: timedelta = timedelta(), payload: object = None,
) -> None:  # fmt: skip
    what = Announcement(key, Target.PERSON, kind, handoff.contact_id, handoff.id, payload=payload)
    outbox.put(session, what, moment, moment + pause)
