"""A service in short, for the list and the shortlist: what matching found, and what the service says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from directory.finder import ServiceMatch
from directory.listings import Listing
from directory.places import Place, PlaceKind, distance_km
from web.public_directory.maps import Point, map_of
from web.words.book import words

SHORT = 160  # characters of a description in a list


@dataclass(frozen=True)
class Card:
    """What templates/public_directory/_card.html shows."""

    id: str
    name: str
    organisation: str
    why: str
    because: str
    distance_km: float | None
    middle_of: str | None  # the large place from whose middle that is
    cost: str | None
    phone: str | None
    url: str | None
    assured_date: date | None
    reach: tuple[str, ...]
    where: str | None
    map_url: str | None
    vanished: bool
    saved: bool


def card_of(
    listing: Listing, match: ServiceMatch | None = None, place: Place | None = None, saved: bool = False
) -> Card:
    """Without a match, what a service is stands for why it fits."""
    point, far = _nearest(listing, place)
    return Card(
        id=listing.id,
        name=listing.name,
        organisation=listing.organisation if listing.organisation != listing.name else "",
        why=match.why if match else _what(listing),
        because=match.because if match else "",
        # The reasons of a match say how far it is.
        distance_km=None if match else far,
        middle_of=place.label if place and place.kind is not PlaceKind.POSTCODE else None,
        cost=listing.cost,
        phone=listing.phones[0] if listing.phones else None,
        url=None if listing.dead_link else listing.url,
        assured_date=listing.assured_date,
        # A reason says one way; it is said again only where there are more.
        reach=reach_words(listing) if match is None or len(listing.reach) > 1 else (),
        where=listing.addresses[0] if listing.addresses else None,
        map_url=map_of(listing, point),
        vanished=listing.vanished_at is not None,
        saved=saved,
    )


def reach_words(listing: Listing) -> tuple[str, ...]:
    """How the service gets to somebody, in words."""
    say = words("directory")["reach"]
    return tuple(say[each.value] for each in listing.reach)


def _what(listing: Listing) -> str:
    return shorten(listing.description.partition("\n")[0], SHORT, placeholder=" ...")


def _nearest(listing: Listing, place: Place | None) -> tuple[Point | None, float | None]:
    if place is None or not listing.points:
        return None, None
    here = (place.lat, place.lon)
    point = min(listing.points, key=lambda each: distance_km(here, each))
    return point, distance_km(here, point)
