"""What becomes of chats by the clock: an adviser lost, a resident gone, nobody on duty, a long wait.

Done by whoever asks for news next, resident or adviser: no chat is looked after that nobody looks at.
"""

from datetime import datetime, timedelta

from web.clock import now
from web.database import Transaction
from web.live import handing
from web.live.duty import somebody_is_there
from web.live.passing_on import bring_words
from web.live.telling import tell
from web.models.live import HowEnded, LiveChat
from web.parts import Parts
from web.settings import WebSettings
from web.store import live, staff


def sweep(parts: Parts) -> None:
    """Does what is due. Two at once do no more than one."""
    moment = now()
    with parts.store.reading() as session:
        if not _anything(session, parts.settings, moment):
            return  # nearly always: nobody has to wait for a turn to write
    with parts.store.writing() as session:
        live.forget_lapsed(session, moment)
        for chat in live.left(session):
            live.end(session, chat, HowEnded.BY_RESIDENT, moment)
        there = somebody_is_there(session, parts.settings, moment)
        lost = [
            _let_wait_again(session, parts.settings, each, there, moment)
            for each in live.lost(session, moment)
        ]
        _see_to_waiting(session, parts.settings, there, moment)
    for number in lost:
        bring_words(parts, number)


def _see_to_waiting(session: Transaction, settings: WebSettings, there: bool, moment: datetime) -> None:
    for chat in live.gone(session, moment):
        _end(session, settings, chat, HowEnded.AWAY, "away", moment)
    if not there:
        for chat in live.all_waiting(session):
            _end(session, settings, chat, HowEnded.NOBODY_LEFT, "nobody_left", moment)
        return
    for chat in live.slow(session, moment, _promised(settings)):
        if live.note_slow(session, chat, moment):
            tell(session, settings, chat, "slow")


def _anything(session: Transaction, settings: WebSettings, moment: datetime) -> bool:
    if live.is_anything_due(session, moment, _promised(settings)):
        return True
    return live.does_anybody_wait(session) and not somebody_is_there(session, settings, moment)


def _promised(settings: WebSettings) -> timedelta:
    return timedelta(minutes=settings.live.wait_minutes)


def _let_wait_again(
    session: Transaction, settings: WebSettings, chat: LiveChat, there: bool, moment: datetime
) -> int:
    """The adviser of a chat was lost. The chat's number."""
    number, name, adviser = chat.id, chat.shown_name or "", chat.adviser_id
    if adviser is None:
        return number
    handing.give_back(session, chat, adviser, moment)
    if not live.wait_again(session, chat):
        return number
    staff.note(session, "lost_chat", staff_user_id=adviser, subject="contact", subject_id=chat.contact_id)
    if there:
        tell(session, settings, chat, "lost", name=name)
    elif live.end(session, chat, HowEnded.NOBODY_LEFT, moment):
        tell(session, settings, chat, "lost_ended", name=name)
    return number


def _end(
    session: Transaction, settings: WebSettings, chat: LiveChat, how: HowEnded, code: str, moment: datetime
) -> None:
    if live.end(session, chat, how, moment):
        tell(session, settings, chat, code)
