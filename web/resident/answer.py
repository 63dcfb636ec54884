"""What Signpost answers to a message: replies, buttons, services; one shape for page, API and store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from web.rasa import BotMessage
from web.words.book import words

_SERVICE_FIELDS = (
    "id",
    "name",
    "why",
    "because",
    "distance_km",
    "cost",
    "opening",
    "phone",
    "url",
    "assured_date",
)
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})


@dataclass(frozen=True)
class Reply:
    """One bubble. `safety` marks words of the safeguarding rules, which a page shows more strongly.

    `lang` is the language of the text (an HTML lang value) where it is not English. `refused`: services that
    they said are not right for them. Buttons beside services are about these, and stand below them.
    """

    text: str = ""
    buttons: tuple[dict[str, str], ...] = ()
    services: tuple[dict[str, Any], ...] = ()
    safety: bool = False
    lang: str | None = None
    refused: tuple[dict[str, str], ...] = ()

    @property
    def direction(self) -> str | None:
        """The way its language is written, for a page; None for English, as the page is."""
        return None if self.lang is None else "rtl" if self.lang in RIGHT_TO_LEFT else "ltr"

    @property
    def leave_details(self) -> str | None:
        """What the link to "Leave your details" says in its language; None for English, and as it sounds."""
        own = self.lang is not None and "-" not in self.lang
        return str(words(f"languages/{self.lang}")["leave_details"]) if own else None

    def public(self) -> dict[str, Any]:
        """The shape of one reply in the answers of /api/chat; `lang` and `refused` where there is one."""
        shape = {"text": self.text, "buttons": list(self.buttons), "services": list(self.services)}
        more = {"lang": self.lang, "refused": list(self.refused)}
        return {**shape, **{name: value for name, value in more.items() if value}}


@dataclass(frozen=True)
class Answer:
    """Everything said back to one message. `handoff` is a reference, `risk` a category and a level.

    `alone`: the web said it by itself, and the dialogue never heard the message.
    """

    replies: tuple[Reply, ...]
    handoff: str | None = None
    risk: dict[str, str] | None = None
    alone: bool = False

    def public(self) -> dict[str, Any]:
        """The answer of /api/chat, without the conversation's id."""
        return {
            "replies": [reply.public() for reply in self.replies],
            "handoff": {"reference": self.handoff} if self.handoff else None,
            "risk": self.risk,
        }

    def stored(self) -> dict[str, Any]:
        """The answer as the contact keeps it."""
        replies = [{**reply.public(), "safety": reply.safety} for reply in self.replies]
        return {**self.public(), "replies": replies, "alone": self.alone}

    @classmethod
    def from_stored(cls, kept: Mapping[str, Any]) -> "Answer":
        """The answer that `stored` wrote."""
        replies = tuple(
            Reply(
                each["text"],
                tuple(each["buttons"]),
                tuple(each["services"]),
                each.get("safety", False),
                each.get("lang"),
                tuple(each.get("refused") or ()),
            )
            for each in kept["replies"]
        )
        reference = (kept.get("handoff") or {}).get("reference")
        return cls(replies, reference, kept.get("risk"), kept.get("alone", False))


@dataclass(frozen=True)
class Heard:
    """What the bot's messages hold: what to show, and what to write in the contact record.

    `act`: which dialogue act the message was taken for. `asked_choices`: it answered with "which of these?".
    """

    replies: tuple[Reply, ...]
    handoff: str | None = None
    records: tuple[dict[str, Any], ...] = ()
    offered: tuple[dict[str, Any], ...] = field(default=())
    alone: bool = False
    act: str | None = None
    asked_choices: bool = False


def from_bot(messages: Iterable[BotMessage]) -> Heard:
    """The bot's messages, sorted into what a person sees and what the record needs."""
    said = tuple(messages)
    handoffs = [each.custom["handoff"]["reference"] for each in said if each.custom.get("handoff")]
    acts = [str(each.custom["act"]) for each in said if each.custom.get("act")]
    shown = tuple(service for each in said for service in each.custom.get("services") or ())
    return Heard(
        replies=tuple(filter(says_something, (_reply(each) for each in said))),
        handoff=handoffs[-1] if handoffs else None,
        records=tuple(each.custom["record"] for each in said if each.custom.get("record")),
        offered=shown,
        act=acts[-1] if acts else None,
        asked_choices=any(each.custom.get("choices") for each in said),
    )


def _reply(message: BotMessage) -> Reply:
    buttons = tuple(
        {"title": each["title"], "value": each["payload"]}
        for each in (*message.buttons, *(message.custom.get("buttons") or ()))
    )
    services = tuple(
        {name: service.get(name) for name in _SERVICE_FIELDS}
        for service in message.custom.get("services") or ()
    )
    refused = tuple(
        {name: str(each.get(name)) for name in ("id", "name", "reason")}
        for each in message.custom.get("refused") or ()
    )
    return Reply(message.text, buttons, services, refused=refused)


def says_something(reply: Reply) -> bool:
    """Is there anything in this bubble?"""
    return bool(reply.text or reply.buttons or reply.services or reply.refused)
