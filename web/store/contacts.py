"""Every query about contacts: start one, find one, add to it, note what was understood and how it ended.

Each function takes an open session and never commits; the caller's `store.writing()` block does.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from bot.language import ENGLISH
from bot.safeguarding.hours import OfficeHours
from web.clock import local_day, now
from web.models.contact import (
    SAID_BY_PERSON,
    Author,
    Channel,
    Contact,
    Message,
    OfferedService,
    Outcome,
)
from web.models.numbers import PRICES
from web.numbers.belonging import Arrival
from web.risk import ALERT_LEVELS, is_concern, is_worse
from web.store import sites

_LOOKED_BACK = 24  # messages
# What every turn asks for is put together once: that takes longer than SQLite takes to answer it.
_BY_HASH = select(Contact).where(Contact.public_id_hash == bindparam("hash"))
_OF_CONTACT = select(Message).where(Message.contact_id == bindparam("contact"))
_UNDER_NONCE = _OF_CONTACT.where(Message.message_id == bindparam("nonce"))
_NEWEST = _OF_CONTACT.order_by(Message.id.desc()).limit(_LOOKED_BACK)
# A conversation ends by itself in one of these; in the others, a person ends the contact.
ENDED_BY_ITSELF = frozenset({Outcome.ABANDONED, Outcome.RESOLVED_CLAIMED})
_WEIGHT = {kind: place for place, kind in enumerate(Outcome)}


def new_public_id() -> str:
    """An id for a conversation that nobody can guess. The browser holds it; we keep its hash alone."""
    return secrets.token_urlsafe(24)


def hash_public_id(public_id: str) -> str:
    """The hash a contact is found by."""
    return hashlib.sha256(public_id.encode()).hexdigest()


def start_contact(
    session: Session,
    public_id: str,
    channel: Channel | str = Channel.WEB,
    *,
    hours: OfficeHours,
    adviser_id: int | None = None,
    address: str = "",
) -> Contact:
    """A new open contact under `public_id` (from `new_public_id`).

    `hours`: the council's, which say on what day of theirs it began, and whether out of hours. `address`:
    the innovation site whose own address it came by.
    """
    moment = now()
    day = local_day(moment, hours.clock.key)
    arrival = Arrival(day, Channel(channel).value, address)
    contact = Contact(
        public_id_hash=hash_public_id(public_id), channel=Channel(channel), adviser_id=adviser_id,
        safeguarding_concern=False,
        started_at=moment, started_on=day, last_at=moment,
        out_of_hours=not hours.is_open(moment),
        needs=[], unmet=[], resident_messages=0, outcome=Outcome.OPEN,
        site=sites.at_start(session, arrival, adviser_id),
    )  # fmt: skip
    session.add(contact)
    session.flush()
    return contact


def contact_by_id(session: Session, public_id: str) -> Contact | None:
    """The contact a public id belongs to."""
    return session.scalar(_BY_HASH, {"hash": hash_public_id(public_id)})


def contact_of_dialogue(session: Session, dialogue_id: str) -> Contact | None:
    """The contact that a hand-off's conversation id names: the dialogue knows the hash alone."""
    return session.scalar(_BY_HASH, {"hash": dialogue_id}) or contact_by_id(session, dialogue_id)


def leave(session: Session, public_id: str) -> None:
    """From now on this id opens nothing; what was said and asked for stays."""
    contact = contact_by_id(session, public_id)
    if contact is not None and contact.left_at is None:
        contact.left_at = now()
        session.flush()


def append_message(
    session: Session,
    contact: Contact,
    author: Author | str,
    *,
    words: str | None = None,
    replies: Any = None,
    message_id: str | None = None,
) -> Message:
    """Adds what the resident said (`words`) or what was answered (`replies`, JSON) to a contact."""
    moment = now()
    message = Message(
        contact_id=contact.id, author=Author(author), message_id=message_id, said_at=moment,
        words=words, replies=replies,
    )  # fmt: skip
    session.add(message)
    contact.last_at = moment
    if message.author in SAID_BY_PERSON:
        contact.resident_messages = Contact.resident_messages + 1
        go_on(contact)
    session.flush()
    return message


def by_nonce(session: Session, contact: Contact, author: Author, message_id: str) -> Message | None:
    """What this author said under this nonce."""
    return under_nonce(session, contact, message_id).get(author)


def under_nonce(session: Session, contact: Contact, message_id: str) -> Mapping[Author, Message]:
    """What was said under this nonce, by who said it: one look for a message and its answer."""
    found = session.scalars(_UNDER_NONCE, {"contact": contact.id, "nonce": message_id})
    return {each.author: each for each in found}


def message_by_nonce(session: Session, contact: Contact, message_id: str) -> Message | None:
    """The resident's message that came under this nonce, answered or not."""
    return by_nonce(session, contact, Author.RESIDENT, message_id)


def newest(session: Session, contact: Contact) -> Sequence[Message]:
    """The latest things said in a contact, the newest first: as many as are ever looked back over."""
    return session.scalars(_NEWEST, {"contact": contact.id}).all()


def transcript(session: Session, contact: Contact) -> Sequence[Message]:
    """Everything said in a contact, in order."""
    return session.scalars(select(Message).where(Message.contact_id == contact.id).order_by(Message.id)).all()


def resident_words(session: Session, contact: Contact) -> list[str]:
    """What the resident said, in order and word for word."""
    said = transcript(session, contact)
    stands = (each for each in said if each.replaced_at is None)
    return [each.words for each in stands if each.author in SAID_BY_PERSON and each.words]


def adviser_words(session: Session, contact: Contact) -> list[str]:
    """What advisers wrote in chats with the resident, in order."""
    said = transcript(session, contact)
    return [message.words for message in said if message.author is Author.ADVISER and message.words]


def every_word(session: Session, contact: Contact) -> list[str]:
    """The same with what they changed since: all that is kept of it."""
    said = transcript(session, contact)
    return [each.words for each in said if each.author in SAID_BY_PERSON and each.words]


def words_and_whether_heard(session: Session, contact: Contact) -> list[tuple[str, bool]]:
    """What the resident said, in order; False beside what the dialogue was not there to hear."""
    said = transcript(session, contact)
    unheard = {each.message_id for each in said if _answered_alone(each)}
    return [
        (each.words, each.message_id not in unheard)
        for each in said
        if each.author in SAID_BY_PERSON and each.words and each.replaced_at is None
    ]


def words_of_silence(latest: Sequence[Message]) -> list[str]:
    """What the resident said since the dialogue last answered, and was answered without it, in order.

    `latest`: what was said in a contact, the newest first.
    """
    unheard: dict[str | None, str] = {}
    answered_alone = set()
    for each in latest:
        if each.replaced_at is not None:
            continue
        if each.author is Author.RESIDENT:
            unheard[each.message_id] = each.words or ""
        elif not _answered_alone(each):
            break
        else:
            answered_alone.add(each.message_id)
    return [unheard[nonce] for nonce in reversed(unheard) if nonce in answered_alone]


def note_understanding(
    session: Session,
    contact: Contact,
    *,
    concern: bool = False,
    needs: Iterable[str] = (),
    risk: Mapping[str, str] | None = None,
    request: str | None = None,
    language: str = ENGLISH,
) -> None:
    """Adds what one message was understood to mean. `risk`: {"category", "level"}; the worst one stays.

    `language`: an ISO 639-1 code; the last that is not English stays. `concern`: an alert for the
    safeguarding team was heard, be it that of `risk` or one beside it. It stays.
    """
    contact.needs = _union(contact.needs, needs)
    contact.request = contact.request or request
    if language != ENGLISH:
        contact.language = language
    contact.safeguarding_concern = contact.safeguarding_concern or concern or is_concern(risk, request)
    if risk and is_worse(risk["level"], contact.risk_level):
        contact.risk_category, contact.risk_level = risk["category"], risk["level"]
    if contact.risk_level in ALERT_LEVELS:
        set_outcome(session, contact, Outcome.RISK)


def note_record(session: Session, contact: Contact, record: Mapping[str, Any]) -> None:
    """Takes in Rasa's `custom.record`: who_for, needs, place {"district","label"}, outcome, unmet, risk.

    `risk` {"category","level"} is one that the person confirmed when the dialogue asked.
    """
    if record.get("risk"):
        note_understanding(session, contact, risk=record["risk"])
    contact.who_for = record.get("who_for") or contact.who_for
    contact.needs = _union(contact.needs, record.get("needs") or ())
    contact.unmet = _union(contact.unmet, _listed(record.get("unmet")))
    place = record.get("place") or {}
    heard_first = not contact.place_district
    contact.place_district = place.get("district") or contact.place_district
    contact.place_label = place.get("label") or contact.place_label
    if heard_first:
        contact.site = sites.with_place(session, contact)
    if record.get("outcome") in ("resolved", "resolved_claimed"):
        set_outcome(session, contact, Outcome.RESOLVED_CLAIMED)
    elif record.get("outcome") == "handed_off":
        set_outcome(session, contact, Outcome.HANDED_OFF)


def note_offered(session: Session, contact: Contact, services: Iterable[Mapping[str, Any]]) -> None:
    """Remembers services that were shown ({"id", "name", "score"?, "price"?}); one twice counts once."""
    shown: dict[str, Mapping[str, Any]] = {}
    for service in services:
        shown.setdefault(service["id"], service)
    before = select(OfferedService.service_id).where(OfferedService.contact_id == contact.id)
    known = set(session.scalars(before)) if shown else set()
    if new := [_offered(contact, each) for id_, each in shown.items() if id_ not in known]:
        session.execute(insert(OfferedService), new)


def set_outcome(
    session: Session, contact: Contact, outcome: Outcome | str, at: datetime | None = None
) -> None:
    """Moves a contact to `outcome` unless something weightier already happened.

    Weight rises in the order of `Outcome`: an alert outweighs a hand-off, a hand-off outweighs "that's what I
    needed", and that outweighs going quiet. So nothing handed on can be counted as resolved.
    """
    if _WEIGHT[Outcome(outcome)] <= _WEIGHT[contact.outcome]:
        return
    contact.outcome = Outcome(outcome)
    # What a person has to see to is over when a person says so: web/store/settling.py.
    contact.finalised_at = (at or now()) if contact.outcome in ENDED_BY_ITSELF else None
    session.flush()


def go_on(contact: Contact) -> None:
    """Whoever speaks again had not gone away."""
    if contact.outcome is Outcome.ABANDONED:
        contact.outcome, contact.finalised_at = Outcome.OPEN, None


def _answered_alone(message: Message) -> bool:
    # The web marks an answer that it gave by itself (web/resident/answer.py).
    return isinstance(message.replies, Mapping) and bool(message.replies.get("alone"))


def _offered(contact: Contact, service: Mapping[str, Any]) -> dict[str, Any]:
    price = service.get("price")
    return {
        "contact_id": contact.id, "service_id": service["id"], "service_name": service["name"][:255],
        "score": service.get("score"), "price": price if price in PRICES else None, "offered_at": now(),
    }  # fmt: skip


def _union(known: Iterable[str], more: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*known, *more]))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
