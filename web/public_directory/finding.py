"""Narrows what the directory finds to what somebody may use: free, comes to them, nearest first."""

from dataclasses import replace

from directory.finder import Finder, ServiceMatch
from directory.listings import Listing, Reach
from directory.places import Place, distance_km
from web.public_directory.asked import Asked


def find_services(finder: Finder, asked: Asked, place: Place | None) -> tuple[ServiceMatch, ...]:
    """Every service that answers the question, in the order to show them."""
    found = finder.search_words(asked.q, need=asked.need or None, place=place)
    kept = [
        (match, listing) for match in found if (listing := finder.listing(match.id)) and _fits(listing, asked)
    ]
    if place is None or asked.q or asked.need:
        return tuple(match for match, _listing in kept)
    # Nothing but a place: the whole list, nearest first, and what needs no journey after it.
    near = [replace(match, distance_km=_nearest(listing, place)) for match, listing in kept]
    return tuple(sorted(near, key=lambda match: (match.distance_km is None, match.distance_km or 0.0)))


def _fits(listing: Listing, asked: Asked) -> bool:
    comes = Reach.HOME_VISIT in listing.reach
    return (listing.free is True or not asked.free) and (comes or not asked.home)


def _nearest(listing: Listing, place: Place) -> float | None:
    here = (place.lat, place.lon)
    return min((distance_km(here, point) for point in listing.points), default=None)
