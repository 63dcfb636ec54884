"""What is counted for one day and one channel: plain whole numbers, from which every measure is made."""

from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True)
class Tally:
    """Counts of one day and channel, or of several added up. A contact is one in which somebody spoke."""

    contacts: int = 0
    resolved_claimed: int = 0
    handed_off: int = 0
    abandoned: int = 0
    alerts: int = 0
    still_open: int = 0
    handoffs: int = 0
    became_assessment: int = 0
    decided: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Tally)))


@dataclass(frozen=True, order=True)
class DayAndChannel:
    """What a row of the numbers is about."""

    day: date
    channel: str
