"""A resident asks for a chat, or stops waiting or chatting. Each can be sent again and does no more."""

from dataclasses import replace

from web.clock import now
from web.live.duty import somebody_is_there
from web.live.telling import tell
from web.live.turns import TALK_TO_PERSON
from web.models.handoff import State
from web.models.live import ChatState, HowEnded
from web.parts import Parts
from web.resident.direct_handoff import hand_on
from web.resident.hold import held
from web.resident.said import Said
from web.store import contacts, handoffs, live


def ask(parts: Parts, conversation_id: str) -> bool:
    """Lets this conversation wait for a chat; a hand-off is there first: nothing is lost if nobody comes.

    False where the conversation is not known, or has ended. Where nobody is on duty any more, it is told so.
    """
    return _handed_on(parts, conversation_id) and _wait(parts, conversation_id)


def stop(parts: Parts, conversation_id: str) -> None:
    """Ends the chat of this conversation, or the waiting for it, if there is one."""
    moment = now()
    with parts.store.writing() as session:
        contact = contacts.contact_by_id(session, conversation_id)
        chat = live.latest(session, contact.id) if contact else None
        if chat is None or chat.state is ChatState.ENDED:
            return
        name, with_somebody = chat.shown_name or "", chat.state is ChatState.JOINED
        if live.end(session, chat, HowEnded.BY_RESIDENT, moment):
            tell(session, parts.settings, chat, "left" if with_somebody else "stopped", name=name)


def _handed_on(parts: Parts, conversation_id: str) -> bool:
    with parts.store.reading() as session:
        contact = held(session, conversation_id)
        if contact is None:
            return False
        if any(each.state is not State.CLOSED for each in handoffs.of_contact(session, contact.id)):
            return True
        said = contacts.resident_words(session, contact)
    heard = parts.understander.understand(said[-1] if said else "")
    hand_on(parts, Said("", conversation_id, ""), replace(heard, request=heard.request or TALK_TO_PERSON))
    return True


def _wait(parts: Parts, conversation_id: str) -> bool:
    moment = now()
    with parts.store.writing() as session:
        contact = held(session, conversation_id)
        if contact is None:
            return False
        reference = handoffs.of_contact(session, contact.id)[-1].reference
        before = live.latest(session, contact.id)
        if before is not None and before.state is not ChatState.ENDED:
            return True
        chat = live.ask(session, contact, moment)
        if somebody_is_there(session, parts.settings, moment):
            tell(session, parts.settings, chat, "waiting", reference=reference)
        elif live.end(session, chat, HowEnded.NOBODY_LEFT, moment):
            tell(session, parts.settings, chat, "nobody", reference=reference)
    return True
