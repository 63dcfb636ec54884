"""Shares and ranking quality, each with how far it can be trusted, and lines of a table."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

SURE = 1.96  # standard errors on either side hold the truth 95 times in 100


def hit(ranked: Sequence[str], right: Collection[str], places: int) -> bool:
    """Whether something right is among the first places."""
    return any(one in right for one in ranked[:places])


def share(hits: Sequence[bool]) -> float:
    """Share of hits; 0 of none."""
    return sum(hits) / len(hits) if hits else 0.0


def interval(hits: Sequence[bool]) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927)."""
    n = len(hits)
    if not n:
        return 0.0, 1.0
    p = share(hits)
    middle = (p + SURE * SURE / (2 * n)) / (1 + SURE * SURE / n)
    reach = SURE * math.sqrt(p * (1 - p) / n + SURE * SURE / (4 * n * n)) / (1 + SURE * SURE / n)
    return max(0.0, middle - reach), middle + reach


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], places: int = 10) -> float:
    """Discounted gain of a ranking against the best there could be (Järvelin and Kekäläinen 2002); 0 to 1."""
    reached = _discounted([gains.get(one, 0.0) for one in ranked[:places]])
    best = _discounted(sorted(gains.values(), reverse=True)[:places])
    return reached / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def mean_interval(values: Sequence[float]) -> tuple[float, float, float]:
    """(mean, from, to): the mean of values in 0 to 1, and its 95% interval by the normal approximation."""
    n = len(values)
    if n < 2:
        return (values[0] if values else 0.0), 0.0, 1.0
    mean = sum(values) / n
    spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    return mean, max(0.0, mean - SURE * spread), min(1.0, mean + SURE * spread)


def line(name: str, first: Sequence[bool], third: Sequence[bool], ranking: Sequence[float] = ()) -> str:
    """One row: name, share right first, share right among three, mean nDCG where given, with intervals."""
    cells = [
        f"{share(hits):.3f} ({interval(hits)[0]:.3f}-{interval(hits)[1]:.3f})" for hits in (first, third)
    ]
    if ranking:
        mean, low, high = mean_interval(ranking)
        cells.append(f"{mean:.3f} ({low:.3f}-{high:.3f})")
    return " ".join([f"{name:<32}", *(f"{cell:<21}" for cell in cells)]).rstrip()
