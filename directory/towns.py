"""The towns of a directory: those of the addresses of its services, in the middle of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from directory.listings import Listing
from directory.postcode_index import PostcodeIndex, Spot

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Town:
    """A town, or the area of a council, and where its middle is."""

    name: str
    lat: float
    lon: float
    council_code: str | None = None


def towns_of(listings: Iterable[Listing], index: PostcodeIndex | None) -> Iterator[Town]:
    """The towns, each once; without the index their councils are not known."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spots: defaultdict[str, list[Spot]] = defaultdict(list)
    for listing in listings:
        if len(listing.towns) != 1:
            continue  # which of its points is in which town is not known
        name = " ".join(listing.towns[0].split())
        spellings[plain_town(name)][name] += 1
        spots[plain_town(name)] += _spots(listing, index)
    for plain, found in spots.items():
        if plain and found:
            known = Counter(spot.councils[0] for spot in found if spot.councils)
            council = known.most_common(1)[0][0] if known else None
            lat, lon = median(spot.lat for spot in found), median(spot.lon for spot in found)
            yield Town(spellings[plain].most_common(1)[0][0], lat, lon, council)


def councils_of(listing: Listing, index: PostcodeIndex | None) -> tuple[str, ...]:
    """The codes of the councils that the postcodes of a service's addresses are in, each once."""
    if index is None:
        return ()
    spots = (index.find(postcode) for postcode in postcodes_of(listing))
    return tuple(dict.fromkeys(code for spot in spots if spot for code in spot.councils))


def postcodes_of(listing: Listing) -> Iterator[str]:
    """The postcodes in the addresses."""
    for address in listing.addresses:
        yield from POSTCODE.findall(address)


def town_words(text: str) -> list[str]:
    """The words that may be of a name."""
    return WORDS.findall(text)


def plain_town(name: str) -> str:
    """The name in small letters, hyphens as spaces."""
    return " ".join(WORDS.findall(name.replace("-", " "))).casefold()


def _spots(listing: Listing, index: PostcodeIndex | None) -> list[Spot]:
    """The service's points; their council is that of the postcode in its address."""
    known = [spot for postcode in postcodes_of(listing) if index and (spot := index.find(postcode))]
    councils = known[0].councils if known else ()
    return [Spot(lat, lon, councils) for lat, lon in listing.points] or known
