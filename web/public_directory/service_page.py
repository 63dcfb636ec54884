"""Everything a service's own page says, put into words. Reads no request and no store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from directory.browsing.alike import others_of, services_alike
from directory.browsing.index import BrowseIndex
from directory.listings import Listing
from directory.needs.vocabulary import Vocabulary
from web.public_directory.cards import reach_words
from web.public_directory.maps import addresses_on_maps
from web.rendering import checked
from web.words.book import words

MOST_ALIKE, MOST_OTHERS = 3, 5


@dataclass(frozen=True)
class Around:
    """Other services that somebody here may want: of the same organisation, and for the same needs."""

    others: list[Listing]
    number_of_others: int
    alike: list[Listing]


def facts_of(listing: Listing, vocabulary: Vocabulary, council: str) -> dict[str, Any]:
    """What templates/public_directory/service.html says of the service itself, published or not yet.

    `council` is the name of the council whose directory it is, which answers for what its editors checked.
    """
    return {
        "service": listing,
        "reach": list(reach_words(listing)),
        "who_for": _who_for(listing),
        "helps_with": [
            vocabulary[need].resident_label for need, _sure in listing.needs if need in vocabulary
        ],
        "places": addresses_on_maps(listing),
        "assured": _assured_by(listing, council),
        "changed": checked(listing.last_modified.date()) if listing.last_modified else None,
    }


def around(listing: Listing, index: BrowseIndex) -> Around:
    """What else there is, from all services that may be shown."""
    others = others_of(listing, index)
    return Around(others[:MOST_OTHERS], len(others), services_alike(listing, index, MOST_ALIKE))


def _who_for(listing: Listing) -> list[str]:
    say = words("directory")["ages"]
    lowest, highest = listing.min_age, listing.max_age
    ages = ""
    if lowest is not None or highest is not None:
        kind = "up_to" if lowest is None else "from" if highest is None else "between"
        ages = say[kind].format(lowest=lowest, highest=highest)
    return [each for each in (listing.eligibility, ages) if each]


def _assured_by(listing: Listing, council: str) -> str:
    """Who last said that the entry is right, in words; empty where nobody knows."""
    say = words("directory")["assured"]
    if listing.assurer not in say or ("{name}" in say[listing.assurer] and not listing.assured_by):
        return ""
    return str(say[listing.assurer]).format(name=listing.assured_by, council=council)
