"""The measures of the first page of numbers: each with its definition, its numerator and its denominator.

Abandoned conversations are in every denominator of contacts and in no numerator of success.
"""

from collections.abc import Callable
from dataclasses import dataclass

from web.numbers.tally import Tally


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
    """One measure. `definition` is read by managers beside the number."""

    id: str
    label: str
    definition: str
    rate: Callable[[Tally], Rate]


MEASURES: tuple[Measure, ...] = (
    Measure(
        "resolved_claimed",
        "Resolved at first contact, as claimed",
        "Contacts in which the person said that they had what they needed for now, with no hand-off and no "
        "risk alert, out of all contacts. Nobody has checked yet whether it helped.",
        lambda tally: Rate(tally.resolved_claimed, tally.contacts),
    ),
    Measure(
        "handed_off",
        "Handed off",
        "Contacts of which at least one hand-off was passed to a person, out of all contacts.",
        lambda tally: Rate(tally.handed_off, tally.contacts),
    ),
    Measure(
        "abandoned",
        "Abandoned",
        "Contacts that went quiet before they came to an end, out of all contacts. Going quiet is "
        "not success.",
        lambda tally: Rate(tally.abandoned, tally.contacts),
    ),
    Measure(
        "alerts",
        "Risk alert",
        "Contacts with an emergency, urgent or priority alert, out of all contacts. One that was also handed "
        "off counts there too.",
        lambda tally: Rate(tally.alerts, tally.contacts),
    ),
    Measure(
        "still_open",
        "Still open",
        "Contacts that have not come to an end yet, out of all contacts.",
        lambda tally: Rate(tally.still_open, tally.contacts),
    ),
    Measure(
        "became_assessment",
        "Hand-offs that became an assessment",
        "Hand-offs whose recorded outcome is that they went on to an assessment, out of all hand-offs "
        "received, whether decided yet or not.",
        lambda tally: Rate(tally.became_assessment, tally.handoffs),
    ),
    Measure(
        "decided",
        "Hand-offs with an outcome",
        "Hand-offs for which an outcome was recorded, out of all hand-offs received.",
        lambda tally: Rate(tally.decided, tally.handoffs),
    ),
)
