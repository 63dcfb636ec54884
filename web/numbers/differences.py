"""By how much two shares differ, and how sure that is. Pure.

R. G. Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
methods", Statistics in Medicine 17 (1998), 873-890: his method 10, the hybrid score interval without
correction. Each end is as far from the difference as the ends of the two shares' own score intervals
(Wilson's) make it, squared and added. It stays within -100 and 100 points, and holds for few cases and for
shares near 0 or 100, where the schoolbook interval fails.
"""

from dataclasses import dataclass
from math import sqrt

from web.numbers.intervals import Z_95, Interval, wilson
from web.numbers.measures import Rate


@dataclass(frozen=True)
class Difference:
    """In percentage points: the first share less the second, and from where to where it may really lie."""

    points: float
    within: Interval

    @property
    def is_told(self) -> bool:
        """Does the interval leave out no difference at all?"""
        return not self.within.low <= 0 <= self.within.high


def difference(first: Rate, second: Rate, z: float = Z_95) -> Difference | None:
    """The difference of two shares with its interval; None where one of them is a share of nothing."""
    one, other = (
        wilson(first.numerator, first.denominator, z),
        wilson(second.numerator, second.denominator, z),
    )
    if one is None or other is None or first.percent is None or second.percent is None:
        return None
    here, there = first.percent, second.percent
    below = sqrt((here - one.low) ** 2 + (other.high - there) ** 2)
    above = sqrt((one.high - here) ** 2 + (there - other.low) ** 2)
    points = here - there
    return Difference(points, Interval(max(-100.0, points - below), min(100.0, points + above)))
