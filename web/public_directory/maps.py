"""Links to a map, opened by choice: nothing of the map is on our pages, so nobody learns who looks. Pure."""

from urllib.parse import urlencode

from directory.listings import Listing

MAP = "https://www.openstreetmap.org"
CLOSE = 17  # so near that single houses can be told apart
Point = tuple[float, float]


def map_of_point(point: Point) -> str:
    """A map with a pin at (latitude, longitude)."""
    lat, lon = (f"{each:.5f}" for each in point)
    return f"{MAP}/?{urlencode({'mlat': lat, 'mlon': lon})}#map={CLOSE}/{lat}/{lon}"


def map_of_address(address: str) -> str:
    """A map that looks an address up: its last part, the postcode, is what a map knows best."""
    return f"{MAP}/search?{urlencode({'query': address.rpartition(', ')[2]})}"


def directions_to(point: Point) -> str:
    """Where to choose a start, and to walk, cycle or go by car."""
    lat, lon = (f"{each:.5f}" for each in point)
    return f"{MAP}/directions?{urlencode({'to': f'{lat},{lon}'})}"


def map_of(listing: Listing, point: Point | None = None) -> str | None:
    """A map of where a service is: at the point given, else its first place; None where nobody can tell."""
    if point or listing.points:
        return map_of_point(point or listing.points[0])
    return map_of_address(listing.addresses[0]) if listing.addresses else None


def addresses_on_maps(listing: Listing) -> list[tuple[str, str, str | None]]:
    """Each address with a link to its map and one to directions.

    Which of several points belongs to which address is not known: those are looked up by their postcode.
    """
    if len(listing.addresses) == 1 and len(listing.points) == 1:
        point = listing.points[0]
        return [(listing.addresses[0], map_of_point(point), directions_to(point))]
    return [(address, map_of_address(address), None) for address in listing.addresses]
