"""What Signpost says in the conversation as a chat goes on: kept with it, each thing once."""

from web.database import Transaction
from web.models.contact import Author, Message
from web.models.live import LiveChat
from web.resident.answer import Answer, Reply
from web.settings import WebSettings
from web.store import answers, contacts
from web.words.book import words

_MARK = "live."
# After these the dialogue is there again, and what was told to a person is not told to it once more.
_OVER = frozenset({"stopped", "left", "ended", "lost_ended", "nobody_left", "away"})


def tell(session: Transaction, settings: WebSettings, chat: LiveChat, code: str, **facts: str) -> None:
    """Says `told.code` of web/words/live_chat.yml in the chat's conversation; again changes nothing."""
    once = f"{_MARK}{chat.id}.{code}.{chat.times_joined}"
    if answers.replies_to(session, chat.contact, once) is not None:
        return
    say = words("live_chat")
    known = {"council_name": settings.council_name or say["council"], **facts}
    text = say["told"][code].format(**known)
    answer = Answer((Reply(text),), alone=code not in _OVER)
    contacts.append_message(session, chat.contact, Author.SIGNPOST, replies=answer.stored(), message_id=once)


def is_told(message: Message) -> bool:
    """Was this said as a chat went on, and to no message of the resident?"""
    return message.author is Author.SIGNPOST and (message.message_id or "").startswith(_MARK)


def is_told_of(message: Message, chat: LiveChat) -> bool:
    """Was this said as this very chat went on?"""
    return is_told(message) and (message.message_id or "").startswith(f"{_MARK}{chat.id}.")


def said_by_person(session: Transaction, chat: LiveChat, text: str, message_id: str) -> Message:
    """Keeps what the adviser wrote, once for its nonce."""
    known = contacts.by_nonce(session, chat.contact, Author.ADVISER, message_id)
    if known is not None:
        return known
    return contacts.append_message(
        session, chat.contact, Author.ADVISER,
        words=text, replies={"name": chat.shown_name}, message_id=message_id,
    )  # fmt: skip
