"""What the chat page shows: the conversation so far and the box, the same for a resident and an adviser."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from web.models.contact import Author, Message
from web.parts import Parts
from web.resident.answer import Answer, says_something
from web.resident.comfort import words_here
from web.resident.hold import held
from web.resident.languages import OtherLanguage
from web.store import contacts
from web.words.book import words


@dataclass(frozen=True)
class Entry:
    """One thing said, as the template shows it. `buttons` are shown under the latest answer alone.

    `name`: of the adviser who wrote it, as residents are shown it. `reference_apart`: no reply says the
    reference of the hand-off, so it is said by itself, and otherwise where it is said.
    """

    author: str
    text: str = ""
    replies: tuple[Any, ...] = ()
    buttons: tuple[dict[str, str], ...] = ()
    handoff: dict[str, str] | None = None
    risk: dict[str, str] | None = None
    name: str = ""
    reference_apart: bool = False

    @property
    def is_silent(self) -> bool:
        """Is there nothing to show? Signpost answers nothing while an adviser is in the conversation."""
        return not (self.text or self.handoff or any(map(says_something, self.replies)))


@dataclass(frozen=True)
class ChatPage:
    """Everything the chat's templates read. `problem` is what needs putting right, `draft` what was typed.

    `live`: a chat with a person beside it (web/live/panel.py), where there can be one. `comfort_open`: they
    chose just now how the page is to be read.
    """

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
    change_url: str | None = None
    live: Any = None
    comfort_open: bool = False
    next_message_id: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def refused(self) -> frozenset[str]:
        """The ids of the services that they said are not right for them."""
        replies = (reply for entry in self.messages for reply in entry.replies)
        return frozenset(one["id"] for reply in replies for one in reply.refused)

    @property
    def cards(self) -> dict[str, Any]:
        """The words below the services."""
        return words_here("cards")

    @property
    def sends(self) -> Markup:
        """What makes a button beside the box send the box's form, so that what is being written stays."""
        return Markup(' form="composer" formaction="{}#latest"').format(self.post_url)

    def with_messages(self, messages: Iterable[Entry]) -> "ChatPage":
        """The same page with what was said."""
        return replace(self, messages=tuple(messages))

    def with_draft(self, draft: str) -> "ChatPage":
        """The same page with what was being written when a button beside the box was pressed."""
        return replace(self, draft=draft)

    def made_easier(self, draft: str, message_id: str | None) -> "ChatPage":
        """The same page after "Easier to read" was used in the middle of writing."""
        return replace(
            self, draft=draft, comfort_open=True, next_message_id=message_id or self.next_message_id
        )

    def with_problem(self, code: str, draft: str, message_id: str | None = None) -> "ChatPage":
        """The same page, with the sentence for `code` and the typed words kept in the box."""
        kept = message_id or self.next_message_id
        return replace(self, problem=words_here("chat")["errors"][code], draft=draft, next_message_id=kept)


def welcome() -> tuple[str, ...]:
    """The words that stand before the first message, dialogue or no dialogue."""
    return tuple(words("chat")["welcome"])


def entries(parts: Parts, conversation_id: str | None) -> tuple[Entry, ...]:
    """The conversation so far, oldest first; nothing for one not begun, not known, or ended."""
    if conversation_id is None:
        return ()
    with parts.store.reading() as session:
        contact = held(session, conversation_id)
        return () if contact is None else entries_of(contacts.transcript(session, contact))


def entries_of(messages: Iterable[Message]) -> tuple[Entry, ...]:
    """Stored messages as entries, without those that say nothing.

    What an adviser wrote down may be read by whoever stands beside the person: it stays with staff.
    """
    said = (each for each in messages if each.author is not Author.NOTES)
    return tuple(each for each in map(entry_of, said) if not each.is_silent)


def _what_stays(answer: Answer) -> Answer:
    """Of an answer to words that were changed: what to do in danger, and the reference of a hand-off."""
    safety = tuple(replace(reply, buttons=()) for reply in answer.replies if reply.safety)
    return replace(answer, replies=safety)


def last_answer(parts: Parts, conversation_id: str | None) -> Answer | None:
    """The latest thing Signpost said in a conversation."""
    said = [each for each in entries(parts, conversation_id) if each.author == "signpost"]
    return (
        Answer(said[-1].replies, (said[-1].handoff or {}).get("reference"), said[-1].risk) if said else None
    )


def entry_of(message: Message) -> Entry:
    """One stored message as an entry."""
    if message.author is Author.RESIDENT:
        return Entry("resident", "" if message.replaced_at else message.words or "")
    if message.author is Author.ADVISER:
        return Entry("adviser", message.words or "", name=(message.replies or {}).get("name") or "")
    answer = Answer.from_stored(message.replies or {"replies": []})
    return answer_entry(_what_stays(answer) if message.replaced_at else answer)


def answer_entry(answer: Answer) -> Entry:
    """One answer as an entry."""
    return Entry(
        "signpost",
        replies=answer.replies,
        buttons=tuple(button for reply in answer.replies if not reply.services for button in reply.buttons),
        handoff=answer.public()["handoff"],
        risk=answer.risk,
        reference_apart=not any((answer.handoff or "") in reply.text for reply in answer.replies),
    )
