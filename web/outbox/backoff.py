"""When a delivery that failed is tried again. Pure.

Each pause is twice the one before, up to six hours, less a random part of it, so that what failed together
does not come back together.
"""

from datetime import timedelta

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
LONGEST_ASKED_FOR = timedelta(hours=24)


def pause(attempts: int, chance: float, asked_for: timedelta | None = None) -> timedelta:
    """How long to wait after this many attempts. `chance`: from 0 to 1, anew each time.

    `asked_for`: the receiver said how long (Retry-After); no shorter than that, and never above a day.
    """
    doublings = min(max(attempts, 1) - 1, 16)
    doubled = min(FIRST * (1 << doublings), LONGEST)
    ours = doubled * (0.5 + 0.5 * chance)
    return max(ours, min(asked_for or ours, LONGEST_ASKED_FOR))
