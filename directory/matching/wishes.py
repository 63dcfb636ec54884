"""What every service that is shown must be like, whatever else speaks for it. Plain facts, no sums."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """Conditions somebody set; without any, everything stays in.

    `free_only` keeps what is free and what gives no price; `home_only` what comes to the house; `nearer_than`
    what lies nearer than so many kilometres, or comes to the house, which is no way at all.
    """

    free_only: bool = False
    home_only: bool = False
    nearer_than: float | None = None


ANYTHING = Wishes()
