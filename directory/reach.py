"""How a service gets to a person (venue, home, telephone, online), and whether all over the country."""

from collections.abc import Iterable
from enum import StrEnum

from directory.listing_words import listing_words


class Reach(StrEnum):
    """How help gets to a person."""

    VENUE = "venue"
    HOME_VISIT = "home_visit"
    TELEPHONE = "telephone"
    ONLINE = "online"


def reach_of(*, has_venue: bool, attending: Iterable[str | None], words: str) -> tuple[Reach, ...]:
    """All the ways, in the order of `Reach`.

    `attending` are Open Referral's own values, which are believed; `words` is all the free text, which
    is searched for telling phrases.
    """
    said = " ".join(value.casefold() for value in attending if value)
    named: dict[str, list[str]] = listing_words().raw["attending"]
    found = {name for name, values in named.items() if any(value in said for value in values)}
    found |= {name for name, pattern in listing_words().reach.items() if pattern.search(words)}
    if has_venue:
        found.add(Reach.VENUE.value)
    return tuple(reach for reach in Reach if reach.value in found)


def is_nationwide(area_names: Iterable[str | None]) -> bool:
    """Whether a service area is the whole country."""
    nationwide = listing_words().raw["nationwide"]
    return any(name.strip().casefold() in nationwide for name in area_names if name)
