"""The sentences of a message, each of which may tell of a danger by itself. Pure."""

import re
from collections.abc import Iterable

from bot.safeguarding.screen import Finding

_END = re.compile(r"(?<=[.!?])\s+|\n+")
FEWEST_WORDS = 3
# Each is read by every rule (a quarter of a millisecond); nobody tells more than this in one message.
MOST_SENTENCES = 40


def sentences(text: str) -> list[str]:
    """The sentences of a text that has several, at most the last MOST_SENTENCES; nothing where it is one."""
    parts = [part for part in _END.split(text) if len(part.split()) >= FEWEST_WORDS]
    return parts[-MOST_SENTENCES:] if len(parts) > 1 else []


def with_alerts(found: Iterable[Finding], alerts: Iterable[Finding]) -> tuple[Finding, ...]:
    """What the whole raises, and the alerts of single sentences it does not raise itself; most urgent first.

    An alert takes the place of a check of its category.
    """
    found = tuple(found)
    worst: dict[str, int] = {}
    for one in found:
        worst[one.category] = min(one.level.rank, worst.get(one.category, one.level.rank))
    added: dict[str, Finding] = {}
    for alert in sorted(alerts, key=lambda one: one.level.rank):
        if alert.category not in worst or alert.level.rank < worst[alert.category]:
            added.setdefault(alert.category, alert)
    kept = (one for one in found if one.category not in added)
    return tuple(sorted((*kept, *added.values()), key=lambda one: one.level.rank))
