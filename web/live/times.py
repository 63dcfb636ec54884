"""How long somebody may be silent before they count as gone, and who of those that wait comes first. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.safeguarding.screen import Level

ADVISER_LOST = timedelta(minutes=2)
# A browser runs the clock of a page behind another once a minute: two missed beats are no absence.
DUTY_LAPSES = timedelta(seconds=150)
RESIDENT_AWAY = timedelta(minutes=2)
NOT_WAITING = timedelta(minutes=15)
BEAT = timedelta(seconds=15)  # a sign of life is written down no more often than this
_AT_ONCE = frozenset({Level.EMERGENCY, Level.URGENT})


@dataclass(frozen=True)
class Waits:
    """Somebody who waits: the chat's number, since when, and the worst level of danger heard."""

    number: int
    since: datetime
    level: str | None


def in_order(waiting: Iterable[Waits]) -> list[Waits]:
    """Whoever is in danger first, then whoever has waited longest."""
    return sorted(waiting, key=lambda each: (_rank(each.level), each.since, each.number))


def before(waiting: Iterable[Waits], number: int) -> int:
    """How many come before the chat of this number; 0 for the next one, also for one that does not wait."""
    numbers = [each.number for each in in_order(waiting)]
    return numbers.index(number) if number in numbers else 0


def is_past(seen_at: datetime | None, silence: timedelta, moment: datetime) -> bool:
    """Was nothing heard for longer than `silence`? Never heard of at all is no silence."""
    return seen_at is not None and moment - seen_at > silence


def shown_name(typed: str, most: int = 40) -> str | None:
    """The name an adviser goes by, in one line; None where nothing, too much or no letter is left."""
    plain = " ".join(typed.split())
    return plain if any(each.isalpha() for each in plain) and len(plain) <= most else None


def first_name(account: str) -> str:
    """What stands in the box first: "grace.hall" signs in, "Grace" says hello."""
    parts: Sequence[str] = account.replace(".", " ").replace("-", " ").replace("_", " ").split()
    return parts[0].title() if parts else ""


def _rank(level: str | None) -> int:
    known = next((each for each in _AT_ONCE if each.value == level), None)
    return len(Level) if known is None else known.rank
