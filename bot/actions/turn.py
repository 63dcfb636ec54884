"""One turn as an action sees it: a typed reading of Rasa's tracker and domain."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker

from bot.listening.said import Said, said, worst_of

# What Rasa does of itself with every message; a form asks, and answers nothing.
NO_ANSWER_YET = frozenset({"action_listen", "action_extract_slots"})
FORM = "_form"
CHANGED = "in_words_changed_since"  # stands in the record where a rule's id would


@dataclass(frozen=True)
class Turn:
    """What the resident has just said, what went before, and what is remembered."""

    conversation_id: str
    messages: list[Said]
    slots: Mapping[str, Any]
    active_form: str | None
    ignored_intents: frozenset[str]
    required_slots: tuple[str, ...]
    events: list[dict[str, Any]]

    @classmethod
    def of(cls, tracker: Tracker, domain: Mapping[str, Any], form: str | None = None) -> "Turn":
        """The turn in that tracker; for a form's validation, with that form's data from the domain."""
        known = (domain.get("forms") or {}).get(form or "") or {}
        messages = said(tracker.events, float(tracker.get_slot("words_from") or 0.0))
        return cls(
            conversation_id=tracker.sender_id,
            messages=messages,
            slots=tracker.slots,
            active_form=(tracker.active_loop or {}).get("name"),
            ignored_intents=frozenset(known.get("ignored_intents") or ()),
            required_slots=tuple(known.get("required_slots") or ()),
            events=tracker.events,
        )

    @property
    def latest(self) -> Said:
        """The message to answer; an empty one before anything is said."""
        return self.messages[-1] if self.messages else Said("", "unclear", {}, None, "web", 0.0)

    @property
    def asked(self) -> str | None:
        """The slot whose question is open."""
        return self.slots.get("requested_slot")

    def is_full(self, new: Mapping[str, Any]) -> bool:
        """Is every question of the form answered, with what is new?"""
        slots = {**self.slots, **new}
        return all(slots.get(name) is not None for name in self.required_slots)

    @property
    def acted(self) -> bool:
        """Has a rule already answered this message, so that the question that follows is asked now?"""
        after: list[str] = []
        for event in self.events:
            if event.get("event") == "user":
                after = []
            elif event.get("event") == "action":
                after.append(str(event.get("name")))
        return any(name not in NO_ANSWER_YET and not name.endswith(FORM) for name in after)

    @property
    def risks(self) -> list[Mapping[str, Any]]:
        """Every risk that was heard, and the one that was asked about and confirmed."""
        heard = [one.heard["risk"] for one in self.messages if one.heard.get("risk")]
        heard += [{**one.still, "rule": CHANGED} for one in self.messages if one.still]
        confirmed = self.slots.get("confirmed")
        return [*heard, confirmed] if confirmed else heard

    @property
    def worst_risk(self) -> Mapping[str, Any] | None:
        """The worst risk so far; an alert stays in the record whatever is said later."""
        return worst_of(self.risks)

    def without_question(self) -> "Turn":
        """The same turn as if nothing had been asked: the answer was to something else."""
        return replace(self, slots={**self.slots, "requested_slot": None})

    def with_slots(self, facts: Mapping[str, Any]) -> "Turn":
        """The same turn with these facts known."""
        return replace(self, slots={**self.slots, **facts})

    def is_digression(self) -> bool:
        """Is the message no answer to this form, so that a rule must decide?"""
        return self.latest.intent in self.ignored_intents
