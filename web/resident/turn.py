"""One turn of a conversation: keep the words, understand, safety first, the dialogue, keep the answer.

Nothing here knows a page or a request. No transaction is open while anything outside is called,
and every step can be repeated: a process that dies between two of them leaves nothing lost or doubled.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.understand import SURE_NEED, Understanding
from web.exceptions import AnswerNotKept
from web.models.contact import Author, Contact, Outcome
from web.parts import Parts
from web.rasa import RasaUnavailable
from web.resident.answer import Answer, Heard, Reply, from_bot
from web.resident.catching_up import with_what_was_missed
from web.resident.hold import has_ended
from web.resident.languages import beside
from web.resident.noticing import notice
from web.resident.safety import safety_reply
from web.resident.said import NotTaken, Said
from web.resident.turnstile import Turnstile
from web.resident.without_rasa import answer_without_rasa
from web.risk import concern_in
from web.settings import WebSettings
from web.store import contacts

_NEEDS_TOLD = 8  # the likeliest; the dialogue acts on four at most


class Lookup(Protocol):
    """How a turn comes by its contact: the page starts one, the API insists on one it knows."""

    def __call__(self, session: Session, said: Said, settings: WebSettings) -> Contact: ...


class Ask(Protocol):
    """Who answers a message."""

    def __call__(self, parts: Parts, said: Said, understanding: Understanding) -> Heard: ...


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


def take_turn(
    parts: Parts, turnstile: Turnstile, said: Said, lookup: Lookup = find_or_start, ask: Ask | None = None
) -> Answer:
    """Take in one message and return what is said back.

    The same words under the same nonce again get the same answer again.
    `ask` says who answers: the dialogue unless it is given.
    """
    with turnstile.enter(said.conversation_id):
        said, answered = _keep_message(parts, said, lookup)
        if answered is not None:
            return answered
        understanding = parts.understander.understand(said.text)
        _note_danger(parts, said, understanding)
        heard = (ask or ask_dialogue)(parts, said, understanding)
        heard = _safety_first(parts, understanding, beside(heard, said.text, understanding.language))
        return _keep_answer(parts, said, understanding, heard)


def _keep_message(parts: Parts, said: Said, lookup: Lookup) -> tuple[Said, Answer | None]:
    """Store the words, unless they are stored: what to go on with, and its answer if there is one already."""
    try:
        return _keep_message_once(parts, said, lookup)
    except IntegrityError:
        # Another process stored a message under this nonce at the same moment: now it is there to be found.
        return _keep_message_once(parts, said, lookup)


def _keep_message_once(parts: Parts, said: Said, lookup: Lookup) -> tuple[Said, Answer | None]:
    with parts.store.writing() as session:
        contact = lookup(session, said, parts.settings)
        kept = contacts.message_by_nonce(session, contact, said.message_id)
        if kept is not None and kept.words != said.text:
            # Other words came under this nonce. These may say that somebody is in danger: they count.
            said = said.under_own_nonce()
            kept = contacts.message_by_nonce(session, contact, said.message_id)
        answer = contacts.replies_to(session, contact, said.message_id)
        if answer is not None:
            return said, Answer.from_stored(answer)
        missed = tuple(contacts.words_of_silence(session, contact))
        # Kept without an answer: a process died in the middle. It is answered now, and not kept twice.
        if kept is None:
            contacts.append_message(
                session, contact, Author.RESIDENT, words=said.text, message_id=said.message_id
            )
    return replace(said, missed=missed), None


def _note_danger(parts: Parts, said: Said, understanding: Understanding) -> None:
    """Write down a risk before anybody is asked: a hand-off that arrives meanwhile depends on it."""
    if understanding.risk is None:
        return
    concern = concern_in(parts.understander, [said.text])
    with parts.store.writing() as session:
        contact = _known(session, said)
        contacts.note_understanding(session, contact, risk=_risk(understanding), concern=concern)


def ask_dialogue(parts: Parts, said: Said, understanding: Understanding) -> Heard:
    """What the dialogue says; or what the web says by itself when the dialogue is down."""
    try:
        # The dialogue keeps its own store, and gets the hash: the id itself opens the conversation.
        sender = contacts.hash_public_id(said.conversation_id)
        told, heard = with_what_was_missed(said, understanding, parts.understander.understand)
        return from_bot(parts.rasa.send(sender, told.text, _metadata(told, heard)))
    except RasaUnavailable:
        return replace(answer_without_rasa(parts, said, understanding), alone=True)


def _safety_first(parts: Parts, understanding: Understanding, heard: Heard) -> Heard:
    first = safety_reply(understanding.risk, parts.settings)
    return heard if first is None else replace(heard, replies=(first, *heard.replies))


def _metadata(said: Said, understanding: Understanding) -> dict[str, Any]:
    heard = understanding.as_metadata()
    return {
        # It is stored, and sent to every action, with each message: what is hardly likely stays behind.
        "heard": {**heard, "needs": heard["needs"][:_NEEDS_TOLD]},
        "channel": said.channel,
        "message_id": said.message_id,
        "welcomed": said.welcomed,
    }


def _keep_answer(parts: Parts, said: Said, understanding: Understanding, heard: Heard) -> Answer:
    """Store the answer with what was understood, and return what was stored under this nonce."""
    risk = _risk(understanding)
    answer = Answer(heard.replies or (Reply(),), heard.handoff, risk, heard.alone)
    try:
        with parts.store.writing() as session:
            contact = _known(session, said)
            contacts.append_message(
                session, contact, Author.SIGNPOST, replies=answer.stored(), message_id=said.message_id
            )
            _note(session, contact, understanding, risk, heard)
            notice(session, parts.settings, contact, said, understanding, heard)
    except IntegrityError:
        return _answer_of_another(parts, said)
    return answer


def _answer_of_another(parts: Parts, said: Said) -> Answer:
    """Another process answered the same message first; its answer stands."""
    with parts.store.reading() as session:
        kept = contacts.replies_to(session, _known(session, said), said.message_id)
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
