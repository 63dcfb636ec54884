"""What the chat page shows: the conversation so far and the box, the same for a resident and an adviser."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from web.models.contact import Author, Message
from web.parts import Parts
from web.resident.answer import Answer
from web.resident.hold import held
from web.resident.languages import OtherLanguage
from web.store import contacts
from web.words.book import words


@dataclass(frozen=True)
class Entry:
    """One thing said, as the template shows it. `buttons` are shown under the latest answer alone."""

    author: str
    text: str = ""
    replies: tuple[Any, ...] = ()
    buttons: tuple[dict[str, str], ...] = ()
    handoff: dict[str, str] | None = None
    risk: dict[str, str] | None = None


@dataclass(frozen=True)
class ChatPage:
    """Everything the chat's templates read. `problem` is what needs putting right, `draft` what was typed."""

    post_url: str
    turn_url: str
    restart_url: str | None
    label: str
    speaker: str
    welcome: tuple[str, ...] = ()
    messages: tuple[Entry, ...] = ()
    languages: tuple[OtherLanguage, ...] = ()
    draft: str = ""
    problem: str | None = None
    next_message_id: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def with_messages(self, messages: Iterable[Entry]) -> "ChatPage":
        """The same page with what was said."""
        return replace(self, messages=tuple(messages))

    def with_problem(self, code: str, draft: str, message_id: str | None = None) -> "ChatPage":
        """The same page, with the sentence for `code` and the typed words kept in the box."""
        kept = message_id or self.next_message_id
        return replace(self, problem=words("chat")["errors"][code], draft=draft, next_message_id=kept)


def welcome() -> tuple[str, ...]:
    """The words that stand before the first message, dialogue or no dialogue."""
    return tuple(words("chat")["welcome"])


def entries(parts: Parts, conversation_id: str | None) -> tuple[Entry, ...]:
    """The conversation so far, oldest first; nothing for one not begun, not known, or ended."""
    if conversation_id is None:
        return ()
    with parts.store.reading() as session:
        contact = held(session, conversation_id)
        return () if contact is None else tuple(map(entry_of, contacts.transcript(session, contact)))


def last_answer(parts: Parts, conversation_id: str | None) -> Answer | None:
    """The latest thing Signpost said in a conversation."""
    said = [each for each in entries(parts, conversation_id) if each.author == "signpost"]
    return (
        Answer(said[-1].replies, (said[-1].handoff or {}).get("reference"), said[-1].risk) if said else None
    )


def turn_entries(text: str, answer: Answer) -> tuple[Entry, Entry]:
    """One turn, just taken, as entries."""
    return Entry("resident", text), _answer_entry(answer)


def entry_of(message: Message) -> Entry:
    """One stored message as an entry."""
    if message.author is Author.RESIDENT:
        return Entry("resident", message.words or "")
    return _answer_entry(Answer.from_stored(message.replies or {"replies": []}))


def _answer_entry(answer: Answer) -> Entry:
    return Entry(
        "signpost",
        replies=answer.replies,
        buttons=tuple(button for reply in answer.replies for button in reply.buttons),
        handoff=answer.public()["handoff"],
        risk=answer.risk,
    )
