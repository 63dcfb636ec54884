"""The one place that keeps a masked address in: no page, export, interface or match is given what it hides.

A refuge must not be found by whoever is looked for there. So one masked address hides all of its location:
lines, postcode, town, the place's name, and the point, since distances alone would lead to the door.
What is left says that there is a place, and when: no free text about its times, and not how to get in, since
"ring at the side door in Mill Lane" leads there too. Only editors read the rest.
"""

from collections.abc import Collection, Iterable, Mapping

from directory.models.access import Schedule
from directory.models.location import Address, Location

# What a stranger may know of a hidden place: that it is there and of which kind.
LEFT_OF_LOCATION = ("id", "location_type", "source_id")
TOLD_OF_TIMES = frozenset({"description", "notes", "schedule_link"})  # free text


def hidden_places(addresses: Iterable[Address]) -> frozenset[str]:
    """The ids of the locations, of all these addresses', that must not be found by strangers."""
    return frozenset(address.location_id for address in addresses if address.masked)


def bare_location(location: Location) -> Location:
    """A copy of a hidden location with nothing in it that leads there."""
    return Location(**{name: getattr(location, name) for name in LEFT_OF_LOCATION})


def is_of_hidden(at: str | None, links: Mapping[str, str], hidden: Collection[str]) -> bool:
    """Are these times of a hidden place? `at`: the link they are tied to; `links`: the service's, to places.

    Times that are tied to no place are of all of them: hidden where every place is.
    """
    if at is not None and at in links:
        return links[at] in hidden
    return bool(links) and all(place in hidden for place in links.values())


def bare_schedule(row: Schedule) -> Schedule:
    """A copy of the times of a hidden place, without free text."""
    kept = (column.key for column in Schedule.__table__.columns if column.key not in TOLD_OF_TIMES)
    return Schedule(**{name: getattr(row, name) for name in kept})
