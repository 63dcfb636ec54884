"""One turn of a conversation: keep the words, understand, safety first, the dialogue, keep the answer.

Nothing here knows a page or a request. No transaction is open while anything outside is called,
and every step can be repeated: a process that dies between two of them leaves nothing lost or doubled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.language import ENGLISH
from bot.listening.wishes import is_of_those_shown
from bot.understand import Understanding
from web.live.turns import heard_by_person, with_offer
from web.parts import Parts
from web.rasa import RasaUnavailable
from web.resident.answer import Answer, Heard, Reply, from_bot
from web.resident.catching_up import with_what_was_missed
from web.resident.direct_handoff import is_handed_on
from web.resident.kept import Lookup, find_or_start, keep_answer, keep_danger, keep_message
from web.resident.languages import beside, told_in
from web.resident.not_right import services_shown_last
from web.resident.page import entries, last_answer
from web.resident.said import Said
from web.resident.turnstile import Turnstile
from web.resident.without_rasa import answer_without_rasa
from web.store import contacts

ASSESSMENT = "request_assessment"
THANKS = "thanks_bye"
_NEEDS_TOLD = 8  # the likeliest; the dialogue acts on four at most


class Ask(Protocol):
    """Who answers a message."""

    def __call__(self, parts: Parts, said: Said, understanding: Understanding) -> Heard: ...


@dataclass(frozen=True)
class Step:
    """How far a turn has come; everything in it is kept. `said`: the words as they were taken.

    `first`: safety words, known before anybody is asked. `answer`: the whole answer, which begins with them.
    """

    said: Said
    first: Reply | None = None
    answer: Answer | None = None


def take_turn(
    parts: Parts, turnstile: Turnstile, said: Said, lookup: Lookup = find_or_start, ask: Ask | None = None
) -> Answer:
    """Take in one message and return what is said back.

    The same words under the same nonce again get the same answer again.
    `ask` says who answers: the dialogue unless it is given.
    """
    answers = (step.answer for step in turn_in_steps(parts, turnstile, said, lookup, ask))
    return next(answer for answer in answers if answer is not None)


def turn_in_steps(
    parts: Parts, turnstile: Turnstile, said: Said, lookup: Lookup = find_or_start, ask: Ask | None = None
) -> Iterator[Step]:
    """The same, as it goes on: the words taken, the safety words where danger is heard, the whole answer.

    Nothing is refused (NotTaken) after the first step. The conversation is held until the last was taken.
    """
    with turnstile.enter(said.conversation_id):
        said, answered = keep_message(parts, said, lookup)
        yield Step(said, answer=answered)
        if answered is not None:
            return
        understanding = _of_what_was_shown(parts, said, parts.understander.understand(said.own_words))
        first = keep_danger(parts, said, understanding)
        if first is not None:
            yield Step(said, first)
        heard = _answered(parts, said, understanding, ask)
        heard = heard if first is None else replace(heard, replies=(first, *heard.replies))
        yield Step(said, answer=keep_answer(parts, said, understanding, heard))


def _of_what_was_shown(parts: Parts, said: Said, understanding: Understanding) -> Understanding:
    """Without a request for an assessment where "can they come to me?" follows services just shown."""
    asks = understanding.request == ASSESSMENT and is_of_those_shown(said.own_words)
    if not asks or not services_shown_last(last_answer(parts, said.conversation_id)):
        return understanding
    return replace(understanding, request=None)


def _answered(parts: Parts, said: Said, understanding: Understanding, ask: Ask | None) -> Heard:
    """What is said back, but for the safety words: by nobody while an adviser is in the conversation."""
    if ask is None and said.with_person:
        return heard_by_person(parts, said, understanding)
    heard = (ask or ask_dialogue)(parts, said, understanding)
    danger = understanding.risk is not None and understanding.risk.level.is_alert
    if understanding.language != ENGLISH:
        people, language = is_handed_on(parts, said.conversation_id), understanding.language
        before = (reply for entry in entries(parts, said.conversation_id) for reply in entry.replies)
        told = told_in(before, language)
        # A thank-you has nothing new to be told beside it, where all of it stands above.
        if not (told and heard.act == THANKS and not danger):
            heard = beside(heard, said.text, language, danger, people, told)
    return with_offer(parts, said, understanding, heard)


def ask_dialogue(parts: Parts, said: Said, understanding: Understanding) -> Heard:
    """What the dialogue says; or what the web says by itself when the dialogue is down."""
    try:
        # The dialogue keeps its own store, and gets the hash: the id itself opens the conversation.
        sender = contacts.hash_public_id(said.conversation_id)
        told, heard = with_what_was_missed(said, understanding, parts.understander.understand)
        return from_bot(parts.rasa.send(sender, told.text, _metadata(told, heard)))
    except RasaUnavailable:
        return replace(answer_without_rasa(parts, said, understanding), alone=True)


def _metadata(said: Said, understanding: Understanding) -> dict[str, Any]:
    heard = understanding.as_metadata()
    return {
        # It is stored, and sent to every action, with each message: what is hardly likely stays behind.
        "heard": {**heard, "needs": heard["needs"][:_NEEDS_TOLD]},
        "channel": said.channel,
        "message_id": said.message_id,
        "welcomed": said.welcomed,
        **({"forget": list(said.forget), "still": said.still} if said.forget else {}),
    }
