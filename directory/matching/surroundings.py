"""What the names and texts of services stand among: towns, councils, and words that everybody uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directory.listings import Listing
from directory.towns import Town

ORDINARY = 1500  # of the commonest spoken words: a name of these alone may be said without being meant
EVERYDAY = 250  # of the commonest: they say nothing of what is looked for


def _nowhere(_listing: Listing) -> tuple[str, ...]:
    """Without postcodes nobody knows which council a service is in."""
    return ()


@dataclass(frozen=True)
class Surroundings:
    """`spoken` are all words that people tell of their lives with; the others are the commonest of them.

    `councils_of` says which councils the addresses of a service are in; `council_code` is our own.
    """

    towns: tuple[Town, ...] = ()
    council_name: str = ""
    spoken: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()
    council_code: str = ""
    councils_of: Callable[[Listing], tuple[str, ...]] = _nowhere

    @classmethod
    def of(
        cls,
        towns: Sequence[Town],
        council_name: str,
        spoken: Sequence[str],
        council_code: str = "",
        councils_of: Callable[[Listing], tuple[str, ...]] = _nowhere,
    ) -> Surroundings:
        """From the spoken words, the commonest first."""
        return cls(
            towns=tuple(towns),
            council_name=council_name,
            spoken=frozenset(spoken),
            ordinary=frozenset(spoken[:ORDINARY]),
            everyday=frozenset(spoken[:EVERYDAY]),
            council_code=council_code,
            councils_of=councils_of,
        )


NOWHERE = Surroundings()
