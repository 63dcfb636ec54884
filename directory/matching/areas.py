"""Services for a part of the area only: which towns they name, and whether a place is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from directory.gazetteer import Town
from directory.listings import Listing
from directory.places import Place, distance_km

_WORD = re.compile(r"[^\W_]+")


def towns_served(listing: Listing, towns: Iterable[Town], council_name: str) -> tuple[Town, ...]:
    """The towns that the areas of a service name; empty where it serves everybody, or nobody can tell.

    "Winterby and the cliff villages" names Winterby. An area that carries the council's name is all of it,
    also where a town has the same name.
    """
    areas = [_plain(area) for area in listing.serves]
    whole = _plain(council_name)
    named = [[town for town in towns if _plain(town.name) in area] for area in areas]
    if not areas or not all(named) or any(whole.strip() and whole in area for area in areas):
        return ()
    return tuple(dict.fromkeys(town for found in named for town in found))


def serves_place(served: Sequence[Town], place: Place, towns: Iterable[Town]) -> bool:
    """Whether somebody at this place belongs to a town served: it is the nearest of all towns."""
    if not served:
        return True
    here = (place.lat, place.lon)
    nearest = min(towns, key=lambda town: distance_km(here, (town.lat, town.lon)))
    return nearest in served


def _plain(name: str) -> str:
    """Words alone with a space around each, so that one name is found inside another only as whole words."""
    return f" {' '.join(_WORD.findall(name.casefold()))} "
