"""What the names and texts of services stand among: the towns, the council, and words that everybody uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directory.gazetteer import Town

ORDINARY = 1500  # of the commonest spoken words: a name of these alone may be said without being meant
EVERYDAY = 250  # of the commonest: they say nothing of what is looked for


@dataclass(frozen=True)
class Surroundings:
    """`spoken` are all words that people tell of their lives with; the others are the commonest of them."""

    towns: tuple[Town, ...] = ()
    council_name: str = ""
    spoken: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    everyday: frozenset[str] = frozenset()

    @classmethod
    def of(cls, towns: Sequence[Town], council_name: str, spoken: Sequence[str]) -> Surroundings:
        """From the spoken words, the commonest first."""
        return cls(
            towns=tuple(towns),
            council_name=council_name,
            spoken=frozenset(spoken),
            ordinary=frozenset(spoken[:ORDINARY]),
            everyday=frozenset(spoken[:EVERYDAY]),
        )


NOWHERE = Surroundings()
