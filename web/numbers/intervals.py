"""How far a share that was found in a sample may lie from the share of all. Pure."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054  # the normal distribution's 97.5% point


@dataclass(frozen=True)
class Interval:
    """From and to, in the unit of what they are about."""

    low: float
    high: float


def wilson(number: int, out_of: int, z: float = Z_95) -> Interval | None:
    """The score interval of a share, in per cent; None where there is nothing to take a share of.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), 209-212. It stays within 0 and 100 and holds for few cases.
    """
    if out_of == 0:
        return None
    share, spread = number / out_of, z * z / out_of
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / out_of + spread / (4 * out_of)) / (1 + spread)
    low = 0.0 if number == 0 else 100 * (middle - half)
    return Interval(low, 100.0 if number == out_of else 100 * (middle + half))
