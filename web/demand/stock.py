"""People who have a kind of support, through one month: who was there, who came, who left. Pure."""

from dataclasses import dataclass
from math import exp


@dataclass(frozen=True)
class Month:
    """One month of a stock. `care`: how many months of support were given, all people together."""

    start: float
    came: float
    left: float
    end: float
    care: float


def through(start: float, came: float, months: float) -> Month:
    """A month in which people come evenly and the same share leaves each day: they stay `months` on average.

    Exact for any length above 0. The stock runs towards came * months; the support given is what left, times
    `months`. Nobody is lost: start + came = left + end.
    """
    stays = exp(-1.0 / months)
    end = start * stays + came * months * (1.0 - stays)
    left = start + came - end
    return Month(start, came, left, end, left * months)
