"""Where a chat with a person touches a turn of the conversation: who answers, and when a chat is offered."""

from dataclasses import replace

from bot.safeguarding.screen import Level
from bot.understand import Understanding
from web.clock import now
from web.live.duty import somebody_is_there
from web.models.live import ChatState
from web.parts import Parts
from web.resident.answer import Heard, Reply
from web.resident.direct_handoff import hand_on
from web.resident.said import Said
from web.store import contacts, live
from web.words.book import words

TALK_TO_PERSON = "talk_to_person"
_AT_ONCE = frozenset({Level.EMERGENCY, Level.URGENT})


def heard_by_person(parts: Parts, said: Said, understanding: Understanding) -> Heard:
    """A message for the adviser: nothing is answered. What danger or a request needs is done all the same."""
    risk = understanding.risk
    danger = risk is not None and risk.level in _AT_ONCE
    asks = understanding.request not in (None, TALK_TO_PERSON)  # they have a person
    reference = hand_on(parts, said, understanding) if danger or asks else None
    return Heard((), handoff=reference if danger else None, alone=True)


def with_offer(parts: Parts, said: Said, understanding: Understanding, heard: Heard) -> Heard:
    """The answer, and beside it the offer to chat with a person, where they asked and somebody is there."""
    if not said.may_chat or not _wants_person(understanding, heard):
        return heard
    with parts.store.reading() as session:
        contact = contacts.contact_by_id(session, said.conversation_id)
        chat = live.latest(session, contact.id) if contact else None
        chatting = chat is not None and chat.state is not ChatState.ENDED
        if chatting or not somebody_is_there(session, parts.settings, now()):
            return heard
    return replace(heard, replies=_with(heard.replies))


def _with(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """One thing is asked at a time: the offer takes in how to reach them, and stands before others."""
    say = words("live_chat")
    if not replies:
        return (Reply(say["offer"]),)
    *before, last = replies
    if last.text in say["reach_you"]:
        return *before, Reply(say["offer_or_later"], last.buttons)
    return (*before, Reply(say["offer"]), last) if last.buttons else (*replies, Reply(say["offer"]))


def _wants_person(understanding: Understanding, heard: Heard) -> bool:
    """Asked for a person; or asked for anything else, or was in danger, and was handed on."""
    if understanding.request == TALK_TO_PERSON:
        return True
    danger = understanding.risk is not None and understanding.risk.level.is_alert
    return heard.handoff is not None and (understanding.request is not None or danger)
