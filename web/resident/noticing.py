"""Which messages people look at again so that Signpost learns: not understood, and services refused.

Runs inside the turn's own transaction, in a savepoint of its own: it writes one row at the most and calls
nothing, and whatever goes wrong in it, the turn goes on. The worker redacts the row (web/staff/sifting.py).
"""

from collections.abc import Mapping
from typing import Any

from bot.language import ENGLISH, guess_language
from bot.safeguarding.concern import WORDS_OF_A_STORY
from bot.understand import SURE_NEED, Understanding
from web.clock import local_day, now
from web.database import Transaction
from web.logging import log_failure
from web.models.contact import Author, Contact, Message, Outcome
from web.models.review import Found
from web.resident.answer import Heard
from web.resident.said import Said
from web.settings import WebSettings
from web.store import contacts, review

UNCLEAR = "unclear"
REFUSALS = frozenset({"none_of_these", "not_right_for_me", "refuse_one"})
FEWEST_WORDS = 3  # "asdf", or a bare name, teaches nothing
NEEDS_SHOWN = 3


def notice(
    session: Transaction,
    settings: WebSettings,
    contact: Contact,
    said: Said,
    understanding: Understanding,
    heard: Heard,
) -> None:
    """Put this message aside for review, if it is one to learn from. Never raises."""
    try:
        if settings.keep_for_review and (kind := kind_of(said, understanding, heard, contact)):
            with session.begin_nested():
                _put_aside(session, settings, contact, said, understanding, heard, kind)
    except Exception as error:  # learning must never cost anybody their answer
        log_failure(error)


def kind_of(said: Said, understanding: Understanding, heard: Heard, contact: Contact) -> Found | None:
    """Why to look at this message again; None for one that was understood, or that must be left alone."""
    # The only language in which names are found and taken out (bot/names.py).
    if understanding.language != ENGLISH:
        return None
    if heard.act in REFUSALS and contact.offered:
        return Found.REFUSED
    # After a hand-off people give their name, their number and their times: no message to learn from.
    if len(said.text.split()) < FEWEST_WORDS or contact.outcome in (Outcome.HANDED_OFF, Outcome.RISK):
        return None
    if understanding.risk or understanding.request or understanding.out_of_scope or _has_need(understanding):
        return None
    return Found.NOT_UNDERSTOOD if heard.act == UNCLEAR or heard.asked_choices else None


def _has_need(understanding: Understanding) -> bool:
    return any(need.score >= SURE_NEED for need in understanding.needs)


def _put_aside(
    session: Transaction,
    settings: WebSettings,
    contact: Contact,
    said: Said,
    understanding: Understanding,
    heard: Heard,
    kind: Found,
) -> None:
    what = _made_of_it(understanding, heard)
    before = None
    if kind is Found.REFUSED:
        earlier = [
            each for each in contacts.transcript(session, contact) if each.message_id != said.message_id
        ]
        before, what["shown"] = _told(earlier), _shown(earlier)
    today = local_day(now(), settings.time_zone)
    review.notice(session, kind, said.text, what, today, before)


def _made_of_it(understanding: Understanding, heard: Heard) -> dict[str, Any]:
    """What a reviewer is told: the likeliest needs, the act, and whether choices were asked."""
    made = understanding.as_metadata()
    return {
        "needs": made["needs"][:NEEDS_SHOWN],
        "request": made["request"],
        "risk": made["risk"],
        "act": heard.act,
        "asked_choices": heard.asked_choices,
        "refused": [one for reply in heard.replies for one in reply.refused],
    }


def _told(earlier: list[Message]) -> str | None:
    """The last thing in English that reads like a story: what services were looked for on."""
    told = [each.words for each in earlier if each.author is Author.RESIDENT and each.words]
    return next((words for words in reversed(told) if _is_story(words)), None)


def _is_story(words: str) -> bool:
    return len(words.split()) >= WORDS_OF_A_STORY and guess_language(words) == ENGLISH


def _shown(earlier: list[Message]) -> list[str]:
    """The names of the services that were shown last."""
    for message in reversed(earlier):
        kept: Any = message.replies
        replies = kept.get("replies", ()) if isinstance(kept, Mapping) else ()
        names = [service["name"] for reply in replies for service in reply.get("services") or ()]
        if names:
            return names
    return []
