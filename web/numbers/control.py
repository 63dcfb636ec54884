"""A control chart for single weekly values (XmR): where ordinary ups and downs end, and what lies beyond.

The limits are the mean of the values plus and minus 2.66 times the mean of the moving ranges (the steps from
one week to the next): W. A. Shewhart's chart for individual values, as D. J. Wheeler, Understanding Variation
(1993), gives it; 2.66 is 3 / 1.128, three estimated standard deviations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

SPREAD = 2.66
FEWEST = 8  # values; limits from fewer jump about
RUN = 8  # weeks in a row on one side of the mean


@dataclass(frozen=True)
class Limits:
    """The mean, and between which values ordinary weeks lie."""

    mean: float
    low: float
    high: float


def limits(values: Sequence[float], *, least: float | None = 0, most: float | None = None) -> Limits | None:
    """Limits from values in order of time, within what is possible; None when there are too few."""
    if len(values) < FEWEST:
        return None
    mean = sum(values) / len(values)
    steps = [abs(later - earlier) for earlier, later in zip(values, values[1:], strict=False)]
    spread = SPREAD * sum(steps) / len(steps)
    low, high = mean - spread, mean + spread
    return Limits(mean, low if least is None else max(least, low), high if most is None else min(most, high))


def out_of_the_ordinary(values: Sequence[float], within: Limits) -> list[int]:
    """The places of values beyond the limits, or in a run of RUN or more on one side of the mean.

    What is no farther off than a sum's last digit may be wrong is on the line: weeks all alike are ordinary.
    """
    beyond = {
        place
        for place, value in enumerate(values)
        if _side(value, within.low) < 0 or _side(value, within.high) > 0
    }
    side = [_side(value, within.mean) for value in values]
    for end in range(RUN, len(side) + 1):
        run = side[end - RUN : end]
        if run[0] != 0 and len(set(run)) == 1:
            beyond |= set(range(end - RUN, end))
    return sorted(beyond)


def _side(value: float, line: float) -> int:
    """-1 below a line, 1 above it, 0 on it."""
    return 0 if isclose(value, line, rel_tol=1e-9, abs_tol=1e-9) else 1 if value > line else -1
