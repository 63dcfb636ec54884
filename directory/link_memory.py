"""What one look at a web address adds to what is known of it: when to look again, when it is dead. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from directory.models.freshness import LinkState

# A site may be down for an evening, and its owner may be mending it over a weekend.
DEAD_AFTER_FAILURES = 3
DEAD_AFTER = timedelta(days=3)
WHEN_IT_WORKS = timedelta(days=7)
WHEN_NOT_ASKED = timedelta(days=30)
FIRST_WAIT = timedelta(days=1)
LONGEST_WAIT = timedelta(days=14)
OUR_LINE_TOO = frozenset({"no_such_host", "no_connection", "too_slow", "no_answer"})
SPREAD = 24 * 60  # minutes: what was taken in at once is not all looked at in the same hour for ever


@dataclass(frozen=True)
class Look:
    """What one look gave. `reason` is a code of web/words/upkeep.yml, `status` what HTTP said."""

    state: LinkState
    reason: str | None = None
    status: int | None = None
    moved_to: str | None = None

    @property
    def may_be_ours(self) -> bool:
        """Whether our own line being down would look the same."""
        return self.reason in OUR_LINE_TOO


@dataclass(frozen=True)
class Remembered:
    """What is known of an address after its last look."""

    look: Look
    failures: int
    checked_at: datetime
    next_at: datetime
    first_failed_at: datetime | None
    last_worked_at: datetime | None


def mark_of(url: str) -> str:
    """The key of an address."""
    return hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()


def after(before: Remembered | None, url: str, look: Look, now: datetime) -> Remembered:
    """What is known once this look is added."""
    worked = now if look.state is LinkState.WORKS else before.last_worked_at if before else None
    if look.state is not LinkState.BROKEN:
        wait = WHEN_IT_WORKS if look.state is LinkState.WORKS else WHEN_NOT_ASKED
        return Remembered(look, 0, now, now + wait + _spread(url), None, worked)
    failures = before.failures + 1 if before else 1
    since = before.first_failed_at if before and before.first_failed_at else now
    return Remembered(look, failures, now, now + wait_after(failures), since, worked)


def wait_after(failures: int) -> timedelta:
    """How long an address that fails is left alone: a day, then twice as long each time, up to a limit.

    The first ones are a day apart, so that it is soon known whether it was only an evening.
    """
    doublings = min(max(0, failures - DEAD_AFTER_FAILURES), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def is_dead(remembered: Remembered) -> bool:
    """Whether residents should be told: several failures in a row, over several days."""
    since = remembered.first_failed_at
    if remembered.look.state is not LinkState.BROKEN or since is None:
        return False
    return remembered.failures >= DEAD_AFTER_FAILURES and remembered.checked_at - since >= DEAD_AFTER


def _spread(url: str) -> timedelta:
    return timedelta(minutes=int(mark_of(url)[:8], 16) % SPREAD)
