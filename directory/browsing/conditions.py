"""What somebody who looks through the directory insists on: all of it must hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from directory.reach import Reach


class Facet(StrEnum):
    """What the directory can be narrowed by."""

    NEED = "need"
    FREE = "free"
    REACH = "reach"
    EVENING = "evening"
    WEEKEND = "weekend"
    WHEELCHAIR = "wheelchair"
    LANGUAGE = "language"
    AGE = "age"
    AREA = "area"
    MILES = "miles"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Conditions:
    """All must hold. `reach`: any one of these ways will do. Empty, False and None ask for nothing.

    `miles` counts only where a place is known. `age`, in years, leaves out only services known to be for
    others: one that names no ages stays.
    """

    need: str = ""
    free: bool = False
    reach: tuple[Reach, ...] = ()
    evening: bool = False
    weekend: bool = False
    wheelchair: bool = False
    language: str = ""
    age: int | None = None
    area: str = ""
    miles: int | None = None
    organisation: str = ""

    def asked(self) -> Iterator[tuple[Facet, tuple[str, ...]]]:
        """What is asked for: each facet with its values, of which one is enough."""
        for facet in Facet:
            value = getattr(self, facet.value)
            if isinstance(value, tuple):
                values = tuple(str(each) for each in value)
            else:
                values = (str(value),)
            if value or (facet is Facet.AGE and value is not None):
                yield facet, values
