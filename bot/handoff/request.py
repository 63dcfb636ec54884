"""A hand-off: what a person at the council needs to take over, and its JSON for POST /api/handoffs. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

LONGEST_WORDS = 4000
MOST_WORDS = 50


@dataclass(frozen=True)
class HandoffRequest:
    """One hand-off. What is not known is None; `words` are the resident's own, in order, and never empty."""

    idempotency_key: str
    reference: str
    conversation_id: str
    kind: str
    reason: str
    words: tuple[str, ...]
    channel: str = "web"
    request: str | None = None
    about: str = "unknown"
    about_whom: str | None = None
    needs: tuple[str, ...] = ()
    offered: tuple[Mapping[str, str], ...] = ()
    why_not_enough: str | None = None
    what_matters: str | None = None
    place: Mapping[str, str | None] | None = None
    risk: Mapping[str, str] | None = None
    contact: Mapping[str, Any] | None = None
    agreed_to_pass_on: bool | None = None
    person_knows: str | None = None
    promised_by: str | None = None  # by when they were told that they hear from somebody, in ISO 8601

    def as_json(self) -> dict[str, Any]:
        """Plain JSON in the shape of the contract."""
        plain = asdict(self)
        plain["words"] = [words[:LONGEST_WORDS] for words in self.words][:MOST_WORDS]
        plain["needs"], plain["offered"] = list(self.needs), [dict(one) for one in self.offered]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "HandoffRequest":
        """The hand-off of such JSON; KeyError or TypeError where it is not one."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in plain.items() if name in known}
        for name in ("words", "needs", "offered"):
            values[name] = tuple(values[name])
        return cls(**values)


def merged(earlier: HandoffRequest, later: HandoffRequest) -> HandoffRequest:
    """The earlier hand-off with what the later one adds; nothing that was known is lost.

    Why it was first made stays; words are added at the end.
    """
    new_words = tuple(words for words in later.words if words not in earlier.words)
    filled = {
        field.name: getattr(later, field.name)
        for field in fields(HandoffRequest)
        if field.name not in _FIXED and getattr(later, field.name) not in (None, (), "unknown")
    }
    filled["words"] = (earlier.words + new_words)[:MOST_WORDS]
    filled["needs"] = tuple(dict.fromkeys(earlier.needs + later.needs))
    filled["offered"] = _each_once(earlier.offered + later.offered)
    # The first request that won stays; one that comes after "not enough" is added.
    filled["request"] = earlier.request or later.request
    filled["contact"] = _contact(earlier.contact, later.contact)
    return replace(earlier, **filled)


_FIXED = frozenset(
    {"idempotency_key", "reference", "conversation_id", "kind", "reason", "request", "channel"}
)


def _each_once(offered: tuple[Mapping[str, str], ...]) -> tuple[Mapping[str, str], ...]:
    return tuple({one["id"]: one for one in offered}.values())


def _contact(earlier: Mapping[str, Any] | None, later: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if earlier is None or later is None:
        return later or earlier
    return {**earlier, **{name: value for name, value in later.items() if value is not None}}
