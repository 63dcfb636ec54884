"""What a turn writes down: words, the danger heard in them, the answer; each once, and safe to repeat."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.safeguarding.screen import Level
from bot.understand import SURE_NEED, Understanding
from web.clock import now
from web.database import Transaction
from web.exceptions import AnswerNotKept
from web.models.contact import Author, Contact, Outcome
from web.models.live import ChatState
from web.outbox.announcing import CHANGED, announce
from web.parts import Parts
from web.resident.answer import Answer, Heard, Reply
from web.resident.hold import has_ended
from web.resident.noticing import notice
from web.resident.safety import safety_reply
from web.resident.said import NotTaken, Said
from web.risk import ALERT_LEVELS, concern_in
from web.settings import WebSettings
from web.store import answers, changing, contacts, live, queue

_IN_FULL_ONCE = frozenset({Level.URGENT, Level.PRIORITY})


class Lookup(Protocol):
    """How a turn comes by its contact: the page starts one, the API insists on one it knows."""

    def __call__(self, session: Session, said: Said, settings: WebSettings) -> Contact: ...


def find_or_start(session: Session, said: Said, settings: WebSettings) -> Contact:
    """The conversation's contact, begun with its first message; NotTaken when it has ended."""
    known = contacts.contact_by_id(session, said.conversation_id)
    if known is None:
        return contacts.start_contact(
            session, said.conversation_id, said.channel, hours=settings.hours, address=said.address
        )
    return _open(known)


def find(session: Session, said: Said, settings: WebSettings) -> Contact:
    """The conversation's contact; NotTaken when there is none, or when it has ended."""
    return _open(contacts.contact_by_id(session, said.conversation_id))


def _open(known: Contact | None) -> Contact:
    if known is None or has_ended(known):
        raise NotTaken("unknown_conversation")
    return known


def keep_message(parts: Parts, said: Said, lookup: Lookup) -> tuple[Said, Answer | None]:
    """Store the words, unless they are stored: what to go on with, and its answer if there is one already."""
    try:
        return _keep_message_once(parts, said, lookup)
    except IntegrityError:
        # Another process stored a message under this nonce at the same moment: now it is there to be found.
        return _keep_message_once(parts, said, lookup)


def _keep_message_once(parts: Parts, said: Said, lookup: Lookup) -> tuple[Said, Answer | None]:
    with parts.store.writing() as session:
        contact = lookup(session, said, parts.settings)
        known = contacts.under_nonce(session, contact, said.message_id)
        kept = known.get(Author.RESIDENT)
        if kept is not None and kept.words != said.text:
            # Other words came under this nonce. These may say that somebody is in danger: they count.
            said = said.under_own_nonce()
            known = contacts.under_nonce(session, contact, said.message_id)
            kept = known.get(Author.RESIDENT)
        answer = answers.whole(known.get(Author.SIGNPOST))
        if answer is not None:
            return said, Answer.from_stored(answer)
        if kept is None:
            _make_way(session, contact, said)
        latest = contacts.newest(session, contact)
        missed = tuple(contacts.words_of_silence(latest))
        forget = changing.replaced_since_heard(latest)
        still = _alert_of(contact) if forget else None
        with_person = _is_with_person(session, contact, said)
        # Kept without an answer: a process died in the middle. It is answered now, and not kept twice.
        if kept is None:
            changing.remember(session, contact, said.message_id)
            contacts.append_message(
                session, contact, Author.RESIDENT, words=said.text, message_id=said.message_id
            )
    return replace(said, missed=missed, forget=forget, still=still, with_person=with_person), None


def _is_with_person(session: Session, contact: Contact, said: Said) -> bool:
    chat = live.latest(session, contact.id) if said.may_chat else None
    return chat is not None and chat.state is ChatState.JOINED


def _make_way(session: Session, contact: Contact, said: Said) -> None:
    """Takes back the message that these words replace; NotTaken where it is not the newest any more."""
    if not said.instead_of:
        return
    newest = changing.changeable(session, contact)
    if newest is None or newest.message_id != said.instead_of:
        raise NotTaken("not_the_last")
    changing.replace(session, contact, newest)


def _alert_of(contact: Contact) -> dict[str, str] | None:
    """The worst alert heard so far: nothing that is said later makes it unheard."""
    if contact.risk_level not in ALERT_LEVELS:
        return None
    return {"category": contact.risk_category or "", "level": contact.risk_level or ""}


def keep_danger(parts: Parts, said: Said, understanding: Understanding) -> Reply | None:
    """Write down a risk before anybody is asked: a hand-off that arrives meanwhile depends on it.

    Returns the words that come before everything else, kept as the beginning of the answer; None where
    there is no alert. Said again after a break they are the same words.
    """
    risk = _risk(understanding)
    if understanding.risk is None or risk is None:
        return None
    concern = concern_in(parts.understander, [said.own_words])
    with parts.store.writing() as session:
        contact = _known(session, said)
        contacts.note_understanding(session, contact, risk=risk, concern=concern)
        # An emergency is answered in full each time; a check is the dialogue's to ask.
        again = understanding.risk.level in _IN_FULL_ONCE and risk in answers.dangers_answered(
            session, contact, said.message_id
        )
        first = safety_reply(understanding.risk, parts.settings, again=again)
        if first is None:
            return None
        begun = answers.answer_begun(session, contact, said.message_id)
        if begun is not None:
            return Answer.from_stored(begun).replies[0]
        opening = Answer((first,), risk=risk).stored()
        answers.begin_answer(session, contact, opening, said.message_id)
    return first


def keep_answer(parts: Parts, said: Said, understanding: Understanding, heard: Heard) -> Answer:
    """Store the answer with what was understood, and return what was stored under this nonce."""
    risk = _risk(understanding)
    answer = Answer(heard.replies or (Reply(),), heard.handoff, risk, heard.alone)
    try:
        with parts.store.writing() as session:
            contact = _known(session, said)
            answers.finish_answer(session, contact, answer.stored(), said.message_id)
            _note(session, contact, understanding, risk, heard)
            _tell_of_change(session, parts.settings, contact, said)
            notice(session, parts.settings, contact, said, understanding, heard)
    except IntegrityError:
        return _answer_of_another(parts, said)
    return answer


def _tell_of_change(session: Transaction, settings: WebSettings, contact: Contact, said: Said) -> None:
    """Whoever follows up finds the new words beside the old ones, which are marked."""
    if not said.instead_of:
        return
    earlier = changing.said_under(session, contact, said.instead_of)
    for handoff in changing.tell_handoffs(session, contact, earlier, said.text):
        queue.added_to(session, handoff, settings.hours, now())
        announce(session, handoff, CHANGED, settings.outbox, now())


def _answer_of_another(parts: Parts, said: Said) -> Answer:
    """Another process answered the same message first; its answer stands."""
    with parts.store.reading() as session:
        kept = answers.replies_to(session, _known(session, said), said.message_id)
    if kept is None:
        raise AnswerNotKept("An answer could not be stored, and no other was there.") from None
    return Answer.from_stored(kept)


def _known(session: Session, said: Said) -> Contact:
    # Whoever left while this message was being answered is still answered, for the record.
    known = contacts.contact_by_id(session, said.conversation_id)
    if known is None:
        raise NotTaken("unknown_conversation")
    return known


def _note(
    session: Session,
    contact: Contact,
    understanding: Understanding,
    risk: Mapping[str, str] | None,
    heard: Heard,
) -> None:
    needs = _sure_needs(understanding)
    contacts.note_understanding(
        session,
        contact,
        needs=needs,
        risk=risk,
        request=understanding.request,
        language=understanding.language,
    )
    contacts.note_offered(session, contact, heard.offered)
    for record in heard.records:
        contacts.note_record(session, contact, record)
    if heard.handoff:
        contacts.set_outcome(session, contact, Outcome.HANDED_OFF)


def _sure_needs(understanding: Understanding) -> list[str]:
    """The needs sure enough to be written down; the dialogue adds what it hears besides."""
    return [need.id for need in understanding.needs if need.score >= SURE_NEED]


def _risk(understanding: Understanding) -> dict[str, str] | None:
    found = understanding.risk
    return None if found is None else {"category": found.category, "level": found.level.value}
