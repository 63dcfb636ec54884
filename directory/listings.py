"""One service as matching and screens need it: flat, in plain words, nothing to look up any more."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Reach(StrEnum):
    """How help gets to a person."""

    VENUE = "venue"
    HOME_VISIT = "home_visit"
    TELEPHONE = "telephone"
    ONLINE = "online"


@dataclass(frozen=True)
class Listing:
    """One service. `needs` are (need id, confidence), strongest first; `points` are (latitude, longitude)."""

    id: str
    name: str
    description: str
    organisation: str
    url: str | None
    email: str | None
    phones: tuple[str, ...]
    addresses: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    towns: tuple[str, ...]
    reach: tuple[Reach, ...]
    area_wide: bool
    national: bool
    demonstration: bool
    cost: str | None
    free: bool | None
    min_age: int | None
    max_age: int | None
    eligibility: str | None
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    opening: tuple[str, ...]
    assured_date: date | None
    last_modified: datetime | None
    needs: tuple[tuple[str, float], ...]
    status: str
