"""Services that might do instead: for the same needs, and near. Pure."""

import numpy as np

from directory.browsing.conditions import Facet
from directory.browsing.index import BrowseIndex, Floats, Rows
from directory.listings import Listing

NEEDS_COMPARED = 3  # the surest of a service; what it may help with besides says little
HALF_KM = 5.0  # so far away, half as good
NO_JOURNEY = 0.5  # help that needs no journey, or whose place nobody wrote down: as if at HALF_KM


def services_alike(listing: Listing, index: BrowseIndex, most: int) -> list[Listing]:
    """Services of others for the same needs, the likest first; nearness counts where the service has a place.

    A service of the same organisation is not among them: the page lists those apart.
    """
    worth = np.zeros(len(index))
    for need, sureness in listing.needs[:NEEDS_COMPARED]:
        worth += sureness * index.sureness(need)
    worth *= _nearness(listing, index)
    for own in index.values(Facet.ORGANISATION).get(listing.organisation, ()):
        worth[own] = 0.0
    if listing.id in index.row_of:
        worth[index.row_of[listing.id]] = 0.0
    rows: Rows = np.flatnonzero(worth)
    best = rows[np.lexsort((index.name_place[rows], -worth[rows]))][:most]
    return [index.listings[row] for row in best]


def others_of(listing: Listing, index: BrowseIndex) -> list[Listing]:
    """What else its organisation offers, by name."""
    if not listing.organisation:
        return []
    rows = index.values(Facet.ORGANISATION).get(listing.organisation, ())
    found = (index.listings[row] for row in rows)
    return sorted(
        (one for one in found if one.id != listing.id), key=lambda one: (one.name.casefold(), one.id)
    )


def _nearness(listing: Listing, index: BrowseIndex) -> Floats:
    if not listing.points:
        return np.ones(len(index))
    distances = np.min([index.distances(point) for point in listing.points], axis=0)
    near = np.asarray(1 / (1 + distances / HALF_KM))
    return np.where(index.no_journey | np.isinf(distances), np.maximum(near, NO_JOURNEY), near)
