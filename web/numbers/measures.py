"""The measures of the first page of numbers: each with its numerator and its denominator.

Abandoned conversations are in every denominator of contacts and in no numerator of success.
"""

from collections.abc import Callable
from dataclasses import dataclass

from web.numbers.tally import Tally
from web.words.book import words


@dataclass(frozen=True)
class Rate:
    """So many out of so many."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """The share in per cent; None when there is nothing to take a share of."""
        return 100 * self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Measure:
    """One measure. Its words, which managers read beside the number, stand in web/words/measures.yml."""

    id: str
    rate: Callable[[Tally], Rate]

    @property
    def label(self) -> str:
        """Its name."""
        return str(words("measures")[self.id]["label"])

    @property
    def definition(self) -> str:
        """What is counted, out of what."""
        return str(words("measures")[self.id]["definition"])


MEASURES: tuple[Measure, ...] = (
    Measure("resolved_claimed", lambda tally: Rate(tally.resolved_claimed, tally.contacts)),
    Measure("handed_off", lambda tally: Rate(tally.handed_off, tally.contacts)),
    Measure("abandoned", lambda tally: Rate(tally.abandoned, tally.contacts)),
    Measure("alerts", lambda tally: Rate(tally.alerts, tally.contacts)),
    Measure("still_open", lambda tally: Rate(tally.still_open, tally.contacts)),
    Measure("became_assessment", lambda tally: Rate(tally.became_assessment, tally.handoffs)),
    Measure("decided", lambda tally: Rate(tally.decided, tally.handoffs)),
)
