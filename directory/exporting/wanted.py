"""What a reader of the open data asks for. All of it must be true of a service at once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Near:
    """Within so many metres of a point."""

    lat: float
    lon: float
    metres: float


@dataclass(frozen=True)
class TermGroup:
    """Terms (by their ids in the store) and needs, any one of which will do."""

    terms: frozenset[str]
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """The filters. A group is met by any one of its members; several groups must all be met."""

    search: str = ""
    modified_after: datetime | None = None
    terms: tuple[TermGroup, ...] = ()
    taxonomies: tuple[frozenset[str], ...] = ()
    organization_id: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    start_time: str | None = None  # "HH:MM"
    end_time: str | None = None
    days: frozenset[str] = frozenset()  # "MO" to "SU"
    near: Near | None = None
    outside_area: bool = False  # somebody of another council: local services are not for them


@dataclass(frozen=True)
class Part:
    """Which page, and how many on it."""

    number: int = 1
    per_page: int = 50

    @property
    def start(self) -> int:
        """How many come before this page."""
        return (self.number - 1) * self.per_page
