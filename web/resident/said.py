"""What somebody typed, made safe to take in: cleaned, measured, with the id that makes a repeat harmless."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import dropwhile

MOST_CHARACTERS = 4000
_KEPT_CONTROLS = {"\n", "\t"}
_NONCE = re.compile(r"[A-Za-z0-9_.:-]{1,64}\Z")
# What a message goes by where we made it up: a chat's notices (web/live/telling.py), a call's notes
# (web/store/calls.py). Nobody else may use them.
_OURS = ("live.", "call-")
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{16,64}\Z")


class NotTaken(Exception):
    """A message that cannot be taken. `code` names the sentence in web/words/chat.yml (errors)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Said:
    """One message: the words, the conversation it belongs to, and the nonce it came under.

    `welcomed`: the page has said already what Signpost is, so the dialogue need not say it again.
    `missed`: what was said before it since the dialogue last listened. `address`: the innovation site whose
    own address they came by. `may_chat`: it came from a page that can go on to a chat with a person.
    `instead_of`: the nonce of the message that these words replace. `forget`: those of replaced messages that
    the dialogue may remember; `still`: the alert that stays heard all the same ({"category", "level"}).
    `screened`: their own words, where a form put a service's name before them. `with_person`: an adviser is
    in this conversation, so that the message is for them.
    """

    text: str
    conversation_id: str
    message_id: str
    channel: str = "web"
    welcomed: bool = False
    missed: tuple[str, ...] = ()
    address: str = ""
    may_chat: bool = False
    instead_of: str = ""
    forget: tuple[str, ...] = ()
    still: Mapping[str, str] | None = None
    screened: str | None = None
    with_person: bool = False

    @property
    def own_words(self) -> str:
        """What danger, requests and needs are looked for in."""
        return self.text if self.screened is None else self.screened

    def under_own_nonce(self) -> "Said":
        """The same words under a nonce of their own, for when other words came under this one before.

        It is made from both, so that sending the same words again still finds the first answer.
        """
        return replace(self, message_id=nonce_of(self.message_id, self.text))


def nonce_of(message_id: str, *parts: str) -> str:
    """The nonce of what was sent under `message_id`: the same parts give the same, others another."""
    return sha256("\0".join((message_id, *parts)).encode()).hexdigest()[:32]


def clean(text: str) -> str:
    """`text` without control characters, without a leading "/"; NotTaken when nothing or too much is left."""
    plain = "".join(each for each in unicodedata.normalize("NFC", text.replace("\r\n", "\n")) if _kept(each))
    # A leading slash would be a command to Rasa, not words; nor may one hide behind what nobody sees.
    plain = "".join(dropwhile(_before_words, plain)).rstrip()
    if not plain:
        raise NotTaken("empty")
    if len(plain) > MOST_CHARACTERS:
        raise NotTaken("too_long")
    return plain


def nonce(given: str | None) -> str:
    """The message id that was given if it can be kept, else a new one.

    For one that looks like ours another, the same each time: it collides with nothing, repeats stay one.
    """
    if not given or not _NONCE.match(given):
        return secrets.token_urlsafe(16)
    return nonce_of(given) if given.startswith(_OURS) else given


def is_public_id(given: str) -> bool:
    """Could `given` be a conversation's id that we issued?"""
    return _PUBLIC_ID.match(given) is not None


def _before_words(character: str) -> bool:
    # Cf: what has no width of its own, like U+200B or U+FEFF.
    return character == "/" or character.isspace() or unicodedata.category(character) in {"Cf", "Cc"}


def _kept(character: str) -> bool:
    # Cc: control, Cs: half a character, Cn: none at all. Joiners and direction marks stay: scripts need them.
    return character in _KEPT_CONTROLS or unicodedata.category(character) not in {"Cc", "Cs", "Cn"}
