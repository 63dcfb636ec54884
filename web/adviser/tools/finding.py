"""The directory beside a call: what was looked for and what is pinned, as short rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.browsing.index import BrowseIndex
from directory.finder import Finder
from directory.places import Place
from web.public_directory.asked import Asked
from web.public_directory.cards import Card, card_of, reach_words
from web.public_directory.finding import find_services

if TYPE_CHECKING:
    from directory.listings import Listing

MOST = 8  # what is read out on the telephone comes from the first few; more is a search of its own
MOST_COMPARED = 3


@dataclass(frozen=True)
class Row:
    """One service beside a call."""

    card: Card
    pinned: bool


@dataclass(frozen=True)
class Looked:
    """What a search brought. `total`: how many there are; `near`: the place that was understood."""

    rows: tuple[Row, ...]
    total: int
    near: str | None
    place_unknown: bool


@dataclass(frozen=True)
class Compared:
    """A service in a comparison: what is on its card, and what tells it from the others."""

    card: Card
    when: tuple[str, ...]
    how: tuple[str, ...]
    who_for: str | None
    phones: tuple[str, ...]
    email: str | None


def look(finder: Finder, index: BrowseIndex, asked: Asked, pinned: Collection[str]) -> Looked | None:
    """The first services for a question; None where nothing was asked."""
    if not asked.but(place="").anything:
        return None
    found = find_services(finder, index, asked)
    rows = tuple(
        Row(card_of(each, found.matches.get(each.id), found.place), each.id in pinned)
        for each in found.listings(0, MOST)
    )
    return Looked(
        rows=rows,
        total=len(found.narrowed),
        near=found.place.label if found.place else None,
        place_unknown=bool(asked.place) and found.place is None,
    )


def in_order(index: BrowseIndex, ids: Iterable[str], place: Place | None = None) -> list[Card]:
    """Cards of these services in this order, with how far each is; without what is gone."""
    wanted = list(ids)
    known = {each.id: card_of(each, place=place) for each in index.with_ids(wanted)}
    return [known[each] for each in wanted if each in known]


def compare(index: BrowseIndex, ids: Iterable[str], place: Place | None) -> list[Compared]:
    """Two or three services side by side."""
    wanted = list(dict.fromkeys(ids))[:MOST_COMPARED]
    known = {each.id: each for each in index.with_ids(wanted)}
    return [_compared(known[each], place) for each in wanted if each in known]


def _compared(listing: Listing, place: Place | None) -> Compared:
    return Compared(
        card=card_of(listing, place=place),
        when=tuple(listing.opening),
        how=(*reach_words(listing), *listing.accessibility),
        who_for=listing.eligibility,
        phones=tuple(listing.phones),
        email=listing.email,
    )
