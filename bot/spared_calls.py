"""Spares the calls to the action server whose answer is known: the listening form's check of a digression.

"How much is that?" in the middle of listening was three calls: the check, the answer, and the check again
before the question is asked anew. A check takes nothing in from what goes past it
(bot/listening/digression.py), so only the answer is left.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.actions.forms import FormAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.listening.digression import LISTENING, goes_past

Checks = Callable[..., Awaitable[list[Any]]]


def spare_calls() -> None:
    """Apply to this process; needed once, before the first message."""
    FormAction.validate_slots = _sparing(FormAction.validate_slots)


def _sparing(check: Checks) -> Checks:
    async def validate_slots(
        self: FormAction,
        slot_candidates: Mapping[str, Any],
        tracker: DialogueStateTracker,
        domain: Domain,
        *more: Any,
    ) -> list[Any]:
        if not slot_candidates and self.name() == LISTENING and _goes_past(self, tracker, domain):
            return []
        return await check(self, slot_candidates, tracker, domain, *more)

    return validate_slots


def _goes_past(form: FormAction, tracker: DialogueStateTracker, domain: Domain) -> bool:
    said = tracker.latest_message
    if said is None or not said.text:
        return False
    ignored = domain.forms[LISTENING].get("ignored_intents", ())
    heard = (said.metadata or {}).get("heard") or {}
    return goes_past(said.intent_name or "", form.get_slot_to_fill(tracker), ignored, heard)
