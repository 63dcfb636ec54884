"""Narrows what the directory finds to what somebody may use: free, comes to them, nearest first."""

from dataclasses import replace
from textwrap import shorten

from directory.finder import Finder, ServiceMatch
from directory.listings import Listing, Reach
from directory.places import Place, distance_km
from web.public_directory.asked import Asked

SHORT = 160  # characters of a description in a list


def find_services(finder: Finder, asked: Asked, place: Place | None) -> tuple[ServiceMatch, ...]:
    """Every service that answers the question, in the order to show them."""
    found = finder.search_words(asked.q, need=asked.need or None, place=place)
    pairs = ((match, finder.listing(match.id)) for match in found)
    kept = [(match, listing) for match, listing in pairs if listing and _fits(listing, asked)]
    if asked.q or asked.need:
        return tuple(match for match, _listing in kept)
    # Nothing in words: what a service is stands for why it fits. Nearest first, then what needs no journey.
    listed = [_as_listed(match, listing, place) for match, listing in kept]
    return tuple(sorted(listed, key=lambda match: (match.distance_km is None, match.distance_km or 0.0)))


def _as_listed(match: ServiceMatch, listing: Listing, place: Place | None) -> ServiceMatch:
    what = shorten(listing.description.partition("\n")[0], SHORT, placeholder=" ...")
    return replace(match, why=what, distance_km=_nearest(listing, place))


def _fits(listing: Listing, asked: Asked) -> bool:
    comes = Reach.HOME_VISIT in listing.reach
    return (listing.free is True or not asked.free) and (comes or not asked.home)


def _nearest(listing: Listing, place: Place | None) -> float | None:
    if place is None:
        return None
    here = (place.lat, place.lon)
    return min((distance_km(here, point) for point in listing.points), default=None)
