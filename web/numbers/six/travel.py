"""Is a measure going where it is hoped to? Three months against the three before, and how sure that is. Pure.

Single months jump. So the newest three months with figures are held against the three before them, each
three added up, and a change counts only if its 95% interval leaves zero out. For shares the interval is that
of A. Agresti and B. Caffo, The American Statistician 54 (2000): one is added to each count and two to each
whole. For events in a population it is the normal one for two Poisson rates, half an event added to each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from web.numbers.six.register import Direction, SixMeasure

MONTHS = 3
Z = 1.959964


class Verdict(StrEnum):
    """What can be said of the way a measure is going."""

    AS_HOPED = "as_hoped"
    OTHER_WAY = "other_way"
    NO_CHANGE = "no_change"
    TOO_FEW = "too_few"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Point:
    """One month: what was counted, out of what."""

    number: int
    out_of: int

    def value(self, per: int) -> float | None:
        """As it is shown; None where there was nothing to count."""
        return per * self.number / self.out_of if self.out_of else None


@dataclass(frozen=True)
class Travel:
    """The two values that are compared, and the interval of the change. None where months are too few."""

    verdict: Verdict
    before: float | None = None
    now: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def change(self) -> float | None:
        """By how much it moved."""
        return None if self.now is None or self.before is None else self.now - self.before


def travel(measure: SixMeasure, months: Sequence[Point], target: float | None = None, *, per: int) -> Travel:
    """How a measure moves; `months` in order of time, those without figures left out beforehand."""
    counted = [each for each in months if each.out_of]
    if measure.direction is Direction.NEAR:
        return _nearness(counted, target, per)
    if len(counted) < 2 * MONTHS:
        return Travel(Verdict.TOO_FEW)
    before, now = _sum(counted[-2 * MONTHS : -MONTHS]), _sum(counted[-MONTHS:])
    low, high = difference(before, now, per)
    return Travel(_verdict(measure.direction, low, high), before.value(per), now.value(per), low, high)


def difference(before: Point, now: Point, per: int) -> tuple[float, float]:
    """The 95% interval of how much the value moved."""
    extra, whole = (1.0, 2.0) if per == 100 else (0.5, 0.0)
    middle, spread = 0.0, 0.0
    for sign, each in ((-1, before), (1, now)):
        rate = (each.number + extra) / (each.out_of + whole)
        middle += sign * rate
        spread += (rate * (1 - rate) if per == 100 else rate) / (each.out_of + whole)
    return per * (middle - Z * sqrt(spread)), per * (middle + Z * sqrt(spread))


def interval(now: Point, per: int) -> tuple[float, float]:
    """The 95% interval of one value: Wilson's for a share, the normal one for a rate."""
    if per != 100:
        rate, half = now.number / now.out_of, Z * sqrt(now.number + 0.5) / now.out_of
        return max(0.0, per * (rate - half)), per * (rate + half)
    share, size = now.number / now.out_of, now.out_of
    middle = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    return per * (middle - half), per * (middle + half)


def _nearness(counted: Sequence[Point], target: float | None, per: int) -> Travel:
    if len(counted) < MONTHS:
        return Travel(Verdict.TOO_FEW)
    now = _sum(counted[-MONTHS:])
    low, high = interval(now, per)
    if target is None:
        return Travel(Verdict.NO_TARGET, None, now.value(per), low, high)
    near = low <= target <= high
    return Travel(Verdict.AS_HOPED if near else Verdict.OTHER_WAY, target, now.value(per), low, high)


def _sum(months: Sequence[Point]) -> Point:
    """Months added up. For a population the value stays that of a month: both its numbers are added."""
    return Point(sum(each.number for each in months), sum(each.out_of for each in months))


def _verdict(direction: Direction, low: float, high: float) -> Verdict:
    if low > 0:
        return Verdict.AS_HOPED if direction is Direction.UP else Verdict.OTHER_WAY
    if high < 0:
        return Verdict.OTHER_WAY if direction is Direction.UP else Verdict.AS_HOPED
    return Verdict.NO_CHANGE
