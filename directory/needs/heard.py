"""What was heard: needs with a score, and which of them are sure enough to act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class HeardNeed:
    """A need heard in a resident's words; `score` is how likely it is to be meant, 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True)
class Sureness:
    """When a heard need is acted on: `sure` for the first, `share` of the first's score for the next ones."""

    sure: float
    share: float
    most: int


def sure_needs(heard: Sequence[HeardNeed], sureness: Sureness) -> tuple[HeardNeed, ...]:
    """The needs to act on, strongest first; empty when nothing is sure enough and one should ask instead."""
    if not heard or heard[0].score < sureness.sure:
        return ()
    floor = heard[0].score * sureness.share
    return tuple(need for need in heard[: sureness.most] if need.score >= floor)
