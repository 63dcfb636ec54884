"""The one place that keeps a masked address in: no page, export, interface or match is given what it hides.

A refuge must not be found by whoever is looked for there. So one masked address hides all of its location:
lines, postcode, town, the place's name, and the point, since distances alone would lead to the door.
What is left says that there is a place; on pages, which editors see before they go out, also how to get in.
Open data and exports give no free text of it at all. Only editors read the rest.
"""

from collections.abc import Iterable

from directory.models.location import Address, Location

# What a stranger may know of a hidden place: that it is there and of which kind.
LEFT_OF_LOCATION = ("id", "location_type", "source_id")


def hidden_places(addresses: Iterable[Address]) -> frozenset[str]:
    """The ids of the locations, of all these addresses', that must not be found by strangers."""
    return frozenset(address.location_id for address in addresses if address.masked)


def bare_location(location: Location) -> Location:
    """A copy of a hidden location with nothing in it that leads there."""
    return Location(**{name: getattr(location, name) for name in LEFT_OF_LOCATION})
